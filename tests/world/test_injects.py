"""What an instructor does to the world happens at its tick, by the ways by which it happens of itself."""

import pytest

from muster.scenario.building import DoorState
from muster.scenario.inject import Inject, InjectKind, Severity
from muster.world.acts import Door, Health
from muster.world.events import EventKind
from muster.world.world import World
from support.perceiving import LURKING, person, wing
from support.walking import put, run, world_of


def world(state: DoorState = DoorState.CLOSED) -> World:
    return world_of(wing(state), [person("ann"), person("bob", "b")], threat=LURKING)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (InjectKind.LOCK, Door.LOCKED),
        (InjectKind.UNLOCK, Door.CLOSED),
        (InjectKind.CLOSE, Door.CLOSED),
        (InjectKind.OPEN, Door.OPEN),
    ],
)
def test_doors_are_brought_into_a_state_by_nobody(kind: InjectKind, state: Door):
    stage = world(DoorState.LOCKED if kind is InjectKind.UNLOCK else DoorState.CLOSED)
    assert stage.inject(Inject(kind, door="a-corridor")) == ""
    assert stage.door_state(0) is state
    (event,) = run(stage, stage.dt)
    assert event.agent == -1 and event.other == 0


def test_a_door_is_shut_as_soon_as_nobody_stands_in_it():
    stage = world()
    stage.doors.set(0, Door.OPEN)
    put(stage, 0, 7.0, 2.0, "a")
    assert stage.inject(Inject(InjectKind.LOCK, door="a-corridor")) == ""
    run(stage, 1.0)
    assert stage.door_state(0) is not Door.LOCKED
    put(stage, 0, 7.0, 5.0, "a")
    run(stage, stage.dt)
    assert stage.door_state(0) is Door.LOCKED


@pytest.mark.parametrize(
    ("severity", "health"),
    [(Severity.INJURED, Health.INJURED), (Severity.INCAPACITATED, Health.INCAPACITATED)],
)
def test_an_injury_is_a_state_without_a_cause(severity: Severity, health: Health):
    stage = world()
    stage.inject(Inject(InjectKind.INJURY, person="bob", severity=severity))
    events = run(stage, stage.dt)
    assert stage.bodies.health[1] == int(health)
    assert [event.kind.value for event in events] == [severity.value]


def test_the_threat_goes_where_it_is_sent_and_stays():
    stage = world()
    stage.inject(Inject(InjectKind.MOVE_THREAT, region="b"))
    assert not stage.threat_present
    stage.inject(Inject(InjectKind.STOP_THREAT))
    assert stage.inject(Inject(InjectKind.MOVE_THREAT, region="a")) != ""


def test_a_threat_inside_takes_another_way():
    stage = world_of(wing(DoorState.OPEN), [person("ann")], threat=LURKING)
    stage.doors.set(0, Door.OPEN)
    put(stage, 0, 39.0, 1.0, "corridor")
    stage._patrol.enter(stage.bodies)  # pyright: ignore
    run(stage, 0.5)
    stage.inject(Inject(InjectKind.MOVE_THREAT, region="a"))
    events = run(stage, 30.0)
    assert stage.bodies.region[1] == stage.region_index["a"]
    assert EventKind.THREAT_ENTERED not in {event.kind for event in events}


def test_what_cannot_be_done_is_said():
    stage = world_of(wing(), [person("ann")])
    assert "no threat" in stage.inject(Inject(InjectKind.STOP_THREAT))
    assert "no door" in stage.inject(Inject(InjectKind.LOCK, door="nowhere"))
    assert "no person" in stage.inject(Inject(InjectKind.INJURY, person="nobody"))
    assert "opening" in stage.inject(Inject(InjectKind.LOCK, door="corridor-west"))
    assert {event.kind for event in run(stage, stage.dt)} == {EventKind.REFUSED}


@pytest.mark.parametrize("kind", [InjectKind.ALARM, InjectKind.ALARM_OFF])
def test_alarms_sound_where_they_are_told_to(kind: InjectKind):
    stage = world()
    stage.inject(Inject(kind, regions=("a",)))
    (event,) = run(stage, stage.dt)
    assert event.kind.value == kind.value and event.regions == (stage.region_index["a"],)
