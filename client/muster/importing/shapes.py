"""Plane geometry for imports: outlines as regions have them (simple, without holes, with few corners), and rays."""

from collections.abc import Iterator, Sequence
from math import hypot

import shapely
from shapely import LineString, Point, Polygon, box, difference, union
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from muster.importing.drawing import polygons
from muster.scenario.building import Point as Spot

GRID = 0.001  # metres to which every corner is rounded, so that sides that are one are one
SMALLEST = 0.5  # m²: less is no region; as muster.scenario.check has it
MOST_CORNERS = 150  # of an outline, so that doorways may add some before the 200 that a building file allows
PILLAR = 6.0  # m²: a hole of less stays a wall within its room; round a larger one the room is cut in two
_CUTS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)  # of a hole's extent, where the floor round it may be cut
_FAR = 3.0  # metres between a cut and a door: far enough
_EDGE = 0.02  # metres from an edge within which a point is on it
_NOTCH = 0.04  # metres: what sticks out or in by less than half of it is smoothed away


def tidy(shape: BaseGeometry) -> list[Polygon]:
    """Return the parts of ``shape`` that are worth being floor: rounded, without slivers, the largest first."""
    smooth = shape.buffer(-_NOTCH / 2, join_style="mitre").buffer(_NOTCH / 2, join_style="mitre")
    parts = polygons(_rounded(smooth), SMALLEST)
    return sorted((few_corners(part) for part in parts), key=lambda part: -part.area)


def few_corners(polygon: Polygon) -> Polygon:
    """Return ``polygon`` with as many corners as its outline may have, each moved by as little as that takes."""
    tolerance = GRID
    simple = _simplified(polygon, tolerance)
    while len(simple.exterior.coords) > MOST_CORNERS:
        tolerance *= 2
        simple = _simplified(polygon, tolerance)
    return simple


def _simplified(polygon: Polygon, tolerance: float) -> Polygon:
    simple = polygon.simplify(tolerance)
    return simple if isinstance(simple, Polygon) and not simple.is_empty else hull(polygon)


def hull(shape: BaseGeometry) -> Polygon:
    """Return the convex hull; empty when ``shape`` is no wider than a line."""
    outline = shape.convex_hull
    return outline if isinstance(outline, Polygon) else Polygon()


def without_holes(
    polygon: Polygon, other: BaseGeometry | None = None, avoid: Sequence[Spot] = ()
) -> tuple[list[Polygon], list[Polygon]]:
    """Return simple polygons that make up ``polygon``, and its pillars: small holes with no ``other`` floor in them.

    It is cut as far from the points to ``avoid`` as a choice of few cuts allows.
    """
    holes = [Polygon(hole) for hole in polygon.interiors]
    small = [hole for hole in holes if hole.area < PILLAR and not (other and hole.buffer(-_NOTCH).intersects(other))]
    large = [hole for hole in holes if hole not in small]
    return list(_cut(Polygon(polygon.exterior, [hole.exterior for hole in large]), avoid)), small


def _cut(polygon: Polygon, avoid: Sequence[Spot]) -> Iterator[Polygon]:
    """Yield the parts of ``polygon`` when it is cut through its holes, across its longer side."""
    if not polygon.interiors:
        yield polygon
        return
    west, south, east, north = polygon.bounds
    hole = Polygon(polygon.interiors[0]).bounds
    axis = 0 if east - west > north - south else 1
    places = [hole[axis] + (hole[axis + 2] - hole[axis]) * share for share in _CUTS]
    at = max(places, key=lambda place: min((abs(spot[axis] - place) for spot in avoid), default=_FAR) // _FAR)
    ends = [(at, south - 1), (at, north + 1)] if axis == 0 else [(west - 1, at), (east + 1, at)]
    for part in polygons(split(polygon, LineString(ends))):
        yield from _cut(set_rounded(part), avoid)


def set_rounded(polygon: Polygon) -> Polygon:
    """Return ``polygon`` with its corners on the grid; itself where rounding would tear it."""
    return next(polygons(_rounded(polygon)), polygon)


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    return shapely.set_precision(shape, GRID)  # pyright: ignore[reportUnknownMemberType] its stub leaves options open


def joined(a: Polygon, b: Polygon) -> Polygon | None:
    """Return the two as one polygon without holes, None where they do not meet."""
    both = union(a, b, grid_size=GRID)
    return Polygon(both.exterior) if isinstance(both, Polygon) else None


def less(a: Polygon, b: BaseGeometry) -> Polygon | None:
    """Return the largest part of ``a`` that is left outside ``b``."""
    parts = list(polygons(difference(a, b, grid_size=GRID)))
    return max(parts, key=lambda part: part.area, default=None)


def strip(start: Spot, end: Spot, width: float) -> Polygon:
    """Return the rectangle of ``width`` around the line from ``start`` to ``end``."""
    (ax, ay), (bx, by) = start, end
    length = hypot(bx - ax, by - ay) or 1.0
    nx, ny = -(by - ay) / length * width / 2, (bx - ax) / length * width / 2
    return Polygon([(ax + nx, ay + ny), (ax - nx, ay - ny), (bx - nx, by - ny), (bx + nx, by + ny)])


def moved(start: Spot, direction: Spot, metres: float) -> Spot:
    """Return the point so many metres from ``start`` along a unit vector."""
    return start[0] + direction[0] * metres, start[1] + direction[1] * metres


def reach(start: Spot, direction: Spot, shape: BaseGeometry, furthest: float) -> float | None:
    """Return how far ``shape`` is from ``start`` along a unit vector; None when it is beyond ``furthest``.

    What ``start`` is on the edge of counts on the side on which it lies.
    """
    met = LineString([moved(start, direction, _EDGE), moved(start, direction, furthest)]).intersection(shape)
    if met.is_empty:
        return None
    away = Point(start).distance(met)
    return away if away > _EDGE + GRID else 0.0


def surroundings(shape: BaseGeometry, margin: float) -> Polygon:
    """Return the box round ``shape`` with so many metres to spare."""
    west, south, east, north = shape.bounds
    return box(west - margin, south - margin, east + margin, north + margin)


def corners(polygon: Polygon) -> tuple[Spot, ...]:
    """Return an outline as regions have it: anticlockwise, the first corner not repeated."""
    ring: Sequence[tuple[float, ...]] = list(polygon.exterior.coords)[:-1]
    points = tuple((round(x, 3), round(y, 3)) for x, y, *_ in ring)
    return points if polygon.exterior.is_ccw else points[::-1]


def shifted(shape: BaseGeometry, x: float) -> BaseGeometry:
    """Return ``shape`` so many metres further east."""
    return translate(shape, xoff=x)
