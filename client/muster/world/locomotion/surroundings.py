"""What one body feels: the solid walls near it, and the bodies that no wall hides from it."""

import math

import numpy as np

from muster.world.arrays import Bools, Floats, Int32s
from muster.world.compile import kernel
from muster.world.walls import crosses, squared_distance

WALL_COLUMNS = 7
"""Of a wall that is near: ``dx, dy, distance`` to its nearest point, then ``x1, y1, x2, y2``."""
BODY_COLUMNS = 4
"""Of a body that is near: ``dx, dy, distance``, and the distance at which both would touch."""


@kernel
def walls_near(
    start: Int32s,
    item: Int32s,
    segment: Floats,
    solid: Bools,
    bucket: int,
    x: float,
    y: float,
    reach: float,
    found: Floats,
) -> int:
    """Write the solid walls of ``bucket`` within ``reach`` into ``found`` (``WALL_COLUMNS``); return how many."""
    count = 0
    for k in range(start[bucket], start[bucket + 1]):
        index = item[k]
        x1, y1, x2, y2 = segment[index, 0], segment[index, 1], segment[index, 2], segment[index, 3]
        d2, dx, dy = squared_distance(x, y, x1, y1, x2, y2)
        if d2 < reach * reach and solid[index]:
            found[count, 0], found[count, 1], found[count, 2] = dx, dy, math.sqrt(d2)
            found[count, 3], found[count, 4], found[count, 5], found[count, 6] = x1, y1, x2, y2
            count += 1
    return count


@kernel
def bodies_near(
    start: Int32s,
    xs: Floats,
    ys: Floats,
    radii: Floats,
    entry: int,
    nx: int,
    ny: int,
    cell: float,
    here: int,
    reach: float,
    found: Floats,
) -> tuple[int, float]:
    """Write the bodies within ``reach`` into ``found`` (``BODY_COLUMNS``); return how many, and the furthest's metres.

    The first four arrays are those of ``Cells``; ``here`` is the cell of ``entry``.
    """
    x, y, radius = xs[entry], ys[entry], radii[entry]
    ix, iy, sheet = here % nx, here // nx % ny, here // (nx * ny) * ny
    ring = int(np.ceil(reach / cell))
    count, furthest2 = 0, 0.0
    for row in range(max(0, iy - ring), min(ny, iy + ring + 1)):
        first = (sheet + row) * nx
        # Cells side by side in a row are side by side in memory: all of them are one run of entries.
        low, high = start[first + max(0, ix - ring)], start[first + min(nx, ix + ring + 1)]
        for k in range(low, high):
            dx, dy = xs[k] - x, ys[k] - y
            d2 = dx * dx + dy * dy
            if d2 < reach * reach and k != entry:
                furthest2 = max(d2, furthest2)
                found[count, 0], found[count, 1], found[count, 2] = dx, dy, math.sqrt(d2)
                found[count, 3] = radius + radii[k]
                count += 1
    return count, math.sqrt(furthest2)


@kernel
def drop_hidden(x: float, y: float, body: Floats, n_bodies: int, wall: Floats, n_walls: int) -> int:
    """Move the rows of ``body`` that no wall hides from ``(x, y)`` to the front; return how many they are."""
    count = 0
    for k in range(n_bodies):
        if not _is_hidden(x, y, body[k, 0], body[k, 1], body[k, 2], wall, n_walls):
            for column in range(BODY_COLUMNS):
                body[count, column] = body[k, column]
            count += 1
    return count


@kernel
def _is_hidden(x: float, y: float, dx: float, dy: float, distance: float, wall: Floats, n_walls: int) -> bool:
    """Tell whether a wall stands between; one further off than the other body cannot."""
    for k in range(n_walls):
        if wall[k, 2] < distance and crosses(x, y, x + dx, y + dy, wall[k, 3], wall[k, 4], wall[k, 5], wall[k, 6]):
            return True
    return False
