"""In which region each body is, and small questions about regions that kernels answer from the raster."""

import numpy as np

from muster.world.arrays import Floats, Int32s, Ints
from muster.world.compile import kernel
from muster.world.navigation.grid import CELL, CENTIMETRE, PlanArrays, cell_at, centre, segment_distance, side_of

AT_DOOR = 0.75  # metres from a door's line within which one may have come through it
GHOST = 2.0  # metres from a stair's end within which bodies of the two layers meet


@kernel
def update_region(position: Floats, layer: Ints, region: Ints, plan: PlanArrays) -> tuple[Int32s, Int32s]:
    """Return new ``(region, layer)`` ``(n,)`` of bodies that have moved to ``position`` ``(n, 2)``.

    A body changes region only by a door: it must be past the door's line, by position, and in the region beyond, by the
    raster. Cells cut corners where walls are slanted; without the door, a body leaning on a wall would pass through.
    """
    new_region, new_layer = np.empty(len(region), np.int32), np.empty(len(region), np.int32)
    for i in range(len(region)):
        new_region[i], new_layer[i] = region[i], layer[i]
        if region[i] < 0:
            continue
        x, y = position[i]
        cell = cell_at(plan, int(plan.region_sheet[region[i]]), x, y)
        if cell < 0:
            continue
        there = plan.region_at[cell]
        if there >= 0 and there != region[i] and _came_through(plan, region[i], there, x, y):
            new_region[i], new_layer[i] = there, plan.region_layer[there]
    return new_region, new_layer


@kernel
def _came_through(plan: PlanArrays, old: int, new: int, x: float, y: float) -> bool:
    door = door_between(old, new, x, y, plan)
    if door < 0 or _to_door(plan, door, x, y) > AT_DOOR:
        return False
    past = (x - plan.door_middle[door, 0]) * plan.door_normal[door, 0]
    past += (y - plan.door_middle[door, 1]) * plan.door_normal[door, 1]
    return (past if side_of(plan, door, old) == 0 else -past) > 0.0


@kernel
def door_between(old: int, new: int, x: float, y: float, plan: PlanArrays) -> int:
    """Return the door nearest to a point among those that join two regions, or -1."""
    best, least = -1, np.inf
    for k in range(plan.doors_start[old], plan.doors_start[old + 1]):
        door = plan.doors[k]
        if plan.door_regions[door, 0] + plan.door_regions[door, 1] - old != new:
            continue
        distance = _to_door(plan, door, x, y)
        if distance < least:
            best, least = door, distance
    return best


@kernel
def _to_door(plan: PlanArrays, door: int, x: float, y: float) -> float:
    ax, ay, bx, by = plan.door_segment[door]
    return segment_distance(x, y, ax, ay, bx, by)


@kernel
def ghost_layer(position: Floats, region: Ints, plan: PlanArrays) -> Int32s:
    """Return ``(n,)`` the other layer for bodies within 2 m of a stair's end of their region, else -1."""
    ghost = np.full(len(region), -1, np.int32)
    for i in range(len(region)):
        here = region[i]
        if here < 0:
            continue
        nearest = GHOST
        for k in range(plan.portals_start[here], plan.portals_start[here + 1]):
            door = plan.portals[k]
            distance = _to_door(plan, door, position[i, 0], position[i, 1])
            if distance <= nearest:
                nearest = distance
                there = plan.door_regions[door, 1 - side_of(plan, door, here)]
                ghost[i] = plan.region_layer[there]
    return ghost


@kernel
def cells_of(region: int, room: float, plan: PlanArrays) -> Floats:
    """Return ``(n, 2)`` middles of the region's cells that are at least ``room`` metres off every wall."""
    sheet = plan.region_sheet[region]
    row_low, row_high, column_low, column_high = plan.region_window[region]
    points = np.empty((plan.region_cells[region], 2))
    count = 0
    for row in range(row_low, row_high):
        for column in range(column_low, column_high):
            cell = plan.sheet_offset[sheet] + row * plan.sheet_shape[sheet, 1] + column
            if plan.region_at[cell] == region and plan.clearance[cell] * CENTIMETRE >= room:
                points[count, 0], points[count, 1] = centre(plan, sheet, cell)
                count += 1
    return points[:count].copy()


def inner_points(plan: PlanArrays) -> Floats:
    """Return ``(R, 2)`` a point of each region: of those well off the walls the one nearest to its middle."""
    points = np.zeros((len(plan.region_layer), 2))
    for region in np.flatnonzero(plan.region_cells):
        candidates = (cells_of(int(region), room, plan) for room in (1.0, 0.5, 0.0))
        cells = next(cells for cells in candidates if len(cells))
        points[region] = cells[np.argmin(((cells - cells.mean(axis=0)) ** 2).sum(axis=1))]
    return points


def areas(plan: PlanArrays) -> Floats:
    """Return ``(R,)`` walkable square metres."""
    return plan.region_cells.astype(np.float64) * CELL**2
