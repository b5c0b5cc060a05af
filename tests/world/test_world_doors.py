"""Doors that are locked, barricaded, shut and opened while people are about."""

import pytest

from muster.scenario.building import Door as Leaf
from muster.scenario.building import DoorState, LockKind
from muster.world.acts import Act, Door, Intent
from muster.world.events import EventKind
from muster.world.world import World
from support.buildings import box, building, leaf, opening, outside, rooms_on_corridor
from support.walking import go, kinds, leave, people, put, run, world_of

ROOM_DOOR = 0


def someone(start: str, state: DoorState = DoorState.CLOSED, lock: LockKind = LockKind.NONE) -> World:
    return world_of(rooms_on_corridor(state, lock), people(1, start))


def test_a_closed_door_opens_for_who_goes_through_and_falls_shut_again():
    world = someone("room")
    leave(world, 0)
    run(world, 60.0, until=lambda: bool(world.bodies.outside[0]))
    assert world.bodies.outside[0]
    assert world.door_state(ROOM_DOOR) is Door.CLOSED


@pytest.mark.parametrize("state", [DoorState.LOCKED, DoorState.BARRICADED])
def test_a_room_behind_a_barred_door_is_unreachable_not_an_error(state: DoorState):
    world = someone("corridor", state, LockKind.KEY)
    go(world, 0, "room")
    events = run(world, 30.0)
    assert kinds(events, 0) == [EventKind.DOOR_REFUSED, EventKind.FAILED]
    assert world.bodies.speed[0] == 0.0


def test_who_knows_that_the_only_door_is_locked_gives_up_at_once():
    world = someone("corridor", DoorState.LOCKED, LockKind.KEY)
    world.apply(0, Intent(Act.GO, world.region_index["room"], shut=frozenset({ROOM_DOOR})))
    assert kinds(run(world, 0.05), 0) == [EventKind.FAILED]


def test_who_is_locked_in_cannot_leave():
    world = someone("room", DoorState.LOCKED, LockKind.KEY)
    leave(world, 0)
    assert kinds(run(world, 30.0), 0) == [EventKind.DOOR_REFUSED, EventKind.FAILED]


def test_a_thumb_turn_opens_for_those_inside():
    world = someone("room", DoorState.LOCKED, LockKind.INSIDE)
    leave(world, 0)
    assert EventKind.OUT in kinds(run(world, 60.0), 0)


def test_a_thumb_turn_stays_shut_for_those_outside():
    world = someone("corridor", DoorState.LOCKED, LockKind.INSIDE)
    go(world, 0, "room")
    assert EventKind.FAILED in kinds(run(world, 30.0), 0)


@pytest.mark.parametrize(
    ("act", "event", "state"),
    [
        (Act.LOCK, EventKind.DOOR_LOCKED, Door.LOCKED),
        (Act.BARRICADE, EventKind.DOOR_BARRICADED, Door.BARRICADED),
    ],
)
def test_who_bars_a_door_keeps_others_out(act: Act, event: EventKind, state: Door):
    world = world_of(rooms_on_corridor(lock=LockKind.INSIDE), people(1, "room") + people(1, "corridor"))
    world.apply(0, Intent(act, ROOM_DOOR))
    assert event in kinds(run(world, 30.0), 0)
    go(world, 1, "room")
    assert EventKind.FAILED in kinds(run(world, 30.0), 1)
    assert world.door_state(ROOM_DOOR) is state


def test_a_barricade_holds_its_builders_in_until_they_clear_it_away():
    world = someone("room", DoorState.BARRICADED)
    leave(world, 0)
    assert EventKind.FAILED in kinds(run(world, 30.0), 0)
    world.apply(0, Intent(Act.OPEN, ROOM_DOOR))
    assert EventKind.DOOR_UNLOCKED in kinds(run(world, 30.0), 0)
    leave(world, 0)
    assert EventKind.OUT in kinds(run(world, 60.0), 0)


def test_a_door_is_not_closed_on_somebody_in_the_doorway():
    stage = rooms_on_corridor(DoorState.OPEN)
    world = world_of(stage, people(1, "room") + people(1, "corridor"))
    put(world, 1, 7.0, 1.9, "corridor")
    world.apply(0, Intent(Act.CLOSE, ROOM_DOOR))
    assert EventKind.FAILED in kinds(run(world, 30.0), 0)
    assert world.door_state(ROOM_DOOR) is Door.OPEN


def test_who_finds_one_way_barred_takes_another():
    """A room with two doors to one corridor; the nearer is locked, which nobody knows."""
    stage = building(
        [
            box("room", 0.0, 2.0, 12.0, 8.0),
            box("corridor", 0.0, 0.0, 12.0, 2.0),
            outside("yard", 12.0, -4.0, 24.0, 6.0),
        ],
        [
            leaf("room", "corridor", (1.5, 2.0), (2.5, 2.0), DoorState.LOCKED, LockKind.KEY),
            Leaf("second", ((9.5, 2.0), (10.5, 2.0)), ("room", "corridor")),
            opening("corridor", "yard", (12.0, 0.5), (12.0, 1.5)),
        ],
    )
    world = world_of(stage, people(1, "corridor"))
    put(world, 0, 2.0, 1.0, "corridor")
    go(world, 0, "room")
    assert kinds(run(world, 60.0), 0) == [EventKind.DOOR_REFUSED, EventKind.ARRIVED]
