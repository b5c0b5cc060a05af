"""What a field leads to: a door's line or a point, as one kind of array.

A goal is ``(6,)``: the part of a door's line to cross (ax ay bx by), both ends equal for a point, and the unit vector
out of the region through the door, 0 for a point.
"""

import numpy as np

from muster.world.arrays import Floats
from muster.world.compile import kernel
from muster.world.navigation.grid import CELL, PlanArrays, centre, nearest_cell
from muster.world.navigation.sightline import Doorway

PAST = 0.6  # metres past a door's line that one aims for
OFF_LINE = 0.12  # metres that a straight way may cross a door's line beside the part that paths cross
OFF_JAMB = 0.3  # metres from the jambs that paths cross a door, where it is wide enough
OFF_JAMB_SHARE = 0.375  # of the width, where it is not
STRAIGHT_OFF_JAMB, STRAIGHT_OFF_JAMB_SHARE = 0.4, 0.45  # likewise for straight ways, which come at an angle


@kernel
def door_goal(plan: PlanArrays, door: int, region: int) -> Floats:
    """Return the goal of walking through ``region`` to one of its doors and out."""
    return _door_goal(plan, door, region, OFF_JAMB, OFF_JAMB_SHARE)


@kernel
def _door_goal(plan: PlanArrays, door: int, region: int, off_jamb: float, off_share: float) -> Floats:
    goal = np.empty(6)
    ax, ay, bx, by = plan.door_segment[door]
    width = np.hypot(bx - ax, by - ay)
    share = min(off_jamb, off_share * width) / width
    goal[0], goal[1] = ax + share * (bx - ax), ay + share * (by - ay)
    goal[2], goal[3] = bx - share * (bx - ax), by - share * (by - ay)
    sign = 1.0 if plan.door_regions[door, 0] == region else -1.0
    goal[4], goal[5] = sign * plan.door_normal[door, 0], sign * plan.door_normal[door, 1]
    return goal


@kernel
def crossing(plan: PlanArrays, door: int, region: int, x: float, y: float) -> tuple[float, float]:
    """Return where somebody at a point of ``region`` should walk to get through a door.

    Who comes from the front aims a little past its line; who comes along the wall, first at a place before it: else
    they would walk into the jamb.
    """
    goal = _door_goal(plan, door, region, STRAIGHT_OFF_JAMB, STRAIGHT_OFF_JAMB_SHARE)
    qx, qy = nearest(goal, x, y)
    depth = (qx - x) * goal[4] + (qy - y) * goal[5]
    aside = abs((x - qx) * goal[5] - (y - qy) * goal[4])
    step = PAST if depth < 0.0 or aside * PAST <= OFF_LINE * (depth + PAST) else -PAST
    return qx + step * goal[4], qy + step * goal[5]


@kernel
def doorway(plan: PlanArrays, door: int, region: int) -> Doorway:
    """Return the doorway that lines may pass on leaving ``region`` by a door."""
    goal = door_goal(plan, door, region)
    return (goal[0], goal[1], goal[4], goal[5])


@kernel
def point_goal(x: float, y: float) -> Floats:
    """Return the goal of walking to a point."""
    return np.array([x, y, x, y, 0.0, 0.0])


@kernel
def sources(plan: PlanArrays, region: int, goal: Floats) -> list[tuple[float, float]]:
    """Return the middles of the cells to flood from: for doors, those right in front of the part to cross."""
    chosen = [(0.0, 0.0) for _ in range(0)]
    sheet = plan.region_sheet[region]
    if goal[4] != 0.0 or goal[5] != 0.0:
        row_low, row_high, column_low, column_high = plan.region_window[region]
        for row in range(row_low, row_high):
            for column in range(column_low, column_high):
                cell = plan.sheet_offset[sheet] + row * plan.sheet_shape[sheet, 1] + column
                x, y = centre(plan, sheet, cell)
                if plan.region_at[cell] == region and _is_before(goal, x, y):
                    chosen.append((x, y))
    if not chosen:
        cell = nearest_cell(plan, region, (goal[0] + goal[2]) / 2, (goal[1] + goal[3]) / 2, 4)
        if cell >= 0:
            chosen.append(centre(plan, sheet, cell))
    return chosen


@kernel
def _is_before(goal: Floats, x: float, y: float) -> bool:
    depth = (goal[0] - x) * goal[4] + (goal[1] - y) * goal[5]
    if depth < -CELL or depth > 1.5 * CELL:
        return False
    qx, qy = nearest(goal, x, y)
    return abs((x - qx) * goal[5] - (y - qy) * goal[4]) <= 0.52 * CELL


@kernel
def nearest(goal: Floats, x: float, y: float) -> tuple[float, float]:
    """Return the point of the part to cross that is nearest to a point."""
    dx, dy = goal[2] - goal[0], goal[3] - goal[1]
    square = dx * dx + dy * dy
    t = 0.0
    if square > 0.0:
        t = min(max(((x - goal[0]) * dx + (y - goal[1]) * dy) / square, 0.0), 1.0)
    return goal[0] + t * dx, goal[1] + t * dy
