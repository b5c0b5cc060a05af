"""Each mistake in a building is found, named and told how to mend."""

from dataclasses import replace

import pytest

from muster.scenario.building import (
    Building,
    DoorKind,
    DoorState,
    Exit,
    Furniture,
    HidingSpot,
    LockKind,
    Region,
    RegionKind,
    Storey,
    Wall,
)
from muster.scenario.check import Severity, check
from support.hut import hut, with_door


def box(west: float, south: float, east: float, north: float) -> tuple[tuple[float, float], ...]:
    return (west, south), (east, south), (east, north), (west, north)


def room(id: str, *corners: float) -> Region:
    return Region(id, id, RegionKind.ROOM, "ground", box(*corners))


def with_region(*more: Region) -> Building:
    return replace(hut(), regions=(*hut().regions, *more))


def outline(*points: tuple[float, float]) -> Building:
    first, *rest = hut().regions
    return replace(hut(), regions=(replace(first, polygon=points), *rest))


STAIR = Region("stair", "Stair", RegionKind.STAIR, "ground", box(0, 5, 2, 9), "", "upper", 5.0)
TWO_STOREYS = replace(hut(), storeys=(*hut().storeys, Storey("upper", 2.6)))

MISTAKES = {
    "unreachable": (with_region(room("attic", 0, 5, 5, 8)), "region 'attic': is unreachable"),
    "crossing outline": (
        outline((0, 0), (6, 5), (6, 0), (0, 5)),
        "region 'room': its outline crosses or touches itself",
    ),
    "tiny": (with_region(room("nook", 0, 5, 0.5, 5.5)), "region 'nook': has 0.25 m² of floor"),
    "overlap": (
        with_region(room("annex", 4, 3, 5, 8)),
        "'room' and 'annex': share 2.00 m² of floor on storey 'ground'",
    ),
    "stair over a room above": (
        replace(TWO_STOREYS, regions=(*hut().regions, STAIR, replace(room("loft", 0, 5, 6, 9), storey="upper"))),
        "cut the stair's outline out of both storeys",
    ),
    "stair without foot": (replace(TWO_STOREYS, regions=(*hut().regions, STAIR)), "stair 'stair': has no foot"),
    "stair without head": (replace(TWO_STOREYS, regions=(*hut().regions, STAIR)), "stair 'stair': has no head"),
    "stair without length": (
        replace(TWO_STOREYS, regions=(*hut().regions, replace(STAIR, walking_length=None))),
        "is a stair without head or length",
    ),
    "room that rises": (
        with_region(replace(room("attic", 0, 5, 5, 8), rises_to="ground")),
        "is a room, yet has rises_to",
    ),
    "door off the wall": (
        with_door(hut(), 0, segment=((5, 2), (5, 3))),
        "door 'room-door': leads nowhere: it is 1.00 m",
    ),
    "narrow door": (with_door(hut(), 0, segment=((6, 2), (6, 2.4))), "is 0.40 m wide, less than 0.5 m"),
    "wide door": (
        replace(
            with_door(hut(), 0, segment=((6, 2), (6, 13))),
            regions=(room("room", 0, 0, 6, 14), replace(hut().regions[1], polygon=box(6, 0, 8, 14)), hut().regions[2]),
        ),
        "is 11.00 m wide, more than 10.0 m",
    ),
    "door between storeys": (
        replace(TWO_STOREYS, regions=(replace(hut().regions[0], storey="upper"), *hut().regions[1:])),
        "on different storeys; put a stair between them",
    ),
    "locked without a lock": (
        with_door(hut(), 0, state=DoorState.LOCKED, lock=LockKind.NONE),
        "is locked but has no lock",
    ),
    "opening with a lock": (with_door(hut(), 0, kind=DoorKind.OPENING, swing=None), "is an opening, which has no leaf"),
    "two doors in one": (
        replace(hut(), doors=(*hut().doors, replace(hut().doors[0], id="again"))),
        "doors 'room-door' and 'again': lie over one another",
    ),
    "swing elsewhere": (with_door(hut(), 0, swing="garden"), "swings into 'garden', which it does not join"),
    "exit to a room": (
        replace(hut(), exits=(Exit("way", "Way", "room-door"),)),
        "exit 'way': its door 'room-door' has",
    ),
    "muster point astray": (
        replace(hut(), muster_points=(replace(hut().muster_points[0], at=(50, 50)),)),
        "muster point 'lawn': lies outside its region",
    ),
    "spot astray": (
        replace(hut(), hiding_spots=(HidingSpot("far", "room", (7, 2), "x"),)),
        "hiding spot 'far': lies outside its region",
    ),
    "spot in the outline": (
        replace(hut(), hiding_spots=(HidingSpot("edge", "room", (0.05, 2), "x"),)),
        "hiding spot 'edge': is in the wall of 'room'",
    ),
    "spot in a wall": (
        replace(
            hut(),
            walls=(Wall("ground", ((2, 1), (2, 2))),),
            hiding_spots=(HidingSpot("in", "room", (2.05, 1.5), "x"),),
        ),
        "hiding spot 'in': is in wall 0",
    ),
    "spot in furniture": (
        replace(hut(), hiding_spots=(HidingSpot("on", "room", (1, 3.4), "x"),)),
        "hiding spot 'on': is inside furniture 0 (bench)",
    ),
    "walls over one another": (
        replace(hut(), walls=(Wall("ground", ((1, 1), (3, 1))), Wall("ground", ((2, 1), (4, 1))))),
        "walls 0 and 1: overlap along 1.00 m",
    ),
    "wall through a door": (
        replace(hut(), walls=(Wall("ground", ((5, 2.5), (7, 2.5))),)),
        "wall 0: runs through door 'room-door'",
    ),
    "furniture in a door": (
        replace(hut(), furniture=(Furniture("ground", box(5.5, 2, 6.5, 3)),)),
        "furniture 0 (table): stands in door 'room-door'",
    ),
    "repeated id": (with_region(room("room", 0, 5, 6, 8)), "region 'room': stands 2 times"),
    "dangling door": (with_door(hut(), 0, between=("room", "coridor")), "no such region; did you mean 'corridor'?"),
    "dangling storey": (
        with_region(replace(room("attic", 0, 5, 5, 8), storey="up")),
        "on 'up', but there is no such storey",
    ),
}

DOUBTS = {
    "behind a lock": (
        with_door(hut(), 0, state=DoorState.LOCKED),
        "region 'room': is reached only through locked or barricaded doors",
    ),
    "wall along the outline": (
        replace(hut(), walls=(Wall("ground", ((0, 1), (0, 3))),)),
        "wall 0: overlaps 2.00 m of the outline of 'room'",
    ),
    "furniture nowhere": (
        replace(hut(), furniture=(Furniture("ground", box(50, 50, 51, 51)),)),
        "stands outside every region",
    ),
    "no exit": (replace(hut(), exits=()), "has no exit"),
    "opening that swings": (
        with_door(hut(), 0, kind=DoorKind.OPENING, lock=LockKind.NONE),
        "is an opening and swings nowhere",
    ),
    "muster point inside": (
        replace(hut(), muster_points=(replace(hut().muster_points[0], region="room", at=(2, 2)),)),
        "muster point 'lawn': is inside",
    ),
}


def told(building: Building, severity: Severity) -> list[str]:
    return [str(finding) for finding in check(building) if finding.severity is severity]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_mistake_is_found(mistake):
    building, says = MISTAKES[mistake]
    assert any(says in finding for finding in told(building, Severity.ERROR)), told(building, Severity.ERROR)


@pytest.mark.parametrize("doubt", DOUBTS)
def test_the_doubt_is_raised_as_a_warning(doubt):
    building, says = DOUBTS[doubt]
    assert any(says in finding for finding in told(building, Severity.WARNING)), told(building, Severity.WARNING)
    assert told(building, Severity.ERROR) == []


def test_the_hut_is_faultless():
    assert check(hut()) == []


def test_all_mistakes_are_told_in_one_go():
    doors = with_door(with_door(hut(), 0, segment=((5, 2), (5, 3))), 1, between=("corridor", "gaden"))
    assert len(told(replace(doors, muster_points=()), Severity.ERROR)) >= 4
