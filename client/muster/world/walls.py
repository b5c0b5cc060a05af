"""Wall segments, furniture edges and doors of every layer, bucketed so that a body finds the few near it.

A *layer* is one storey or one flight of stairs. Bodies of different layers do not meet, except near a stair's end
(``locomotion`` calls those ghosts). Plan coordinates run on from layer to layer.
"""

from typing import NamedTuple

import numpy as np

from muster.world.arrays import Bools, Floats, Int32s
from muster.world.compile import kernel

CELL = 1.0
"""Side of a bucket in metres; of .5, 1 and 2 m the fastest for bodies on an office floor."""

CLOSE, FAR = 0.6, 3.0
"""Metres around a bucket for two further lists: what may push a body, and what may hide a neighbour from it.

On an office floor the lists hold 2 and 12 segments. ``FAR`` is the law's cut-off (``locomotion.profiles``).
"""


class Grid(NamedTuple):
    """Square buckets over the plan, one sheet of them a layer; bucket ``(layer * ny + iy) * nx + ix``."""

    x: float
    y: float
    cell: float
    nx: int
    ny: int
    layers: int


class Walls(NamedTuple):
    """All segments, and which buckets they lie in. A tuple because compiled code takes tuples of arrays as they are.

    Attributes:
        segment: ``(m, 4)`` metres, ``x1, y1, x2, y2``.
        layer: ``(m,)`` the layer each segment stands on.
        solid: ``(m,)`` bodies cannot pass. Hot state: ``set_door`` writes it while the world runs.
        opaque: ``(m,)`` eyes cannot pass; a table is solid but not opaque. Hot state like ``solid``.
        grid: the buckets.
        start, item: the segments that touch bucket ``b`` are ``item[start[b] : start[b + 1]]``.
        close_start, close_item: likewise those within ``CLOSE`` of any point of the bucket.
        far_start, far_item: likewise those within ``FAR``.
    """

    segment: Floats
    layer: Int32s
    solid: Bools
    opaque: Bools
    grid: Grid
    start: Int32s
    item: Int32s
    close_start: Int32s
    close_item: Int32s
    far_start: Int32s
    far_item: Int32s


def build_walls(segments: Floats, layers: Int32s, opaque: Bools, n_layers: int) -> Walls:
    """Return ``Walls`` over copies of ``segments`` ``(m, 4)``; everything starts solid, doors included."""
    segment = np.array(segments, dtype=np.float64, order="C").reshape(-1, 4)
    layer = np.array(layers, dtype=np.int32)
    grid = _cover(segment, n_layers)
    solid = np.ones(len(segment), dtype=np.bool_)
    touching, close, far = (_bucket(segment, layer, grid, reach) for reach in (0.0, CLOSE, FAR))
    return Walls(segment, layer, solid, np.array(opaque, dtype=np.bool_), grid, *touching, *close, *far)


def set_door(walls: Walls, segment_index: int, closed: bool) -> None:
    """Make a door's segment stop bodies and eyes, or neither. O(1): the buckets do not change."""
    walls.solid[segment_index] = closed
    walls.opaque[segment_index] = closed


def _cover(segment: Floats, n_layers: int) -> Grid:
    """Return the grid that covers every segment with one bucket to spare on each side."""
    xs, ys = segment[:, 0::2], segment[:, 1::2]
    if not len(segment):
        return Grid(0.0, 0.0, CELL, 1, 1, n_layers)
    x, y = float(xs.min()) - CELL, float(ys.min()) - CELL
    nx = int((float(xs.max()) - x) / CELL) + 2
    ny = int((float(ys.max()) - y) / CELL) + 2
    return Grid(x, y, CELL, nx, ny, n_layers)


@kernel
def squared_distance(px: float, py: float, x1: float, y1: float, x2: float, y2: float) -> tuple[float, float, float]:
    """Return ``(d2, dx, dy)``: squared metres from point to segment, and the vector from point to nearest point."""
    ex, ey = x2 - x1, y2 - y1
    length2 = ex * ex + ey * ey
    t = 0.0
    if length2 > 0.0:
        t = min(1.0, max(0.0, ((px - x1) * ex + (py - y1) * ey) / length2))
    dx, dy = x1 + t * ex - px, y1 + t * ey - py
    return dx * dx + dy * dy, dx, dy


@kernel
def crosses(ax: float, ay: float, bx: float, by: float, x1: float, y1: float, x2: float, y2: float) -> bool:
    """Tell whether the line from a to b passes the wall 1-2 to its other side.

    A line that only touches the wall with its own end does not cross it (one sees a poster on a wall). A line through
    the wall's end does: else one could look through the corner where two walls meet.
    """
    ex, ey = x2 - x1, y2 - y1
    side_a = ex * (ay - y1) - ey * (ax - x1)
    side_b = ex * (by - y1) - ey * (bx - x1)
    if side_a * side_b >= 0.0:
        return False
    dx, dy = bx - ax, by - ay
    side_1 = dx * (y1 - ay) - dy * (x1 - ax)
    side_2 = dx * (y2 - ay) - dy * (x2 - ax)
    return side_1 * side_2 <= 0.0


@kernel
def bucket_of(grid: Grid, layer: int, x: float, y: float) -> int:
    """Return the bucket that holds a point; points off the grid count to its border."""
    ix = min(grid.nx - 1, max(0, int(np.floor((x - grid.x) / grid.cell))))
    iy = min(grid.ny - 1, max(0, int(np.floor((y - grid.y) / grid.cell))))
    return (layer * grid.ny + iy) * grid.nx + ix


@kernel
def _bucket(segment: Floats, layer: Int32s, grid: Grid, reach: float) -> tuple[Int32s, Int32s]:
    """Return CSR ``(start, item)`` of the segments within ``reach`` of each bucket, in index order.

    Counted first and written then: a list of all pairs would be larger than everything else while it lasts.
    """
    start, item = np.zeros(grid.layers * grid.ny * grid.nx + 1, np.int32), np.empty(0, np.int32)
    for counting in (True, False):
        for index in range(len(segment)):
            x1, y1, x2, y2 = segment[index]
            low = bucket_of(grid, layer[index], min(x1, x2) - reach, min(y1, y2) - reach)
            high = bucket_of(grid, layer[index], max(x1, x2) + reach, max(y1, y2) + reach)
            first = layer[index] * grid.ny
            for iy in range(low // grid.nx - first, high // grid.nx - first + 1):
                for ix in range(low % grid.nx, high % grid.nx + 1):
                    if _is_near(x1, y1, x2, y2, grid, ix, iy, reach):
                        bucket = (first + iy) * grid.nx + ix
                        if not counting:
                            item[start[bucket]] = index
                        start[bucket] += 1
        if counting:  # from here on, where the next one of each bucket goes
            item = np.empty(start.sum(), np.int32)
            start[1:] = np.cumsum(start[:-1])
            start[0] = 0
    start[1:] = start[:-1]
    start[0] = 0
    return start, item


@kernel
def _is_near(x1: float, y1: float, x2: float, y2: float, grid: Grid, ix: int, iy: int, reach: float) -> bool:
    """Tell whether a segment may come within ``reach`` of a bucket; measured from its centre, so never too few."""
    cx, cy = grid.x + (ix + 0.5) * grid.cell, grid.y + (iy + 0.5) * grid.cell
    margin = reach + 0.7072 * grid.cell
    return squared_distance(cx, cy, x1, y1, x2, y2)[0] <= margin * margin
