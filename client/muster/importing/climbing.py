"""Straight flights out of a stair's mesh: its treads, in order, cut where they turn or where one is a landing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot

from shapely import Polygon

from muster.importing import shapes
from muster.importing.drawing import Flight, polygons
from muster.importing.meshes import Mesh, treads
from muster.scenario.building import Point as Spot

_RISER = 0.05  # metres: surfaces nearer in height are one tread
_HIGHEST_RISER = 0.35
_SMALLEST_TREAD = 0.08  # m²: less is a nosing or a string
_DEEPEST_TREAD = 0.6  # metres along the way; a deeper one is a landing
_TURN = 40.0  # degrees between one tread and the next, more is a new flight
_FEWEST = 2  # treads of a flight


@dataclass(frozen=True)
class _Tread:
    height: float
    outline: Polygon

    @property
    def at(self) -> Spot:
        return self.outline.centroid.x, self.outline.centroid.y

    @property
    def depth(self) -> float:
        """Metres of the shorter side of the rectangle round it."""
        box = shapes.corners(next(polygons(self.outline.minimum_rotated_rectangle)))
        return min(hypot(box[i][0] - box[i + 1][0], box[i][1] - box[i + 1][1]) for i in (0, 1))


def flights(id: str, mesh: Mesh) -> Iterator[Flight]:
    """Yield the straight flights of a stair; none where no steps can be made out."""
    steps = [
        _Tread(height, max(parts, key=lambda part: part.area))
        for height, shape in treads(mesh, _RISER)
        if (parts := list(polygons(shape, _SMALLEST_TREAD)))
    ]
    runs = [run for run in _runs(steps) if len(run) >= _FEWEST]
    for number, run in enumerate(runs):
        yield _flight(id if len(runs) == 1 else f"{id}-{number + 1}", run, mesh)


def _runs(steps: Sequence[_Tread]) -> Iterator[list[_Tread]]:
    run: list[_Tread] = []
    for step in steps:
        if run and not _goes_on(run, step):
            yield run
            run = []
        if step.depth > _DEEPEST_TREAD:  # a landing: the last riser leads onto it
            if run:
                yield run
            run = []
        else:
            run.append(step)
    if run:
        yield run


def _goes_on(run: Sequence[_Tread], step: _Tread) -> bool:
    if step.height - run[-1].height > _HIGHEST_RISER:
        return False
    if len(run) < 2:
        return True
    return abs(_turn(_heading(run[-2].at, run[-1].at), _heading(run[-1].at, step.at))) < _TURN


def _flight(id: str, run: Sequence[_Tread], mesh: Mesh) -> Flight:
    """Return the flight of these treads: from half a tread before the first to half a tread after the last."""
    (ax, ay), (bx, by) = run[0].at, run[-1].at
    length = hypot(bx - ax, by - ay) or 1.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    half = length / (len(run) - 1) / 2
    riser = (run[-1].height - run[0].height) / (len(run) - 1)
    low = max(run[0].height - riser, mesh.bottom)
    across = [abs((x - ax) * -uy + (y - ay) * ux) for step in run for x, y, *_ in step.outline.exterior.coords]
    width = 2 * sorted(across)[len(across) // 2]
    foot, head = (ax - ux * half, ay - uy * half), (bx + ux * half, by + uy * half)
    return Flight(id, foot, head, low, run[-1].height + riser, round(width, 3))


def _heading(a: Spot, b: Spot) -> float:
    return degrees(atan2(b[1] - a[1], b[0] - a[0]))


def _turn(a: float, b: float) -> float:
    return (b - a + 180.0) % 360.0 - 180.0
