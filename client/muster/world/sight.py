"""Who can see whom: exact line-of-sight tests that walk the buckets of ``Walls``."""

import numpy as np

from muster.world.arrays import Bools, Floats, Int32s
from muster.world.compile import kernel
from muster.world.walls import Grid, Walls, crosses

_NEVER = np.inf


@kernel
def _pace(start: float, change: float) -> tuple[int, float, float]:
    """Return ``(step, first, gap)``: how one coordinate of a line, in buckets, meets bucket borders.

    ``first`` is the line's parameter (0 at a, 1 at b) at its first border, ``gap`` what lies between two borders.
    """
    if change > 0.0:
        return 1, (np.floor(start) + 1.0 - start) / change, 1.0 / change
    if change < 0.0:
        return -1, (np.floor(start) - start) / change, -1.0 / change
    return 0, _NEVER, _NEVER


@kernel
def sees_past(
    segment: Floats,
    opaque: Bools,
    start: Int32s,
    item: Int32s,
    grid: Grid,
    layer: int,
    ax: float,
    ay: float,
    bx: float,
    by: float,
) -> bool:
    """Tell the same as ``sees``, given what it reads of ``Walls``: thousands of calls are five times as fast."""
    x, y = (ax - grid.x) / grid.cell, (ay - grid.y) / grid.cell
    to_x, to_y = (bx - grid.x) / grid.cell, (by - grid.y) / grid.cell
    ix, iy = int(np.floor(x)), int(np.floor(y))
    left = abs(int(np.floor(to_x)) - ix) + abs(int(np.floor(to_y)) - iy)
    step_x, next_x, gap_x = _pace(x, to_x - x)
    step_y, next_y, gap_y = _pace(y, to_y - y)
    while True:
        if 0 <= ix < grid.nx and 0 <= iy < grid.ny:
            bucket = (layer * grid.ny + iy) * grid.nx + ix
            for k in range(start[bucket], start[bucket + 1]):
                index = item[k]
                if opaque[index]:
                    x1, y1, x2, y2 = segment[index]
                    if crosses(ax, ay, bx, by, x1, y1, x2, y2):
                        return False
        if left == 0:
            return True
        left -= 1
        if next_x < next_y:
            ix, next_x = ix + step_x, next_x + gap_x
        else:
            iy, next_y = iy + step_y, next_y + gap_y


@kernel
def sees(walls: Walls, layer: int, ax: float, ay: float, bx: float, by: float) -> bool:
    """Tell whether nothing opaque on ``layer`` stands between a and b, metres. Symmetric up to ties at wall ends."""
    return sees_past(walls.segment, walls.opaque, walls.start, walls.item, walls.grid, layer, ax, ay, bx, by)


@kernel
def sees_many(walls: Walls, layer: Int32s, a: Floats, b: Floats) -> Bools:
    """Return ``(n,)``: whether ``a[i]`` sees ``b[i]`` on ``layer[i]``; ``a`` and ``b`` are ``(n, 2)`` metres."""
    segment, opaque, start, item, grid = walls.segment, walls.opaque, walls.start, walls.item, walls.grid
    seen = np.empty(len(layer), dtype=np.bool_)
    for i in range(len(layer)):
        seen[i] = sees_past(segment, opaque, start, item, grid, layer[i], a[i, 0], a[i, 1], b[i, 0], b[i, 1])
    return seen
