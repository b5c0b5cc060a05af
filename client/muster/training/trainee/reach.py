"""What is within a trainee's reach, as their client knows it: whom and what keys are meant for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from muster.scenario.building import DoorKind, HidingSpot, Point
from muster.training.knowledge import Known, Person
from muster.training.told import DoorPiece
from muster.training.trainee.atlas import Atlas
from muster.world.acts import Door
from muster.world.hands import DOOR_REACH, PERSON_REACH, SPOT_REACH

Thing = TypeVar("Thing")
POINTED = math.radians(15)  # off the way one looks within which somebody or something is meant


@dataclass(frozen=True)
class DoorInReach:
    """A door, how it looks, and what is said to lie beyond."""

    id: str
    looks: Door
    beyond: str


@dataclass(frozen=True)
class Reach:
    """What there is within reach; None and empty for nothing."""

    door: DoorInReach | None = None
    injured: Person | None = None
    spot: HidingSpot | None = None


def in_reach(known: Known, looks: dict[int, int], atlas: Atlas, yaw: float) -> Reach:
    """Return what is within reach; ``looks`` has how each door was seen last, by number."""
    x, y = known.own.position[:2]
    hurt = [each for each in known.people if each.health and math.dist(each.position[:2], (x, y)) <= PERSON_REACH]
    spots = [spot for spot in atlas.spots_in(known.own.region) if math.dist(spot.at, (x, y)) <= SPOT_REACH]
    return Reach(
        door=_door(known, looks, atlas, yaw),
        injured=min(hurt, key=lambda each: math.dist(each.position[:2], (x, y)), default=None),
        spot=min(spots, key=lambda spot: math.dist(spot.at, (x, y)), default=None),
    )


def _door(known: Known, looks: dict[int, int], atlas: Atlas, yaw: float) -> DoorInReach | None:
    """Return the door in reach that is most nearly ahead."""
    here, region = known.own.position[:2], known.own.region
    near = {
        number: door
        for number, door in atlas.doors_of(region).items()
        if door.kind is DoorKind.DOOR and _away(here, door.segment) <= DOOR_REACH
    }
    if not near:
        return None
    number = min(near, key=lambda each: abs(_off(here, _middle(near[each]), yaw)))
    beyond = atlas.beyond(near[number], region)
    return DoorInReach(
        near[number].id, Door(looks.get(number, int(Door.CLOSED))), "" if beyond is None else beyond.name
    )


def looked_at(known: Known, atlas: Atlas, yaw: float) -> Person | DoorPiece | None:
    """Return whom, or else which door, one looks at; the one most nearly ahead."""
    here = known.own.position[:2]
    person = _ahead(((each, each.position[:2]) for each in known.people), here, yaw)
    if person is not None:
        return person
    doors = ((door, _middle(door)) for number, _ in known.doors if (door := atlas.door(number)) is not None)
    return _ahead(doors, here, yaw)


def _ahead(things: Iterable[tuple[Thing, Point]], here: Point, yaw: float) -> Thing | None:
    off = [(abs(_off(here, at, yaw)), thing) for thing, at in things]
    best = min(off, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] <= POINTED else None


def _off(here: Point, there: Point, yaw: float) -> float:
    """Return the angle between the way one looks and the way to a point, -pi to pi."""
    way = math.atan2(there[1] - here[1], there[0] - here[0]) - yaw
    return math.atan2(math.sin(way), math.cos(way))


def _middle(door: DoorPiece) -> Point:
    (ax, ay), (bx, by) = door.segment
    return (ax + bx) / 2, (ay + by) / 2


def _away(point: Point, segment: tuple[Point, Point]) -> float:
    """Return the metres from a point to the nearest part of a segment."""
    (ax, ay), (bx, by) = segment
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else min(max(((point[0] - ax) * dx + (point[1] - ay) * dy) / length, 0.0), 1.0)
    return math.dist(point, (ax + share * dx, ay + share * dy))
