"""Rooms, walls and doorways out of lines: plans that say nothing of what their lines mean.

Lines that enclose something thin are a wall, those that enclose something wide a room. A doorway is a gap between two
ends of walls that face each other; it is closed with lines so that the rooms on its sides are two.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from shapely import (
    LineString,
    MultiLineString,
    Point,
    Polygon,
    STRtree,
    maximum_inscribed_circle,
    polygonize,
    union_all,
)
from shapely.geometry.base import BaseGeometry

from muster.importing.drawing import polygons
from muster.scenario.building import Point as Spot

GRID = 0.005  # metres to which ends of lines are brought together
THICKEST = 0.6  # metres of a wall
_THINNEST = 0.04  # metres
_GAP = (0.5, 3.0)  # metres between two jambs that people walk through
_SQUARE = 0.1  # of the dot product of unit vectors at right angles
_ALIGNED = 0.6  # share of a jamb's length that the other must face
_SMALLEST_ROOM = 0.8  # m²

Line = tuple[Spot, Spot]


@dataclass(frozen=True)
class Gap:
    """A way through a wall: its middle, the unit vector along the wall, its width in metres and the floor in it."""

    middle: Spot
    along: Spot
    width: float
    outline: Polygon


@dataclass(frozen=True)
class Plan:
    """What lines enclose: rooms, and walls without their gaps."""

    rooms: tuple[Polygon, ...]
    solid: BaseGeometry
    gaps: tuple[Gap, ...]


def read_plan(lines: Sequence[Line], filled: Sequence[Polygon] = ()) -> Plan:
    """Return rooms, walls and the gaps in walls that ``lines`` draw; ``filled`` are walls or columns drawn as areas."""
    work = _noded([*lines, *(side for shape in filled for side in _sides(shape))])
    work = _noded([*_pieces(work), *_closing_ends(work)])
    walls = [face for face in polygons(polygonize([work])) if _is_wall(face)]
    walls_and_fill = union_all([*walls, *filled])
    gaps = [*_gaps(walls_and_fill), *_single_line_gaps(work, walls_and_fill)]
    closed = _noded([*_pieces(work), *(side for gap in gaps for side in _sides(gap.outline))])
    # A wall that is drawn as one line is as thin as that, but solid.
    solid = union_all([walls_and_fill, *(gap.outline for gap in gaps), closed.buffer(GRID, cap_style="flat")])
    floors = [floor for face in polygons(polygonize([closed])) for floor in polygons(face.difference(solid))]
    rooms = [floor for floor in floors if floor.area > _SMALLEST_ROOM and not _is_wall(floor)]
    return Plan(tuple(rooms), solid, tuple(gaps))


def _noded(lines: Iterable[Line]) -> BaseGeometry:
    """Return the lines, cut wherever they meet."""
    drawn = [LineString(line) for line in lines if line[0] != line[1]]
    return union_all(drawn, grid_size=GRID) if drawn else MultiLineString()


def _pieces(work: BaseGeometry) -> Iterator[Line]:
    for part in getattr(work, "geoms", (work,)):
        if isinstance(part, LineString):
            yield from pairwise((x, y) for x, y, *_ in part.coords)


def _sides(shape: Polygon) -> Iterator[Line]:
    return pairwise((x, y) for x, y, *_ in shape.exterior.coords)


def _is_wall(face: Polygon) -> bool:
    return maximum_inscribed_circle(face, tolerance=0.02).length < THICKEST / 2


def _loose_ends(work: BaseGeometry) -> list[tuple[Spot, Spot]]:
    """Return the ends of lines that meet no other: where they are, and the unit vector out of the line."""
    pieces = list(_pieces(work))
    met = Counter(point for piece in pieces for point in piece)
    found: list[tuple[Spot, Spot]] = []
    for a, b in pieces:
        for end, other in ((a, b), (b, a)):
            if met[end] == 1:
                found.append((end, _unit(other, end)))
    return found


def _closing_ends(work: BaseGeometry) -> Iterator[Line]:
    """Yield a line across each wall whose two faces just stop."""
    ends = _loose_ends(work)
    taken: set[int] = set()
    for i, (a, out) in enumerate(ends):
        near = [
            (hypot(b[0] - a[0], b[1] - a[1]), j)
            for j, (b, other) in enumerate(ends)
            if j != i and j not in taken and _dot(out, other) > 1 - _SQUARE and abs(_dot(out, _unit(a, b))) < _SQUARE
        ]
        away, j = min(near, default=(THICKEST, -1))
        if i not in taken and _THINNEST <= away < THICKEST:
            taken |= {i, j}
            yield a, ends[j][0]


def _gaps(walls: BaseGeometry) -> Iterator[Gap]:
    """Yield the gaps between ends of walls that face each other with nothing between."""
    jambs = [jamb for wall in polygons(walls) for jamb in _jambs(wall)]
    tree = STRtree([LineString(jamb[0]) for jamb in jambs])
    for i, (jamb, out) in enumerate(jambs):
        middle = _middle(jamb)
        ray = LineString([middle, (middle[0] + out[0] * _GAP[1], middle[1] + out[1] * _GAP[1])])
        for j in tree.query(ray, predicate="intersects"):
            other, facing = jambs[int(j)]
            if i < j and _dot(out, facing) < -1 + _SQUARE and (gap := _gap(jamb, other, out, walls)):
                yield gap


def _jambs(wall: Polygon) -> Iterator[tuple[Line, Spot]]:
    """Yield the short sides at which a wall ends, with the unit vector out of the wall."""
    for ring in (wall.exterior, *wall.interiors):
        points = [(x, y) for x, y, *_ in ring.simplify(GRID).coords][:-1]
        for k, b in enumerate(points):
            a, c, d = points[k - 1], points[(k + 1) % len(points)], points[(k + 2) % len(points)]
            across = hypot(c[0] - b[0], c[1] - b[1])
            if not _THINNEST <= across <= THICKEST:
                continue
            side, before, after = _unit(b, c), _unit(a, b), _unit(c, d)
            if abs(_dot(side, before)) < _SQUARE and _dot(before, after) < -1 + _SQUARE:
                yield (b, c), before


def _gap(jamb: Line, other: Line, out: Spot, walls: BaseGeometry) -> Gap | None:
    width = min(_dot(out, (p[0] - jamb[0][0], p[1] - jamb[0][1])) for p in other)
    across = _unit(*jamb)
    own = sorted(_dot(across, point) for point in jamb)
    its = sorted(_dot(across, point) for point in other)
    low, high = max(own[0], its[0]), min(own[1], its[1])
    if not _GAP[0] <= width <= _GAP[1] or high - low < _ALIGNED * min(own[1] - own[0], its[1] - its[0]):
        return None
    base = _dot(out, jamb[0])
    corners = [_at(out, across, base + u, v) for u, v in ((0, low), (width, low), (width, high), (0, high))]
    outline = Polygon(corners)
    if walls.intersection(outline).area > 0.1 * outline.area:
        return None
    return Gap(_at(out, across, base + width / 2, (low + high) / 2), out, width, outline)


def _single_line_gaps(work: BaseGeometry, walls: BaseGeometry) -> Iterator[Gap]:
    """Yield the gaps between ends of walls that are drawn as one line."""
    ends = [(at, out) for at, out in _loose_ends(work) if walls.is_empty or Point(at).distance(walls) > GRID]
    for i, (a, out) in enumerate(ends):
        for b, facing in ends[i + 1 :]:
            width = hypot(b[0] - a[0], b[1] - a[1])
            if not _GAP[0] <= width <= _GAP[1] or _dot(out, facing) > -1 + _SQUARE:
                continue
            if _dot(out, _unit(a, b)) > 1 - _SQUARE / 2:
                outline = LineString([a, b]).buffer(GRID, cap_style="flat")
                yield Gap(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), out, width, outline)


def _at(along: Spot, across: Spot, u: float, v: float) -> Spot:
    return along[0] * u + across[0] * v, along[1] * u + across[1] * v


def _middle(line: Line) -> Spot:
    (ax, ay), (bx, by) = line
    return (ax + bx) / 2, (ay + by) / 2


def _unit(a: Spot, b: Spot) -> Spot:
    length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _dot(a: Spot, b: Spot) -> float:
    return a[0] * b[0] + a[1] * b[1]
