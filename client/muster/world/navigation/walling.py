"""The walls of a building as line segments: region boundaries, less the gaps that doors leave, and what stands free."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from muster.scenario.building import Building, DoorKind, DoorState, Point
from muster.world.arrays import Bools, Floats, Int32s
from muster.world.walls import Walls, build_walls, set_door

TOLERANCE = 0.05  # metres between two lines that are meant to be one
SEEN_OVER = 1.3  # metres; lower furniture does not block sight
ANGLE_STEP = 1e-4  # radians within which two walls count as parallel


@dataclass(frozen=True)
class Segments:
    """Line segments, the layer each stands on, and whether eyes are stopped.

    Attributes:
        line: ``(m, 4)`` metres, ax ay bx by.
        layer: ``(m,)``.
        opaque: ``(m,)``.
    """

    line: Floats
    layer: Int32s
    opaque: Bools

    def __add__(self, other: "Segments") -> "Segments":
        return Segments(
            np.concatenate([self.line, other.line]),
            np.concatenate([self.layer, other.layer]),
            np.concatenate([self.opaque, other.opaque]),
        )


def standing_walls(building: Building, region_layer: dict[str, int]) -> Segments:
    """Return everything solid but the leaves of doors."""
    storey_layer = {storey.id: layer for layer, storey in enumerate(building.storeys)}
    raw = [(*edge, region_layer[r.id]) for r in building.regions for edge in edges(r.polygon)]
    for wall in building.walls:
        raw += [(a, b, storey_layer[wall.storey]) for a, b in pairwise(wall.points)]
    gaps = [(*d.segment, region_layer[id]) for d in building.doors for id in d.between]
    return _merge(_rows(raw), _rows(gaps)) + furniture_edges(building)


def furniture_edges(building: Building) -> Segments:
    """Return the outlines of the furniture."""
    storey_layer = {storey.id: layer for layer, storey in enumerate(building.storeys)}
    raw = [(*edge, storey_layer[f.storey]) for f in building.furniture for edge in edges(f.polygon)]
    opaque = [f.height >= SEEN_OVER for f in building.furniture for _ in f.polygon]
    rows = _rows(raw)
    return Segments(rows[:, :4], rows[:, 4].astype(np.int32), np.array(opaque, dtype=np.bool_))


def add_leaves(standing: Segments, building: Building, region_layer: dict[str, int]) -> tuple[Walls, Int32s]:
    """Return ``Walls`` with a segment for each leaf, and ``door_wall`` ``(D,)``: its index, -1 for openings.

    A leaf at a stair's end would stand on two layers; it stands on that of the door's first region only.
    """
    door_wall = np.full(len(building.doors), -1, dtype=np.int32)
    hung = [i for i, door in enumerate(building.doors) if door.kind is DoorKind.DOOR]
    door_wall[hung] = len(standing.line) + np.arange(len(hung), dtype=np.int32)
    doors = [building.doors[i] for i in hung]
    rows = _rows([(*d.segment, region_layer[d.between[0]]) for d in doors])
    both = standing + Segments(rows[:, :4], rows[:, 4].astype(np.int32), np.ones(len(rows), dtype=np.bool_))
    walls = build_walls(both.line, both.layer, both.opaque, 1 + max(region_layer.values(), default=0))
    for index, door in zip(hung, doors, strict=True):
        set_door(walls, int(door_wall[index]), door.state is not DoorState.OPEN)
    return walls, door_wall


def edges(polygon: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    """Yield the sides of a polygon."""
    return zip(polygon, (*polygon[1:], polygon[0]), strict=True)


def _rows(raw: list[tuple[Point, Point, int]]) -> Floats:
    """Return ``(n, 5)``: ax ay bx by layer."""
    flat = [(a[0], a[1], b[0], b[1], layer) for a, b, layer in raw]
    return np.array(flat, dtype=np.float64).reshape(-1, 5)


def _merge(rows: Floats, gaps: Floats) -> Segments:
    """Return the union of ``rows`` ``(n, 5)`` on each line, less ``gaps`` ``(g, 5)`` that lie on it."""
    lengths = np.hypot(rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1])
    rows = rows[lengths > 0.0]
    angle, offset = _lines(rows)
    order = np.lexsort((offset, angle, rows[:, 4]))
    rows, angle, offset = rows[order], angle[order], offset[order]
    new = (np.diff(rows[:, 4]) != 0) | (np.diff(angle) != 0) | (np.diff(offset) > TOLERANCE)
    starts = np.concatenate([[0], np.flatnonzero(new) + 1, [len(rows)]])
    by_layer = {layer: gaps[gaps[:, 4] == layer, :4] for layer in np.unique(rows[:, 4])}
    line: list[tuple[float, float, float, float]] = []
    layers: list[int] = []
    for first, last in pairwise(starts):
        if first < last:
            pieces = _pieces(rows[first:last, :4], by_layer[rows[first, 4]])
            line += pieces
            layers += [int(rows[first, 4])] * len(pieces)
    return Segments(
        np.array(line, dtype=np.float64).reshape(-1, 4),
        np.array(layers, dtype=np.int32),
        np.ones(len(line), dtype=np.bool_),
    )


def _lines(rows: Floats) -> tuple[Floats, Floats]:
    """Return the direction (in units of ``ANGLE_STEP``, modulo half a turn) and signed offset of each row's line."""
    # The third of a step keeps walls along the axes, by far the most common, away from where rounding flips.
    angle = np.arctan2(rows[:, 3] - rows[:, 1], rows[:, 2] - rows[:, 0])
    angle = np.floor(np.mod(angle + ANGLE_STEP / 3, np.pi) / ANGLE_STEP)
    exact = angle * ANGLE_STEP
    offset = (rows[:, 1] + rows[:, 3]) / 2 * np.cos(exact) - (rows[:, 0] + rows[:, 2]) / 2 * np.sin(exact)
    return angle, offset


def _pieces(rows: Floats, gaps: Floats) -> list[tuple[float, float, float, float]]:
    """Return the wall that is left on one line, laid along the longest of its rows."""
    longest = int(np.argmax(np.hypot(rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1])))
    origin = rows[longest, :2]
    along = rows[longest, 2:] - origin
    along /= np.hypot(along[0], along[1])
    spans = _along(rows, origin, along)
    normal = np.array([-along[1], along[0]])
    off = np.abs((gaps.reshape(-1, 2, 2) - origin) @ normal).max(axis=1, initial=0.0)
    holes = _along(gaps[off <= TOLERANCE], origin, along)
    left: list[tuple[float, float, float, float]] = []
    for low, high in _without(_union(spans), _union(holes)):
        (ax, ay), (bx, by) = origin + low * along, origin + high * along
        left.append((float(ax), float(ay), float(bx), float(by)))
    return left


def _along(rows: Floats, origin: Floats, along: Floats) -> list[tuple[float, float]]:
    spans = np.sort((rows.reshape(-1, 2, 2) - origin) @ along, axis=1)
    return sorted((float(low), float(high)) for low, high in spans)


def _union(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return sorted spans with overlapping and touching ones joined."""
    joined: list[tuple[float, float]] = []
    for low, high in spans:
        if joined and low <= joined[-1][1] + 1e-9:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _without(spans: list[tuple[float, float]], holes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return what is left of sorted spans between sorted holes; crumbs under a millimetre are dropped."""
    left: list[tuple[float, float]] = []
    for low, high in spans:
        for hole_low, hole_high in holes:
            if hole_high <= low or hole_low >= high:
                continue
            left.append((low, hole_low))
            low = hole_high
        left.append((low, high))
    return [(low, high) for low, high in left if high - low > 1e-3]
