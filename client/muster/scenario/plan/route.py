"""The way of the threat through the plan: from room to room, by the doors it must use, around corners."""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from muster.scenario.building import Building, Door, Point, Region
from muster.scenario.geometry import along, contains, length, to_boundary
from muster.scenario.plan import ink
from muster.scenario.plan.labels import heart
from muster.scenario.plan.signs import arrow
from muster.scenario.plan.svg import View, element, text

_INSET = 0.5  # metres kept from corners
_BELOW = 1.6  # metres under the middle of a name
_EVERY = 90.0  # page units between arrowheads


def route(building: Building, stops: Sequence[str], storey: str, view: View) -> Iterator[str]:
    """Yield the part of a way through ``stops``, ids of regions, that lies on ``storey``."""
    legs = [leg for region, leg in legs_of(building, stops) if storey in (region.storey, region.rises_to)]
    for leg in legs:
        yield element("path", d=view.path(leg, closed=False), **_line())
    yield from _arrows([view.at(point) for leg in legs for point in leg])


def start(building: Building, stops: Sequence[str], storey: str, view: View) -> Iterator[str]:
    """Yield the mark of where a way through ``stops`` begins, if that is on ``storey``."""
    for region in (building.region(id) for id in stops):
        if region.storey == storey:
            yield start_mark(view.at(_standing(region)))


def start_mark(at: Point) -> str:
    """Return the mark of where the threat starts."""
    circle = element("circle", cx=at[0], cy=at[1], r=6, fill=ink.ROUTE, stroke=ink.PAPER, stroke_width=1.2)
    return circle + text("!", at, 9, fill=ink.PAPER, font_weight="bold")


def legs_of(building: Building, stops: Sequence[str]) -> Iterator[tuple[Region, list[Point]]]:
    """Yield each region of the route with the line through it, in metres."""
    regions = [building.region(id) for id in stops]
    if not regions:
        return
    here = _standing(regions[0])
    for region, following in pairwise(regions):
        door = _door(building, region.id, following.id)
        there = along(door.segment, 0.5) if door else _standing(region)
        yield region, _around(region.polygon, here, there)
        here = there
    yield regions[-1], _around(regions[-1].polygon, here, _standing(regions[-1]))


def _standing(region: Region) -> Point:
    """Return a point inside ``region`` that its name leaves free."""
    x, y = heart(region.polygon)
    below = x, y - _BELOW
    return below if contains(region.polygon, below) else (x, y)


def _door(building: Building, a: str, b: str) -> Door | None:
    return next((door for door in building.doors if set(door.between) == {a, b}), None)


def _around(polygon: Sequence[Point], start: Point, end: Point) -> list[Point]:
    """Return the shortest line from ``start`` to ``end`` inside ``polygon``, by way of its inner corners."""
    nodes = [start, end, *_corners(polygon)]
    best: dict[int, tuple[float, list[Point]]] = {}
    queue: list[tuple[float, int, list[Point]]] = [(0.0, 0, [start])]
    while queue:
        walked, node, way = heappop(queue)
        if node in best:
            continue
        best[node] = walked, way
        if node == 1:
            return way
        for index, point in enumerate(nodes):
            if index not in best and _sees(polygon, nodes[node], point):
                heappush(queue, (walked + length((nodes[node], point)), index, [*way, point]))
    return [start, end]


def _corners(polygon: Sequence[Point]) -> list[Point]:
    near = [(x + dx, y + dy) for x, y in polygon for dx in (-_INSET, _INSET) for dy in (-_INSET, _INSET)]
    return [point for point in near if contains(polygon, point)]


def _sees(polygon: Sequence[Point], a: Point, b: Point) -> bool:
    steps = max(2, min(200, int(length((a, b)) / 0.5)))
    points = (along((a, b), step / steps) for step in range(1, steps))
    return all(contains(polygon, point) or to_boundary(point, polygon) < 0.05 for point in points)


def _arrows(points: Sequence[Point]) -> Iterator[str]:
    travelled = 0.0
    for a, b in pairwise(points):
        span = length((a, b))
        travelled += span
        if travelled > _EVERY and span > 16:
            travelled = 0.0
            yield arrow(along((a, b), 0.45), along((a, b), 0.55), ink.ROUTE, 2.2)
    if len(points) > 1 and points[-1] != points[-2]:
        yield arrow(along((points[-2], points[-1]), 0.9), points[-1], ink.ROUTE, 3)


def _line() -> dict[str, str | float]:
    return {
        "fill": "none",
        "stroke": ink.ROUTE,
        "stroke_width": 2,
        "stroke_dasharray": "7 4",
        "stroke_linejoin": "round",
        "stroke_opacity": 0.7,
    }
