"""Whether a body fits along a straight line, read from the clearance raster."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muster.world.compile import kernel
from muster.world.navigation.grid import (
    CELL,
    CENTIMETRE,
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
    """A sheet as seen from one of its regions: few enough arrays to hand to a function millions of times."""

    region_at: NDArray[np.int32]
    clearance: NDArray[np.uint8]
    region: int
    x: float
    y: float
    rows: int
    columns: int


@kernel
def sheet_of(plan: PlanArrays, region: int) -> Sheet:
    """Return the sheet of a region; views, nothing is copied."""
    sheet = plan.region_sheet[region]
    rows, columns = plan.sheet_shape[sheet]
    cells = slice(plan.sheet_offset[sheet], plan.sheet_offset[sheet] + rows * columns)
    x, y = plan.sheet_origin[sheet]
    return Sheet(plan.region_at[cells], plan.clearance[cells], region, x, y, rows, columns)


@kernel
def fits(sheet: Sheet, line: Line, room: float, doorway: Doorway) -> bool:
    """Whether a line stays inside the region and, once away from its ends, ``room`` metres off walls.

    An end may lie close to a wall; the line must then lead away from that wall. Past ``doorway`` other regions are
    fine. Steps are as long as the clearance allows, so a line across an open yard costs a dozen look-ups. They go from
    both ends at once: lines fail near their ends, and a processor does two look-ups in the time of one.
    """
    ax, ay, bx, by = line
    dx, dy = bx - ax, by - ay
    length = np.sqrt(dx * dx + dy * dy)
    if length == 0.0:
        return True
    at_start, at_end = clearance_at(sheet, ax, ay), clearance_at(sheet, bx, by)
    x, y, ux, uy = (ax - sheet.x) / CELL, (ay - sheet.y) / CELL, dx / (length * CELL), dy / (length * CELL)  # in cells
    s = _stride(at_start - min(room, at_start, at_end + RAMP * length))
    t = length - _stride(at_end - min(room, at_end, at_start + RAMP * length))
    while s <= t:
        from_start = _clearance(sheet, doorway, x + s * ux, y + s * uy)
        from_end = _clearance(sheet, doorway, x + t * ux, y + t * uy)
        from_start -= min(room, at_start + RAMP * s, at_end + RAMP * (length - s))
        from_end -= min(room, at_start + RAMP * t, at_end + RAMP * (length - t))
        if min(from_start, from_end) < -1e-9:
            return False
        s, t = s + _stride(from_start), t - _stride(from_end)
    return True


@kernel
def _stride(spare: float) -> float:
    """Return how far a line may go on unseen that has so much more clearance than it needs."""
    return max(SHORTEST_STEP, spare - RASTER_ERROR)


@kernel
def _clearance(sheet: Sheet, doorway: Doorway, column: float, row: float) -> float:
    """Return metres to the nearest wall at a point of the sheet, in cells; -1 where no line may go."""
    if row < 0.0 or column < 0.0 or row >= sheet.rows or column >= sheet.columns:
        return -1.0
    cell = int(row) * sheet.columns + int(column)
    if sheet.region_at[cell] != sheet.region and not _is_beyond(doorway, sheet.x + column * CELL, sheet.y + row * CELL):
        return -1.0
    return sheet.clearance[cell] * CENTIMETRE


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
