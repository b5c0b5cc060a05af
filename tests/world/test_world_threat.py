"""The threat: a patrol that doors stop, and harm that line of sight and hiding limit."""

import numpy as np
import pytest

from muster.scenario.building import DoorState, HidingSpot, LockKind
from muster.scenario.scenario import Threat
from muster.world.acts import Act, Door, Health, Intent
from muster.world.events import EventKind
from muster.world.threat import STOP_PER_SECOND, Harm, harm
from muster.world.world import World
from support.buildings import box, building, outside, rooms_on_corridor
from support.walking import kinds, leave, people, put, run, world_of

PATROL = Threat(route=("corridor", "room"), enters_at=0.0, harm_per_second=1.0)
CORRIDOR = Threat(route=("corridor",), enters_at=0.0, harm_per_second=1.0)
CONCEALMENT = 0.7


def with_somebody_in_the_room(threat: Threat, state: DoorState, lock: LockKind = LockKind.KEY) -> World:
    return world_of(rooms_on_corridor(state, lock), people(1, "room"), threat=threat)


def regions_visited(world: World, seconds: float) -> set[int]:
    seen: set[int] = set()
    run(world, seconds, each_step=lambda: seen.add(int(world.bodies.region[world.people])))
    return seen


def test_the_threat_walks_its_route_through_closed_doors():
    world = with_somebody_in_the_room(PATROL, DoorState.CLOSED)
    assert world.region_index["room"] in regions_visited(world, 30.0)


@pytest.mark.parametrize("state", [DoorState.LOCKED, DoorState.BARRICADED])
def test_a_barred_door_stops_the_threat(state: DoorState):
    world = with_somebody_in_the_room(PATROL, state)
    assert world.region_index["room"] not in regions_visited(world, 60.0)
    assert world.bodies.health[0] == Health.UNHARMED


def test_a_thumb_turn_stops_the_threat_from_outside():
    world = with_somebody_in_the_room(PATROL, DoorState.LOCKED, LockKind.INSIDE)
    assert world.region_index["room"] not in regions_visited(world, 60.0)


def test_nobody_can_confront_a_threat_that_there_is_none_of():
    world = world_of(rooms_on_corridor(), people(1, "room"))
    world.apply(0, Intent(Act.CONFRONT))
    assert kinds(world.step(), 0) == [EventKind.FAILED]


def test_harm_needs_a_line_of_sight():
    """In reach, but behind a closed door; then the door stands open."""
    world = with_somebody_in_the_room(CORRIDOR, DoorState.OPEN)
    world.doors.set(0, Door.CLOSED)
    put(world, 0, 7.0, 4.0, "room")
    run(world, 0.1)
    world.bodies.position[world.people] = 7.0, 1.0
    run(world, 30.0)
    assert world.bodies.health[0] == Health.UNHARMED
    world.doors.set(0, Door.OPEN)
    run(world, 1.5)
    assert world.bodies.health[0] != Health.UNHARMED


def test_nobody_out_of_reach_comes_to_harm():
    world = world_of(
        rooms_on_corridor(), people(1, "corridor"), threat=Threat(("corridor",), 0.0, reach=5.0, harm_per_second=1.0)
    )
    put(world, 0, 18.0, 1.0, "corridor")
    run(world, 30.0)
    assert world.bodies.health[0] == Health.UNHARMED


def face_to_face(act: Act, rate: float) -> World:
    """One person 1.2 m from the threat in a closed yard, set on ``act``; no step taken."""
    stage = building([box("room", 0.0, 0.0, 8.0, 8.0), outside("yard", 20.0, 0.0, 24.0, 4.0)], [])
    world = world_of(stage, people(1, "room"), threat=Threat(("room",), 0.0, harm_per_second=rate))
    world.bodies.position[:] = (4.0, 4.0), (5.2, 4.0)
    world.bodies.region[1], world.bodies.layer[1] = world.bodies.region[0], world.bodies.layer[0]
    world.bodies.act[0] = act
    return world


def seconds_of_harm(world: World, n: int, concealment: float = 0.0) -> list[Harm]:
    """``n`` independent first seconds: one for each seed."""
    threat = world.scenario.threat
    assert threat is not None
    cover = np.array([concealment])
    return [harm(threat, 1, world.bodies, world.plan.walls, cover, seed=seed, second=1) for seed in range(n)]


@pytest.mark.parametrize("concealment", [0.0, CONCEALMENT])
def test_hiding_lowers_the_chance_of_harm_by_what_it_conceals(concealment: float):
    """Share of 2,000 seconds with harm against rate x (1 - concealment); bound: 4 standard errors of a share."""
    n, rate = 2000, 0.4
    done = seconds_of_harm(face_to_face(Act.STAY, rate), n, concealment)
    expected = rate * (1.0 - concealment)
    share = np.mean([second.harmed == 0 for second in done])
    assert share == pytest.approx(expected, abs=4 * (expected * (1 - expected) / n) ** 0.5)


def test_who_hides_is_not_invulnerable():
    spot = HidingSpot("desk", "room", (5.0, 7.0), "under the desk", concealment=CONCEALMENT)
    world = world_of(rooms_on_corridor(DoorState.OPEN, spots=[spot]), people(1, "room"), threat=PATROL)
    put(world, 0, 5.0, 6.5, "room")
    world.apply(0, Intent(Act.HIDE, 0))
    events = run(world, 120.0)
    assert kinds(events, 0)[0] == EventKind.HID
    assert world.bodies.health[0] != Health.UNHARMED


def test_confronting_can_end_either_way():
    """Over 2,000 first seconds: overcome at the documented rate (4 standard errors), harmed in others."""
    n = 2000
    done = seconds_of_harm(face_to_face(Act.CONFRONT, 0.12), n)
    share = np.mean([second.overcome_by == 0 for second in done])
    assert share == pytest.approx(STOP_PER_SECOND, abs=4 * (STOP_PER_SECOND * (1 - STOP_PER_SECOND) / n) ** 0.5)
    assert any(second.harmed == 0 for second in done)
    assert all(second.at_grips == (0,) for second in done)


def test_an_overcome_threat_harms_nobody_more():
    world = world_of(rooms_on_corridor(), people(6, "corridor"), threat=Threat(("corridor",), 0.0, harm_per_second=0.0))
    run(world, 0.5)
    for body in range(6):
        world.apply(body, Intent(Act.CONFRONT))
    events = run(world, 120.0, until=lambda: not world.threat_present)
    assert events[-1].kind is EventKind.THREAT_STOPPED or any(e.kind is EventKind.THREAT_STOPPED for e in events)
    assert not world.threat_present


def test_who_set_out_to_confront_a_threat_goes_up_to_where_it_lies_overcome():
    world = world_of(rooms_on_corridor(), people(1, "corridor"), threat=Threat(("corridor",), 0.0, harm_per_second=0.0))
    run(world, 0.1)
    put(world, 0, 12.0, 1.0, "corridor")
    put(world, world.people, 4.0, 1.0, "corridor")
    world.bodies.present[world.people] = False
    world.apply(0, Intent(Act.CONFRONT, world.region_index["corridor"]))
    run(world, 15.0)
    assert np.hypot(*(world.bodies.position[0] - (4.0, 1.0))) < 2.5


def test_at_most_one_comes_to_harm_in_a_second():
    world = world_of(rooms_on_corridor(), people(12, "corridor"), threat=CORRIDOR)
    for body in range(12):
        leave(world, body)
    harmed = [event.tick for event in run(world, 20.0) if event.kind in (EventKind.INJURED, EventKind.INCAPACITATED)]
    assert len(harmed) > 1
    assert np.diff(harmed).min() >= round(world.ticks_per_second)
