"""What a field leads to: a door's line or a point, as one kind of array.

A goal is ``(6,)``: the part of a door's line to cross (ax ay bx by), both ends equal for a point, and the unit vector
out of the region through the door, 0 for a point.
"""

import numpy as np

from muster.world.compile import kernel
from muster.world.navigation.grid import CELL, PlanArrays, nearest_cell
from muster.world.types import Floats, Ints

OFF_JAMB = 0.3  # metres from the jambs that paths cross a door, where it is wide enough
OFF_JAMB_SHARE = 0.375  # of the width, where it is not


@kernel
def door_goal(plan: PlanArrays, door: int, region: int) -> Floats:
    """Return the goal of walking through ``region`` to one of its doors and out."""
    goal = np.empty(6)
    ax, ay, bx, by = plan.door_segment[door]
    width = np.hypot(bx - ax, by - ay)
    share = min(OFF_JAMB, OFF_JAMB_SHARE * width) / width
    goal[0], goal[1] = ax + share * (bx - ax), ay + share * (by - ay)
    goal[2], goal[3] = bx - share * (bx - ax), by - share * (by - ay)
    sign = 1.0 if plan.door_regions[door, 0] == region else -1.0
    goal[4], goal[5] = sign * plan.door_normal[door, 0], sign * plan.door_normal[door, 1]
    return goal


@kernel
def point_goal(x: float, y: float) -> Floats:
    """Return the goal of walking to a point."""
    return np.array([x, y, x, y, 0.0, 0.0])


@kernel
def sources(plan: PlanArrays, region: int, goal: Floats, x: Floats, y: Floats) -> Ints:
    """Return the slots that the flood starts from: for doors, the cells right in front of the part to cross."""
    chosen = np.zeros(len(x), np.bool_)
    if goal[4] != 0.0 or goal[5] != 0.0:
        for slot in range(len(x)):
            depth = (goal[0] - x[slot]) * goal[4] + (goal[1] - y[slot]) * goal[5]
            if depth < -CELL or depth > 1.5 * CELL:
                continue
            qx, qy = nearest(goal, x[slot], y[slot])
            aside = abs((x[slot] - qx) * goal[5] - (y[slot] - qy) * goal[4])
            chosen[slot] = aside <= 0.52 * CELL
    if not chosen.any():
        cell = nearest_cell(plan, region, (goal[0] + goal[2]) / 2, (goal[1] + goal[3]) / 2, 4)
        if cell >= 0:
            chosen[plan.slot_at[cell]] = True
    return np.flatnonzero(chosen)


@kernel
def nearest(goal: Floats, x: float, y: float) -> tuple[float, float]:
    """Return the point of the part to cross that is nearest to a point."""
    dx, dy = goal[2] - goal[0], goal[3] - goal[1]
    square = dx * dx + dy * dy
    t = 0.0
    if square > 0.0:
        t = min(max(((x - goal[0]) * dx + (y - goal[1]) * dy) / square, 0.0), 1.0)
    return goal[0] + t * dx, goal[1] + t * dy
