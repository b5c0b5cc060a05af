"""The floor of a building as plain polygons in one plane, storeys side by side.

Walls in our buildings have no thickness: two rooms share an edge. So that their union keeps the walls, every region is
drawn ``HALF_WALL`` smaller, and each door is a small rectangle across the gap. What then still lies apart (other
storeys, rooms without a door) is tied together by threads (``threads.py``), because PedPy takes a single polygon only.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from muster.recording.exporters.threads import Piece, Polygon, strip, threads
from muster.scenario.building import Building, Door, Point, Region, RegionKind
from muster.scenario.geometry import contains, length, signed_area

HALF_WALL = 0.01  # metres
_REACH = 0.05  # metres by which doors reach into what they join
_BETWEEN = 10.0  # metres between two storeys


@dataclass(frozen=True)
class Plan:
    """The floors side by side.

    Attributes:
        offset: metres added to x on each storey, by its index.
        polygons: overlapping; their union is one polygon, the walkable floor inside the building.
        obstacles: (storey index, height in metres, polygon) of all furniture; not cut out of ``polygons``.
    """

    offset: tuple[float, ...]
    polygons: tuple[Polygon, ...]
    obstacles: tuple[tuple[int, float, Polygon], ...]


def draw_plan(building: Building) -> Plan:
    """Return the floors of ``building``, outside regions left out; a stair is drawn on both storeys it joins."""
    offset = _offsets(building)
    index = {storey.id: number for number, storey in enumerate(building.storeys)}
    inside = {region.id: region for region in building.regions if region.kind is not RegionKind.OUTSIDE}
    pieces: dict[Piece, Polygon] = {}
    for region in inside.values():
        for storey in _storeys_of(region, index):
            pieces[storey, region.id] = _shifted(inset(region.polygon, HALF_WALL), offset[storey])
    gaps: list[Polygon] = []
    joined: list[list[Piece]] = []
    for storey, door in product(range(len(offset)), building.doors):
        sides = [(storey, id) for id in door.between if id in inside]
        here = [piece for piece in sides if piece in pieces]
        if here and here == sides:
            joined.append(here)
            gaps.append(_shifted(_gap(door), offset[storey]))
        elif here:  # a stair's end where it meets the other storey
            gaps.append(_shifted(_niche(door, inside[here[0][1]].polygon), offset[storey]))
    furniture = [(index[thing.storey], thing) for thing in building.furniture]
    obstacles = tuple((at, thing.height, _shifted(thing.polygon, offset[at])) for at, thing in furniture)
    return Plan(offset, (*pieces.values(), *gaps, *threads(pieces, joined)), obstacles)


def wkt(polygons: Sequence[Polygon]) -> str:
    """Return a geometry collection: its parts may overlap, which those of a multipolygon may not."""
    return f"GEOMETRYCOLLECTION({', '.join(polygon_wkt(polygon) for polygon in polygons)})"


def polygon_wkt(polygon: Polygon) -> str:
    """Return one polygon."""
    return f"POLYGON(({', '.join(f'{x:.6f} {y:.6f}' for x, y in (*polygon, polygon[0]))}))"


def inset(polygon: Polygon, by: float) -> Polygon:
    """Return the simple ``polygon`` with every side moved ``by`` metres inward."""
    inward = by if signed_area(polygon) > 0 else -by
    before = [polygon[-1], *polygon[:-1]]
    after = [*polygon[1:], polygon[0]]
    return [_moved(*corner, inward) for corner in zip(before, polygon, after, strict=True)]


def _moved(before: Point, at: Point, after: Point, inward: float) -> Point:
    """Return where the two sides that meet in ``at`` meet after moving to the left by ``inward``."""
    (ux, uy), (vx, vy) = _direction(before, at), _direction(at, after)
    turn = ux * vy - uy * vx
    if abs(turn) < 1e-9:
        return at[0] - uy * inward, at[1] + ux * inward
    share = inward * (1 - ux * vx - uy * vy) / turn
    return at[0] - uy * inward - ux * share, at[1] + ux * inward - uy * share


def _direction(start: Point, end: Point) -> Point:
    size = length((start, end))
    return (end[0] - start[0]) / size, (end[1] - start[1]) / size


def _storeys_of(region: Region, index: Mapping[str, int]) -> list[int]:
    return [index[region.storey], *([index[region.rises_to]] if region.rises_to else [])]


def _offsets(building: Building) -> tuple[float, ...]:
    xs = [x for region in building.regions if region.kind is not RegionKind.OUTSIDE for x, _ in region.polygon] or [0.0]
    step = math.ceil(max(xs) - min(xs) + _BETWEEN)
    return tuple(float(step * number) for number in range(len(building.storeys)))


def _shifted(polygon: Polygon, offset: float) -> Polygon:
    return [(x + offset, y) for x, y in polygon]


def _gap(door: Door) -> Polygon:
    return strip(*door.segment, HALF_WALL + _REACH)


def _niche(door: Door, polygon: Polygon) -> Polygon:
    """Return the gap of ``door`` on the side of ``polygon`` alone: a hair beyond the wall's middle, no further."""
    (ax, ay), (bx, by) = door.segment
    ux, uy = _direction(*door.segment)
    middle = ((ax + bx) / 2 - uy * _REACH, (ay + by) / 2 + ux * _REACH)
    side = 1.0 if contains(polygon, middle) else -1.0
    shift = side * (_REACH - 0.8 * HALF_WALL) / 2
    across = (_REACH + 0.8 * HALF_WALL) / 2
    return strip((ax - uy * shift, ay + ux * shift), (bx - uy * shift, by + ux * shift), across)
