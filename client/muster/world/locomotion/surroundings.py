"""What one body feels: the solid walls near it, and the bodies that no wall hides from it."""

import numpy as np

from muster.world.arrays import FloatArray
from muster.world.compile import kernel
from muster.world.locomotion.cells import Cells
from muster.world.walls import Walls, bucket_of, crosses, squared_distance

WALL_COLUMNS = 7
"""Of a wall that is near: ``dx, dy, distance`` to its nearest point, then ``x1, y1, x2, y2``."""
BODY_COLUMNS = 4
"""Of a body that is near: ``dx, dy, distance``, and the distance at which both would touch."""


@kernel
def walls_near(walls: Walls, layer: int, x: float, y: float, reach: float, found: FloatArray) -> int:
    """Write the solid walls within ``reach`` into ``found`` (``WALL_COLUMNS``) and return how many there are."""
    bucket = bucket_of(walls.grid, layer, x, y)
    count = 0
    for k in range(walls.near_start[bucket], walls.near_start[bucket + 1]):
        index = walls.near_item[k]
        if not walls.solid[index]:
            continue
        x1, y1 = walls.segment[index, 0], walls.segment[index, 1]
        x2, y2 = walls.segment[index, 2], walls.segment[index, 3]
        d2, dx, dy = squared_distance(x, y, x1, y1, x2, y2)
        if d2 < reach * reach:
            found[count, 0], found[count, 1], found[count, 2] = dx, dy, np.sqrt(d2)
            found[count, 3], found[count, 4], found[count, 5], found[count, 6] = x1, y1, x2, y2
            count += 1
    return count


@kernel
def bodies_near(
    cells: Cells, entry: int, layer: int, reach: float, wall: FloatArray, n_walls: int, found: FloatArray
) -> int:
    """Write the bodies within ``reach`` of ``entry`` into ``found`` (``BODY_COLUMNS``) and return how many."""
    grid, x, y, radius = cells.grid, cells.x[entry], cells.y[entry], cells.radius[entry]
    here = bucket_of(grid, layer, x, y) - layer * grid.ny * grid.nx
    iy, ix = here // grid.nx, here % grid.nx
    count = 0
    for row in range(max(0, iy - 1), min(grid.ny, iy + 2)):
        first = (layer * grid.ny + row) * grid.nx
        # Cells side by side in a row are side by side in memory: three of them are one run of entries.
        low, high = cells.start[first + max(0, ix - 1)], cells.start[first + min(grid.nx, ix + 2)]
        for k in range(low, high):
            dx, dy = cells.x[k] - x, cells.y[k] - y
            d2 = dx * dx + dy * dy
            if d2 >= reach * reach or k == entry:
                continue
            distance = np.sqrt(d2)
            if not _is_hidden(x, y, cells.x[k], cells.y[k], distance, wall, n_walls):
                found[count, 0], found[count, 1], found[count, 2] = dx, dy, distance
                found[count, 3] = radius + cells.radius[k]
                count += 1
    return count


@kernel
def _is_hidden(
    x: float, y: float, to_x: float, to_y: float, distance: float, wall: FloatArray, n_walls: int
) -> bool:
    """Tell whether a wall stands between; one further off than the other body cannot."""
    for k in range(n_walls):
        if wall[k, 2] < distance and crosses(x, y, to_x, to_y, wall[k, 3], wall[k, 4], wall[k, 5], wall[k, 6]):
            return True
    return False
