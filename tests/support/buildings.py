"""Small buildings drawn in code: those of the standards' tests, and one of rooms with doors."""

from collections.abc import Sequence

from muster.scenario.building import Building, DoorState, HidingSpot, LockKind, RegionKind
from muster.verification.stages import (
    OUTDOORS,
    bottleneck,
    box,
    building,
    corner,
    corridor,
    leaf,
    opening,
    outside,
    region,
    room,
    stairs,
    two_rooms,
)

__all__ = [
    "bottleneck",
    "box",
    "building",
    "corner",
    "corridor",
    "leaf",
    "opening",
    "outside",
    "region",
    "room",
    "rooms_on_corridor",
    "stairs",
    "two_rooms",
]


def rooms_on_corridor(
    state: DoorState = DoorState.CLOSED, lock: LockKind = LockKind.NONE, *, spots: Sequence[HidingSpot] = ()
) -> Building:
    """A corridor 20 m long that leads out in the east; one room, with one door to it, in the north.

    The room is 6 x 6 m, from (4, 2) to (10, 8); its door is at x = 6.5 to 7.5. Region 0 is the room, door 0 its door.
    """
    return building(
        [
            box("room", 4.0, 2.0, 10.0, 8.0),
            box("corridor", 0.0, 0.0, 20.0, 2.0, RegionKind.CORRIDOR),
            outside("outside", 20.0, 0.0, 20.0 + OUTDOORS, 2.0),
        ],
        [
            leaf("room", "corridor", (6.5, 2.0), (7.5, 2.0), state, lock),
            opening("corridor", "outside", (20.0, 0.0), (20.0, 2.0)),
        ],
        spots=spots,
    )
