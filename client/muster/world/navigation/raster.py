"""Turning polygons and walls into rasters."""

import numpy as np
from numpy.typing import NDArray

from muster.world.arrays import Floats, Ints
from muster.world.compile import kernel
from muster.world.navigation.grid import CELL, CENTIMETRE, segment_distance

FURTHEST = 2.5  # metres; a longer clearance is stored as this, so that it fits in a byte


@kernel
def fill(raster: NDArray[np.int32], origin: Floats, polygon: Floats, value: int, over: bool) -> None:
    """Write ``value`` to the cells ``(ny, nx)`` whose centre lies in ``polygon`` ``(n, 2)``.

    Without ``over``, only to cells that are still -1. A centre on a shared boundary goes to one side, always the same.
    """
    low = max(int(np.floor((polygon[:, 1].min() - origin[1]) / CELL)), 0)
    high = min(int(np.ceil((polygon[:, 1].max() - origin[1]) / CELL)), raster.shape[0])
    crossings = np.empty(len(polygon))
    for row in range(low, high):
        count = _crossings(polygon, origin[1] + (row + 0.5) * CELL, crossings)
        for k in range(0, count - 1, 2):
            first = int(np.ceil((crossings[k] - origin[0]) / CELL - 0.5))
            last = int(np.ceil((crossings[k + 1] - origin[0]) / CELL - 0.5))
            for column in range(max(first, 0), min(last, raster.shape[1])):
                if over or raster[row, column] < 0:
                    raster[row, column] = value


@kernel
def _crossings(polygon: Floats, y: float, into: Floats) -> int:
    """Write the x at which the polygon's sides cross a height, in rising order, and return how many there are."""
    count = 0
    for i in range(len(polygon)):
        (ax, ay), (bx, by) = polygon[i - 1], polygon[i]
        if (ay <= y) != (by <= y):
            x, at = ax + (y - ay) * (bx - ax) / (by - ay), count
            while at > 0 and into[at - 1] > x:  # by insertion: few they are, and numpy's sort takes seconds to compile
                into[at] = into[at - 1]
                at -= 1
            into[at] = x
            count += 1
    return count


@kernel
def block_lines(raster: NDArray[np.int32], origin: Floats, lines: Floats) -> None:
    """Write -1 to every cell that a line ``(m, 4)`` touches, so that no path steps through it."""
    reach = CELL * np.sqrt(0.5)
    for ax, ay, bx, by in lines:
        row_low, row_high, column_low, column_high = _window(raster.shape, origin, (ax, ay, bx, by), reach)
        for row in range(row_low, row_high):
            for column in range(column_low, column_high):
                x, y = origin[0] + (column + 0.5) * CELL, origin[1] + (row + 0.5) * CELL
                if segment_distance(x, y, ax, ay, bx, by) < reach:
                    raster[row, column] = -1


@kernel
def stamp_clearance(clearance: NDArray[np.uint8], origin: Floats, lines: Floats) -> None:
    """Lower ``clearance`` ``(ny, nx)`` to the distance from the nearest line ``(m, 4)``."""
    for ax, ay, bx, by in lines:
        row_low, row_high, column_low, column_high = _window(clearance.shape, origin, (ax, ay, bx, by), FURTHEST)
        for row in range(row_low, row_high):
            for column in range(column_low, column_high):
                x, y = origin[0] + (column + 0.5) * CELL, origin[1] + (row + 0.5) * CELL
                distance = min(segment_distance(x, y, ax, ay, bx, by), FURTHEST)
                clearance[row, column] = min(clearance[row, column], np.uint8(distance / CENTIMETRE))


@kernel
def _window(
    shape: tuple[int, int], origin: Floats, line: tuple[float, float, float, float], reach: float
) -> tuple[int, int, int, int]:
    """Return the rows and columns whose cells may be within ``reach`` of a line."""
    ax, ay, bx, by = line
    row_low = max(int((min(ay, by) - reach - origin[1]) / CELL), 0)
    row_high = min(int((max(ay, by) + reach - origin[1]) / CELL) + 1, shape[0])
    column_low = max(int((min(ax, bx) - reach - origin[0]) / CELL), 0)
    column_high = min(int((max(ax, bx) + reach - origin[0]) / CELL) + 1, shape[1])
    return row_low, row_high, column_low, column_high


@kernel
def continue_past(
    sheet: NDArray[np.int32], origin: Floats, door: Floats, polygon: Floats, value: int, depth: float
) -> None:
    """Write ``value`` to empty cells of ``polygon`` within ``depth`` of a door, where one lands crossing it."""
    line = (door[0], door[1], door[2], door[3])
    row_low, row_high, column_low, column_high = _window(sheet.shape, origin, line, depth)
    for row in range(row_low, row_high):
        for column in range(column_low, column_high):
            x, y = origin[0] + (column + 0.5) * CELL, origin[1] + (row + 0.5) * CELL
            near = segment_distance(x, y, door[0], door[1], door[2], door[3]) <= depth
            if near and sheet[row, column] < 0 and is_inside(polygon, x, y):
                sheet[row, column] = value


@kernel
def is_inside(polygon: Floats, x: float, y: float) -> bool:
    """Whether a point lies in a polygon ``(n, 2)``."""
    inside = False
    for i in range(len(polygon)):
        (ax, ay), (bx, by) = polygon[i - 1], polygon[i]
        if (ay <= y) != (by <= y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


@kernel
def is_turned(first: Floats, second: Floats, middle: Floats, normal: Floats) -> bool:
    """Whether a normal at a door's middle points from the second region into the first."""
    for step in (0.05, 0.2):  # shared lines may differ by 0.05 m
        ahead = middle + step * normal
        behind = middle - step * normal
        as_given = is_inside(first, behind[0], behind[1]) and is_inside(second, ahead[0], ahead[1])
        turned = is_inside(first, ahead[0], ahead[1]) and is_inside(second, behind[0], behind[1])
        if as_given != turned:
            return turned
    return is_inside(first, ahead[0], ahead[1])


@kernel
def find_windows(region_at: NDArray[np.int32], window: Ints, cells: Ints) -> None:
    """Widen the window ``(R, 4)`` of each region of a sheet to all its cells, and count them, ``(R,)``."""
    for row in range(region_at.shape[0]):
        for column in range(region_at.shape[1]):
            region = region_at[row, column]
            if region < 0:
                continue
            cells[region] += 1
            window[region, 0] = min(window[region, 0], row)
            window[region, 1] = max(window[region, 1], row + 1)
            window[region, 2] = min(window[region, 2], column)
            window[region, 3] = max(window[region, 3], column + 1)
