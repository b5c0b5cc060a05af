"""The arrays that all navigation kernels read, and how they look things up in them.

Each storey has a *sheet*, a raster of square cells, and every stair has one of its own, so that flights may lie over
each other in plan. All sheets lie one behind the other in flat arrays. (*Layers*, in which bodies meet, are
fewer: stairs far apart share one.)
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muster.world.arrays import Floats, Ints
from muster.world.compile import kernel

CELL = 0.25  # metres; half a body
CENTIMETRE = 0.01  # unit of the clearance raster
COMFORT = 0.3  # metres between a path and a wall: a body's radius of about 0.2, and some
SHORTEST_STEP = 0.1  # metres, along a line that is being checked
RASTER_ERROR = 0.1  # metres by which the clearance of a cell may overstate that of a point in it
RAMP = 0.4  # metres of clearance that a line must gain for each metre it leads away from a wall


class PlanArrays(NamedTuple):
    """A floor plan for kernels; R regions, D doors, S sheets, indices in the building's order.

    Attributes:
        sheet_origin: ``(S, 2)`` metres, lower left corner of the sheet.
        sheet_shape: ``(S, 2)`` rows and columns.
        sheet_offset: ``(S,)`` where the sheet's cells begin in the flat rasters.
        region_at: ``(cells,)`` region of each cell by its centre, or -1; past a stair's end the region beyond.
        clearance: ``(cells,)`` centimetres to the nearest wall, at most 250; open and closed doors count as gaps.
        region_layer: ``(R,)``.
        region_sheet: ``(R,)``.
        region_window: ``(R, 4)`` first row, row after the last, first column, column after the last, on its sheet. A
            cell's *slot* is its number in this window, row by row.
        region_cells: ``(R,)`` number of cells.
        region_stretch: ``(R,)`` metres walked for each metre in plan: above 1 on stairs.
        door_regions: ``(D, 2)``.
        door_segment: ``(D, 4)`` metres, ax ay bx by.
        door_middle: ``(D, 2)`` metres.
        door_normal: ``(D, 2)`` unit vector from the first region to the second.
        doors_start: ``(R + 1,)`` doors of region r are ``doors[doors_start[r]:doors_start[r + 1]]``.
        doors: see above.
        portals_start: as ``doors_start``, for those doors alone whose two sides lie on different layers.
        portals: see above.
    """

    sheet_origin: Floats
    sheet_shape: Ints
    sheet_offset: Ints
    region_at: NDArray[np.int32]
    clearance: NDArray[np.uint8]
    region_layer: Ints
    region_sheet: Ints
    region_window: Ints
    region_cells: Ints
    region_stretch: Floats
    door_regions: Ints
    door_segment: Floats
    door_middle: Floats
    door_normal: Floats
    doors_start: Ints
    doors: Ints
    portals_start: Ints
    portals: Ints


@kernel
def cell_at(plan: PlanArrays, sheet: int, x: float, y: float) -> int:
    """Return the flat index of the cell at a point, or -1 outside the sheet."""
    column = int(np.floor((x - plan.sheet_origin[sheet, 0]) / CELL))
    row = int(np.floor((y - plan.sheet_origin[sheet, 1]) / CELL))
    if row < 0 or column < 0 or row >= plan.sheet_shape[sheet, 0] or column >= plan.sheet_shape[sheet, 1]:
        return -1
    return plan.sheet_offset[sheet] + row * plan.sheet_shape[sheet, 1] + column


@kernel
def slot_of(plan: PlanArrays, region: int, cell: int) -> int:
    """Return the slot of one of a region's cells."""
    sheet, window = plan.region_sheet[region], plan.region_window[region]
    row, column = divmod(cell - plan.sheet_offset[sheet], plan.sheet_shape[sheet, 1])
    return (row - window[0]) * (window[3] - window[2]) + column - window[2]


@kernel
def slots(plan: PlanArrays, region: int) -> int:
    """Return how many slots a region has."""
    row_low, row_high, column_low, column_high = plan.region_window[region]
    return (row_high - row_low) * (column_high - column_low)


@kernel
def nearest_cell(plan: PlanArrays, region: int, x: float, y: float, reach: int) -> int:
    """Return the cell of ``region`` nearest to a point, at most ``reach`` cells away in each axis, or -1."""
    sheet = plan.region_sheet[region]
    here = cell_at(plan, sheet, x, y)
    if here >= 0 and plan.region_at[here] == region:
        return here
    best, best_square = -1, np.inf
    for rows in range(-reach, reach + 1):
        for columns in range(-reach, reach + 1):
            cell = cell_at(plan, sheet, x + columns * CELL, y + rows * CELL)
            if cell < 0 or plan.region_at[cell] != region:
                continue
            cx, cy = centre(plan, sheet, cell)
            square = (cx - x) ** 2 + (cy - y) ** 2
            if square < best_square:
                best, best_square = cell, square
    return best


@kernel
def centre(plan: PlanArrays, sheet: int, cell: int) -> tuple[float, float]:
    """Return the middle of a cell in metres."""
    row, column = divmod(cell - plan.sheet_offset[sheet], plan.sheet_shape[sheet, 1])
    x = plan.sheet_origin[sheet, 0] + (column + 0.5) * CELL
    y = plan.sheet_origin[sheet, 1] + (row + 0.5) * CELL
    return x, y


@kernel
def segment_distance(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> float:
    """Return metres from a point to a line segment."""
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    t = 0.0
    if square > 0.0:
        t = min(max(((x - ax) * dx + (y - ay) * dy) / square, 0.0), 1.0)
    return np.hypot(x - ax - t * dx, y - ay - t * dy)


@kernel
def side_of(plan: PlanArrays, door: int, region: int) -> int:
    """Return 0 or 1: which of the door's two regions this is."""
    return 0 if plan.door_regions[door, 0] == region else 1
