"""How much floor two polygons have in common."""

from collections.abc import Sequence
from itertools import product

from muster.scenario.building import Point
from muster.scenario.geometry import area, cross, edges

Triangle = tuple[Point, Point, Point]


def overlap_area(a: Sequence[Point], b: Sequence[Point]) -> float:
    """Return the area in m² that two simple polygons share.

    Each polygon is the signed sum of the triangles that its sides form with one common point, so the shared area is
    the signed sum of the areas that pairs of those triangles share. No polygon needs cutting into parts first.
    """
    if not _boxes_meet(a, b):
        return 0.0
    origin = a[0]
    return abs(
        sum(
            first * second * _shared(one, other)
            for (first, one), (second, other) in product(_fan(origin, a), _fan(origin, b))
        )
    )


def _fan(origin: Point, polygon: Sequence[Point]) -> list[tuple[int, Triangle]]:
    """Return the triangles of ``polygon`` around ``origin``, each anticlockwise, with the sign it counts by."""
    fan: list[tuple[int, Triangle]] = []
    for a, b in edges(polygon):
        turn = cross(origin, a, b)
        if turn:
            fan.append((1, (origin, a, b)) if turn > 0 else (-1, (origin, b, a)))
    return fan


def _shared(a: Triangle, b: Triangle) -> float:
    """Return the area two anticlockwise triangles share."""
    return area(cut) if _boxes_meet(a, b) and (cut := cut_to(a, b)) else 0.0


def cut_to(polygon: Sequence[Point], window: Sequence[Point]) -> list[Point]:
    """Return the part of ``polygon`` inside ``window``, which is convex and anticlockwise (Sutherland-Hodgman)."""
    rest = list(polygon)
    for start, end in edges(window):
        rest = _left_of(rest, start, end) if rest else rest
    return rest


def _left_of(polygon: list[Point], start: Point, end: Point) -> list[Point]:
    kept: list[Point] = []
    for a, b in edges(polygon):
        side_a, side_b = cross(start, end, a), cross(start, end, b)
        if side_a >= 0:
            kept.append(a)
        if (side_a > 0 > side_b) or (side_a < 0 < side_b):
            share = side_a / (side_a - side_b)
            kept.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
    return kept


def _boxes_meet(a: Sequence[Point], b: Sequence[Point]) -> bool:
    return all(
        min(p[axis] for p in a) < max(p[axis] for p in b) and min(p[axis] for p in b) < max(p[axis] for p in a)
        for axis in (0, 1)
    )
