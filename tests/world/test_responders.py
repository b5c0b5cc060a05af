"""Help comes when it is called, ends the danger, and opens every room; and people may be let in by those inside."""

from dataclasses import replace

import numpy as np
import pytest

from muster.scenario.building import DoorState, LockKind
from muster.scenario.response import Response
from muster.scenario.scenario import Cue, CueKind, Threat
from muster.world.acts import Act, Door, Intent
from muster.world.events import Event, EventKind
from muster.world.world import World
from support.perceiving import wing
from support.walking import kinds, people, put, run, scenario_of

RESPONSE = Response(delay=(5.0, 15.0), responders=2, contained_after=2.0)
THREAT = Threat(route=("corridor",), enters_at=1.0, reach=40.0, harm_per_second=1.0, incapacitation_share=0.0)
A_DOOR = 0


def world_with(
    response: Response | None = RESPONSE,
    *,
    state: DoorState = DoorState.CLOSED,
    seed: int = 0,
    threat: Threat | None = None,
    cues: tuple[Cue, ...] = (),
) -> World:
    """One person in room a of the wing, and help that may be called."""
    scenario = scenario_of(wing(state, LockKind.INSIDE), people(1, "a"), threat=threat)
    return World(replace(scenario, response=response, cues=cues), seed)


def called(world: World, seconds: float = 200.0) -> list[Event]:
    world.apply(0, Intent(Act.CALL))
    return run(world, seconds)


def ticks(events: list[Event], kind: EventKind) -> list[int]:
    return [event.tick for event in events if event.kind is kind]


def test_nobody_comes_uncalled():
    assert not run(world_with(), 40.0)


def test_a_call_brings_help_that_takes_command_and_releases_every_room_once():
    world = world_with()
    events = called(world)
    order = [EventKind.CALLED, EventKind.DISPATCHED, EventKind.RESPONDERS_ARRIVED, EventKind.ALL_RELEASED]
    assert [event.kind for event in events if event.kind in order] == order
    released = [
        world.scenario.building.regions[event.region].id for event in events if event.kind is EventKind.RELEASED
    ]
    assert sorted(released) == ["a", "b", "corridor"]


def test_the_room_nearest_to_where_they_are_comes_first():
    released = [
        event.region
        for event in called(world_with(replace(RESPONSE, responders=1)))
        if event.kind is EventKind.RELEASED
    ]
    first = [world_with().scenario.building.regions[region].id for region in released]
    assert first == ["corridor", "a", "b"]  # they come in from the west


@pytest.mark.parametrize("seed", range(8))
def test_they_come_after_a_delay_within_its_bounds(seed: int):
    world = world_with(seed=seed)
    events = called(world, 40.0)
    (call,), (there,) = ticks(events, EventKind.CALLED), ticks(events, EventKind.RESPONDERS_ARRIVED)
    assert 5.0 <= (there - call) * world.dt <= 15.0 + world.dt


def test_an_alarm_calls_them_only_where_it_is_wired_to():
    alarm = (Cue(1.0, CueKind.ALARM),)
    assert ticks(
        run(world_with(replace(RESPONSE, called_by_alarm=True), cues=alarm), 30.0), EventKind.RESPONDERS_ARRIVED
    )
    assert not ticks(run(world_with(cues=alarm), 30.0), EventKind.RESPONDERS_ARRIVED)


@pytest.mark.parametrize("state", [DoorState.LOCKED, DoorState.BARRICADED])
def test_they_knock_and_then_open_what_is_barred(state: DoorState):
    world = world_with(state=state)
    events = called(world)
    done = {EventKind.KNOCKED, EventKind.ANNOUNCED, EventKind.DOOR_UNLOCKED}
    at_door = [event.kind for event in events if event.kind in done and event.other == A_DOOR]
    assert at_door == [EventKind.KNOCKED, EventKind.ANNOUNCED, EventKind.DOOR_UNLOCKED]
    assert world.door_state(A_DOOR) < Door.LOCKED


def test_nobody_comes_to_harm_once_they_are_there():
    wired = replace(RESPONSE, called_by_alarm=True)
    scenario = scenario_of(wing(), people(30, "corridor"), threat=THREAT)
    world = World(replace(scenario, response=wired, cues=(Cue(1.0, CueKind.ALARM),)), 0)
    events = run(world, 40.0)
    (there,) = ticks(events, EventKind.RESPONDERS_ARRIVED)
    assert ticks(events, EventKind.INJURED)[-1] < there
    assert there - ticks(events, EventKind.INJURED)[-1] <= 2 / world.dt  # until then, one a second
    assert ticks(events, EventKind.THREAT_CONTAINED) == [there + round(2.0 / world.dt)]
    assert not world.threat_present


def test_the_scenarios_announcements_cease_when_they_take_command():
    told = Cue(1.0, CueKind.ANNOUNCEMENT, text="Stay where you are.", repeat_every=2.0)
    events = called(world_with(cues=(told,)), 60.0)
    (there,) = ticks(events, EventKind.RESPONDERS_ARRIVED)
    assert 0 <= there - ticks(events, EventKind.ANNOUNCEMENT)[-1] <= 2.0 / 0.05


def test_until_they_come_everything_is_as_if_they_had_not_been_called():
    with_help, without = world_with(seed=4), world_with(None, seed=4)
    for world in (with_help, without):
        called(world, 15.0)
    assert np.array_equal(with_help.bodies.position[0], without.bodies.position[0])


def test_they_count_as_nobody_who_was_there():
    world = world_with()
    assert (world.occupants, world.people) == (1, 3)
    assert world.able().tolist() == [True, False, False]


def at_a_locked_door() -> World:
    """Somebody in room a, whose door they have locked, and somebody before it."""
    scenario = scenario_of(wing(DoorState.LOCKED, LockKind.INSIDE), people(2, "a"))
    world = World(scenario, 0)
    put(world, 0, 7.0, 3.0, "a")
    put(world, 1, 7.0, 1.0, "corridor")
    return world


def test_who_knocks_and_is_opened_to_comes_in_as_somebody_let_in():
    world = at_a_locked_door()
    world.apply(1, Intent(Act.KNOCK, A_DOOR))
    run(world, 2.0)
    world.apply(0, Intent(Act.LET_IN, A_DOOR))
    run(world, 2.0)
    world.apply(1, Intent(Act.GO, world.region_index["a"]))
    events = run(world, 10.0)
    assert (EventKind.LET_IN, A_DOOR) in [(event.kind, event.other) for event in events if event.agent == 1]


def test_who_knocks_in_vain_stays_outside_and_thinks_again():
    world = at_a_locked_door()
    world.apply(1, Intent(Act.KNOCK, A_DOOR))
    assert kinds(run(world, 15.0), 1) == [EventKind.KNOCKED, EventKind.ARRIVED]
    assert world.door_state(A_DOOR) is Door.LOCKED
