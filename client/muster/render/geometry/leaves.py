"""The leaves of doors, which move: where each hangs, and which way it opens."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from muster.render.geometry.walls import HEADROOM
from muster.scenario.building import Building, Door, DoorKind, Point
from muster.scenario.geometry import along, contains, cross

OPEN = math.radians(85)
_DOUBLE = 1.4  # metres: wider doors have two leaves


@dataclass(frozen=True)
class Leaf:
    """One leaf of a door.

    Attributes:
        door: index into the building's doors.
        storey: index of the storey it stands on.
        hinge: ``(x, y, z)`` metres, at the floor.
        closed: radians, counter-clockwise from east, from the hinge along the closed leaf.
        swing: radians by which an open one has turned; 0 for one that slides.
        slides: metres by which an open one has moved back along ``closed``; 0 for one that swings.
        width, height: metres.
    """

    door: int
    storey: int
    hinge: tuple[float, float, float]
    closed: float
    swing: float
    slides: float
    width: float
    height: float = HEADROOM


def leaves(building: Building) -> tuple[Leaf, ...]:
    """Return the leaves of all doors, in the building's order; openings have none, wide doors two."""
    return tuple(leaf for index, door in enumerate(building.doors) for leaf in _leaves(building, index, door))


def _leaves(building: Building, index: int, door: Door) -> Iterator[Leaf]:
    if door.kind is DoorKind.OPENING:
        return
    a, b = door.segment
    middle = along(door.segment, 0.5)
    storey = [each.id for each in building.storeys].index(building.region(door.between[0]).storey)
    floor = building.storeys[storey].elevation
    for hinge, end in ((a, middle), (b, middle)) if door.width > _DOUBLE else ((a, b),):
        closed = math.atan2(end[1] - hinge[1], end[0] - hinge[0])
        width = math.dist(hinge, end)
        swing = _swing(building, door, hinge, end)
        slides = 0.0 if swing else width * 0.92
        yield Leaf(index, storey, (*hinge, floor), closed, swing, slides, width)


def _swing(building: Building, door: Door, hinge: Point, end: Point) -> float:
    """Return the turn that opens a leaf into the region it swings to, 0 where it slides."""
    if door.swing is None:
        return 0.0
    inside = _beside(building, door, door.swing)
    return OPEN if cross(hinge, end, inside) > 0 else -OPEN


def _beside(building: Building, door: Door, region: str) -> Point:
    """Return a point just beyond the door's middle, in ``region``."""
    (ax, ay), (bx, by) = door.segment
    span = max(door.width, 1e-6)
    x, y = along(door.segment, 0.5)
    left = x - (by - ay) / span * 0.2, y + (bx - ax) / span * 0.2
    right = 2 * x - left[0], 2 * y - left[1]
    return left if contains(building.region(region).polygon, left) else right
