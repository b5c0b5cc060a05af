"""Whether a body fits along a straight line, read from the clearance raster."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muster.world.compile import kernel
from muster.world.navigation.grid import (
    CELL,
    CENTIMETRE,
    LONGEST_STEP,
    RAMP,
    RASTER_ERROR,
    SHORTEST_STEP,
    PlanArrays,
)

Line = tuple[float, float, float, float]
"""``ax, ay, bx, by`` in metres."""

Doorway = tuple[float, float, float, float]
"""A point on a door's line and the unit vector out through it; the vector is 0 where no door may be passed."""

NO_DOORWAY: Doorway = (0.0, 0.0, 0.0, 0.0)


class Sheet(NamedTuple):
    """One layer as seen from one of its regions: few enough arrays to hand to a function millions of times."""

    region_at: NDArray[np.int32]
    clearance: NDArray[np.uint8]
    region: int
    x: float
    y: float
    rows: int
    columns: int


@kernel
def sheet_of(plan: PlanArrays, region: int) -> Sheet:
    """Return the layer of a region; views, nothing is copied."""
    layer = plan.region_layer[region]
    rows, columns = plan.layer_shape[layer]
    cells = slice(plan.layer_offset[layer], plan.layer_offset[layer] + rows * columns)
    x, y = plan.layer_origin[layer]
    return Sheet(plan.region_at[cells], plan.clearance[cells], region, x, y, rows, columns)


@kernel
def fits(sheet: Sheet, line: Line, room: float, doorway: Doorway) -> bool:
    """Whether a line stays inside the region and, once away from its ends, ``room`` metres off walls.

    An end may lie close to a wall; the line must then lead away from that wall. Past ``doorway`` other regions are
    fine. Steps are as long as the clearance allows, so a line across an open yard costs a dozen look-ups.
    """
    ax, ay, bx, by = line
    length = np.hypot(bx - ax, by - ay)
    if length == 0.0:
        return True
    ux, uy = (bx - ax) / length, (by - ay) / length
    at_start, at_end = clearance_at(sheet, ax, ay), clearance_at(sheet, bx, by)
    region_at, clearance = sheet.region_at, sheet.clearance
    s = 0.0
    while s < length:
        x, y = ax + s * ux, ay + s * uy
        column, row = int((x - sheet.x) / CELL), int((y - sheet.y) / CELL)
        if row < 0 or column < 0 or row >= sheet.rows or column >= sheet.columns:
            return False
        cell = row * sheet.columns + column
        if region_at[cell] != sheet.region and s > 0.0 and not _is_beyond(doorway, x, y):
            return False
        clear = clearance[cell] * CENTIMETRE
        needed = min(room, at_start + RAMP * s, at_end + RAMP * (length - s))
        if clear < needed - 1e-9:
            return False
        s += min(max(SHORTEST_STEP, clear - needed - RASTER_ERROR), LONGEST_STEP)
    return True


@kernel
def clearance_at(sheet: Sheet, x: float, y: float) -> float:
    """Return metres to the nearest wall, 0 outside the raster."""
    column, row = int((x - sheet.x) / CELL), int((y - sheet.y) / CELL)
    if row < 0 or column < 0 or row >= sheet.rows or column >= sheet.columns:
        return 0.0
    return sheet.clearance[row * sheet.columns + column] * CENTIMETRE


@kernel
def _is_beyond(doorway: Doorway, x: float, y: float) -> bool:
    """Whether a point lies past a door's line, or so close before it that its cell may be."""
    px, py, nx, ny = doorway
    return (nx != 0.0 or ny != 0.0) and (x - px) * nx + (y - py) * ny > -0.15
