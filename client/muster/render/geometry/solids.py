"""Triangles of simple solids, in metres; every triangle anticlockwise as seen from outside."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from muster.scenario.building import Point
from muster.scenario.geometry import cross, edges, signed_area

Triangles = NDArray[np.float64]
"""``(t, 3, 3)`` metres: the corners of ``t`` triangles."""

NONE: Triangles = np.zeros((0, 3, 3))


def joined(parts: Iterable[Triangles]) -> Triangles:
    """Return all triangles of ``parts``."""
    return np.concatenate([NONE, *parts])


def plate(polygon: Sequence[Point], z: float) -> Triangles:
    """Return a simple polygon as seen from above, at height ``z``."""
    corners = [[(*polygon[i], z) for i in triangle] for triangle in triangulated(polygon)]
    return np.array(corners, np.float64).reshape(-1, 3, 3)


def prism(polygon: Sequence[Point], low: float, high: float) -> Triangles:
    """Return a column with a lid and no bottom, which nobody sees."""
    ring = _anticlockwise(polygon)
    sides = [quad((*a, low), (*b, low), (*b, high), (*a, high)) for a, b in edges(ring)]
    return joined([plate(ring, high), *sides])


def quad(*corners: tuple[float, float, float]) -> Triangles:
    """Return the two triangles of a flat figure of four corners."""
    a, b, c, d = corners
    return np.array([[a, b, c], [a, c, d]], np.float64)


def slab(a: Point, b: Point, thickness: float) -> list[Point]:
    """Return the rectangle along ``a`` to ``b``, longer by half its thickness at either end so that corners close."""
    way = _direction(a, b)
    return bar(_moved(a, way, -thickness / 2), _moved(b, way, thickness / 2), thickness)


def bar(a: Point, b: Point, thickness: float) -> list[Point]:
    """Return the rectangle from ``a`` to ``b``, no longer than they are apart."""
    x, y = _direction(a, b)
    to_left, half = (-y, x), thickness / 2
    return [_moved(end, to_left, side * half) for end, side in ((a, -1), (b, -1), (b, 1), (a, 1))]


def rectangle(at: Point, yaw: float, length: float, width: float) -> list[Point]:
    """Return a rectangle round ``at``, its length in the direction ``yaw`` (radians)."""
    half = length / 2
    ahead = (math.cos(yaw), math.sin(yaw))
    return bar(_moved(at, ahead, -half), _moved(at, ahead, half), width)


def disc(at: Point, radius: float, corners: int = 24) -> list[Point]:
    """Return a regular polygon around ``at``."""
    turns = [2 * math.pi * k / corners for k in range(corners)]
    return [(at[0] + radius * math.cos(turn), at[1] + radius * math.sin(turn)) for turn in turns]


def ring(at: Point, outer: float, inner: float, z: float, corners: int = 48) -> Triangles:
    """Return a flat ring around ``at``, seen from above."""
    without, within = disc(at, outer, corners), disc(at, inner, corners)
    sides = zip(edges(without), edges(within), strict=True)
    return joined(quad((*a, z), (*b, z), (*d, z), (*c, z)) for (a, b), (c, d) in sides)


def triangulated(polygon: Sequence[Point]) -> list[tuple[int, int, int]]:
    """Return a simple polygon as triangles of its corners' numbers, anticlockwise, by clipping ears."""
    left = list(range(len(polygon)))
    if signed_area(polygon) < 0:
        left.reverse()
    triangles: list[tuple[int, int, int]] = []
    while len(left) > 3:
        place = next((k for k in range(len(left)) if _is_ear(polygon, left, k)), 0)
        triangles.append((left[place - 1], left[place], left[(place + 1) % len(left)]))
        del left[place]
    return [*triangles, (left[0], left[1], left[2])]


def _is_ear(polygon: Sequence[Point], left: list[int], k: int) -> bool:
    """Return whether corner ``k`` of those left can be cut off: it sticks out, and no other corner lies in it."""
    ear = (left[k - 1], left[k], left[(k + 1) % len(left)])
    a, b, c = (polygon[i] for i in ear)
    if cross(a, b, c) <= 0:
        return False
    others = [polygon[i] for i in left if i not in ear]
    return not any(_is_in((a, b, c), point) for point in others)


def _is_in(triangle: tuple[Point, Point, Point], point: Point) -> bool:
    return point not in triangle and all(cross(a, b, point) >= 0 for a, b in edges(triangle))


def _anticlockwise(polygon: Sequence[Point]) -> list[Point]:
    return list(polygon) if signed_area(polygon) > 0 else list(polygon)[::-1]


def _direction(a: Point, b: Point) -> Point:
    span = max(math.dist(a, b), 1e-9)
    return (b[0] - a[0]) / span, (b[1] - a[1]) / span


def _moved(point: Point, way: Point, by: float) -> Point:
    return point[0] + way[0] * by, point[1] + way[1] * by
