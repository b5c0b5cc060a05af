"""Whether a body fits along a straight line, read from the clearance raster."""

import numpy as np

from muster.world.compile import kernel
from muster.world.navigation.grid import (
    CENTIMETRE,
    LONGEST_STEP,
    RAMP,
    RASTER_ERROR,
    SHORTEST_STEP,
    Floats,
    PlanArrays,
    cell_at,
)


@kernel
def fits(plan: PlanArrays, region: int, line: tuple[float, float, float, float], room: float, goal: Floats) -> bool:
    """Whether a line stays inside ``region`` and, once away from its ends, ``room`` metres off walls.

    ``line`` is ax, ay, bx, by. An end may lie close to a wall; the line must then lead away from that wall. Beyond the
    door that ``goal`` describes (see ``flood``) other regions are fine.

    Steps are as long as the clearance allows, so a line across an open yard costs a dozen look-ups.
    """
    layer = plan.region_layer[region]
    ax, ay, bx, by = line
    length = np.hypot(bx - ax, by - ay)
    if length == 0.0:
        return True
    ux, uy = (bx - ax) / length, (by - ay) / length
    at_start = clearance_at(plan, layer, ax, ay)
    at_end = clearance_at(plan, layer, bx, by)
    s = 0.0
    while s < length:
        x, y = ax + s * ux, ay + s * uy
        cell = cell_at(plan, layer, x, y)
        if cell < 0:
            return False
        if plan.region_at[cell] != region and s > 0.0 and not is_beyond(goal, x, y):
            return False
        clear = plan.clearance[cell] * CENTIMETRE
        needed = min(room, at_start + RAMP * s, at_end + RAMP * (length - s))
        if clear < needed - 1e-9:
            return False
        s += min(max(SHORTEST_STEP, clear - needed - RASTER_ERROR), LONGEST_STEP)
    return True


@kernel
def is_beyond(goal: Floats, x: float, y: float) -> bool:
    """Whether a point lies past the door line of a goal, or so close before it that its cell may be."""
    if goal[4] == 0.0 and goal[5] == 0.0:
        return False
    return (x - goal[0]) * goal[4] + (y - goal[1]) * goal[5] > -0.15


@kernel
def clearance_at(plan: PlanArrays, layer: int, x: float, y: float) -> float:
    """Return metres to the nearest wall, 0 outside the raster."""
    cell = cell_at(plan, layer, x, y)
    return 0.0 if cell < 0 else plan.clearance[cell] * CENTIMETRE
