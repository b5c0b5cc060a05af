"""One field: from every cell of a region, how far it is to a goal and where to look on the way.

Dijkstra over cells finds which neighbour to come from; its eight directions alone would make paths crooked. So each
cell, when it is settled, takes over the *anchor* of its best neighbour, the furthest point of the path that a straight
line with room for a body reaches (the idea of lazy Theta*, Nash, Koenig and Tovey 2010). Distances are therefore those
of straightened paths.
"""

import numpy as np
from numpy.typing import NDArray

from muster.world.compile import kernel
from muster.world.navigation.grid import CELL, CENTIMETRE, COMFORT, PlanArrays, nearest_cell
from muster.world.navigation.heap import drop_least, grown, push
from muster.world.navigation.sightline import clearance_at, fits
from muster.world.types import Floats, Ints, Singles

AT_WALL = 4.0  # times as far as in the open counts a step at a wall, falling to 1 at COMFORT
PAST = 0.6  # metres past a door's line that one aims for
OFF_JAMB = 0.3  # metres from the jambs that paths cross a door, where it is wide enough
OFF_JAMB_SHARE = 0.375  # of the width, where it is not


@kernel
def door_goal(plan: PlanArrays, door: int, region: int) -> Floats:
    """Return a goal ``(6,)``: the part of the door's line to cross (ax ay bx by), and the unit vector out of ``region``."""
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
    """Return a goal ``(6,)`` for a point inside the region."""
    return np.array([x, y, x, y, 0.0, 0.0])


@kernel
def flood(plan: PlanArrays, region: int, goal: Floats) -> tuple[Singles, Singles]:
    """Return distance ``(slots,)`` and aim ``(slots, 2)`` for every cell of a region; inf and nan where no way leads.

    ``goal`` comes from ``door_goal`` or ``point_goal``.
    """
    slots = plan.region_cells[region]
    x, y, clear, around = _cells(plan, region)
    cost = np.full(slots, np.inf)
    parent = np.full(slots, -1, np.int32)
    settled = np.zeros(slots, np.bool_)
    anchor, rest, room = np.empty((slots, 2)), np.zeros(slots), np.empty(slots)
    keys, items = np.empty(1024), np.empty(1024, np.int32)
    size = 0
    for slot in _sources(plan, region, goal, x, y):
        cost[slot] = _start(plan, region, goal, slot, x, y, clear, anchor, room)
        size = push(keys, items, size, cost[slot], slot)
        if size + 8 >= len(keys):
            keys, items = grown(keys, items)
    while size > 0:
        slot = items[0]
        size = drop_least(keys, items, size)
        if settled[slot]:
            continue
        settled[slot] = True
        if parent[slot] >= 0:
            _look_ahead(plan, region, goal, slot, parent[slot], around, settled, x, y, clear, anchor, rest, room)
        if size + 8 >= len(keys):
            keys, items = grown(keys, items)
        for k in range(8):
            other = around[slot, k]
            if other < 0 or settled[other]:
                continue
            step = CELL if k < 4 else CELL * np.sqrt(2.0)
            reached = cost[slot] + step * _weight(clear[other])
            if reached < cost[other]:
                cost[other], parent[other] = reached, slot
                size = push(keys, items, size, reached, other)
    return _finish(goal, settled, x, y, anchor, rest)


@kernel
def _weight(clear: float) -> float:
    return 1.0 + (AT_WALL - 1.0) * max(COMFORT - clear, 0.0) / COMFORT


@kernel
def _cells(plan: PlanArrays, region: int) -> tuple[Floats, Floats, Floats, NDArray[np.int32]]:
    """Return x, y and clearance ``(slots,)`` in metres, and the neighbours ``(slots, 8)``, -1 for none, straight first."""
    slots = plan.region_cells[region]
    x, y, clear = np.empty(slots), np.empty(slots), np.empty(slots)
    around = np.full((slots, 8), -1, np.int32)
    layer = plan.region_layer[region]
    width = plan.layer_shape[layer, 1]
    row_low, row_high, column_low, column_high = plan.region_window[region]
    for row in range(row_low, row_high):
        for column in range(column_low, column_high):
            cell = plan.layer_offset[layer] + row * width + column
            if plan.region_at[cell] != region:
                continue
            slot = plan.slot_at[cell]
            x[slot] = plan.layer_origin[layer, 0] + (column + 0.5) * CELL
            y[slot] = plan.layer_origin[layer, 1] + (row + 0.5) * CELL
            clear[slot] = plan.clearance[cell] * CENTIMETRE
            _neighbours(plan, region, cell, width, around[slot])
    return x, y, clear, around


@kernel
def _neighbours(plan: PlanArrays, region: int, cell: int, width: int, around: NDArray[np.int32]) -> None:
    # A raster has an empty margin, so that neighbours of a region's cells always exist.
    steps = (1, width, -1, -width)
    for k in range(4):
        if plan.region_at[cell + steps[k]] == region:
            around[k] = plan.slot_at[cell + steps[k]]
    for k in range(4):
        # Diagonally only past a cell that is free: else one would slip between two walls that meet in a corner.
        if around[k] < 0 and around[(k + 1) % 4] < 0:
            continue
        diagonal = cell + steps[k] + steps[(k + 1) % 4]
        if plan.region_at[diagonal] == region:
            around[4 + k] = plan.slot_at[diagonal]


@kernel
def _sources(plan: PlanArrays, region: int, goal: Floats, x: Floats, y: Floats) -> Ints:
    """Return the slots that the flood starts from: for doors, the cells right in front of the part to cross."""
    chosen = np.zeros(len(x), np.bool_)
    if goal[4] != 0.0 or goal[5] != 0.0:
        for slot in range(len(x)):
            depth = (goal[0] - x[slot]) * goal[4] + (goal[1] - y[slot]) * goal[5]
            if depth < -CELL or depth > 1.5 * CELL:
                continue
            qx, qy = _nearest(goal, x[slot], y[slot])
            aside = abs((x[slot] - qx) * goal[5] - (y[slot] - qy) * goal[4])
            chosen[slot] = aside <= 0.52 * CELL
    if not chosen.any():
        cell = nearest_cell(plan, region, (goal[0] + goal[2]) / 2, (goal[1] + goal[3]) / 2, 4)
        if cell >= 0:
            chosen[plan.slot_at[cell]] = True
    return np.flatnonzero(chosen)


@kernel
def _nearest(goal: Floats, x: float, y: float) -> tuple[float, float]:
    """Return the point of the part to cross that is nearest to a point."""
    dx, dy = goal[2] - goal[0], goal[3] - goal[1]
    square = dx * dx + dy * dy
    t = 0.0
    if square > 0.0:
        t = min(max(((x - goal[0]) * dx + (y - goal[1]) * dy) / square, 0.0), 1.0)
    return goal[0] + t * dx, goal[1] + t * dy


@kernel
def _start(
    plan: PlanArrays,
    region: int,
    goal: Floats,
    slot: int,
    x: Floats,
    y: Floats,
    clear: Floats,
    anchor: Floats,
    room: Floats,
) -> float:
    """Anchor a source at the goal and return its cost."""
    qx, qy = _nearest(goal, x[slot], y[slot])
    anchor[slot, 0], anchor[slot, 1] = qx, qy
    layer = plan.region_layer[region]
    room[slot] = min(COMFORT, clear[slot], clearance_at(plan, layer, qx, qy))
    if goal[4] == 0.0 and goal[5] == 0.0:
        room[slot] = COMFORT  # what room there is at a point, ``fits`` allows for
    return np.hypot(qx - x[slot], qy - y[slot])


@kernel
def _look_ahead(
    plan: PlanArrays,
    region: int,
    goal: Floats,
    slot: int,
    parent: int,
    around: NDArray[np.int32],
    settled: NDArray[np.bool_],
    x: Floats,
    y: Floats,
    clear: Floats,
    anchor: Floats,
    rest: Floats,
    room: Floats,
) -> None:
    """Anchor a cell: at the anchor of its best neighbour, else of its parent, else somewhere on the way to that."""
    best, least = parent, np.inf
    for k in range(8):
        other = around[slot, k]
        if other >= 0 and settled[other] and other != slot:
            length = np.hypot(anchor[other, 0] - x[slot], anchor[other, 1] - y[slot]) + rest[other]
            if length < least - 1e-6:
                best, least = other, length
    for other in (best, parent):
        ax, ay = _pushed(goal, anchor[other, 0], anchor[other, 1], rest[other])
        if fits(plan, region, (x[slot], y[slot], ax, ay), room[other], goal):
            anchor[slot], rest[slot], room[slot] = anchor[other], rest[other], room[other]
            return
    _anchor_between(plan, region, goal, slot, parent, x, y, clear, anchor, rest, room)


@kernel
def _anchor_between(
    plan: PlanArrays,
    region: int,
    goal: Floats,
    slot: int,
    parent: int,
    x: Floats,
    y: Floats,
    clear: Floats,
    anchor: Floats,
    rest: Floats,
    room: Floats,
) -> None:
    """Anchor a cell as far along the straight line from its parent to the parent's anchor as it sees."""
    dx, dy = anchor[parent, 0] - x[parent], anchor[parent, 1] - y[parent]
    length = np.hypot(dx, dy)
    share = 0.5
    while share * length > CELL:
        ax, ay = x[parent] + share * dx, y[parent] + share * dy
        if fits(plan, region, (x[slot], y[slot], ax, ay), room[parent], goal):
            anchor[slot, 0], anchor[slot, 1] = ax, ay
            rest[slot] = rest[parent] + (1.0 - share) * length
            room[slot] = room[parent]
            return
        share *= 0.5
    anchor[slot, 0], anchor[slot, 1] = x[parent], y[parent]
    rest[slot] = rest[parent] + length
    room[slot] = min(COMFORT, max(clear[parent], CELL / 2))


@kernel
def _pushed(goal: Floats, x: float, y: float, rest: float) -> tuple[float, float]:
    """Return where to look for an anchor: past the door's line if it is on it."""
    if rest > 0.0:
        return x, y
    return x + PAST * goal[4], y + PAST * goal[5]


@kernel
def _finish(
    goal: Floats, settled: NDArray[np.bool_], x: Floats, y: Floats, anchor: Floats, rest: Floats
) -> tuple[Singles, Singles]:
    distance, aim = np.empty(len(x), np.float32), np.empty((len(x), 2), np.float32)
    for slot in range(len(x)):
        if settled[slot]:
            distance[slot] = np.hypot(anchor[slot, 0] - x[slot], anchor[slot, 1] - y[slot]) + rest[slot]
            aim[slot, 0], aim[slot, 1] = _pushed(goal, anchor[slot, 0], anchor[slot, 1], rest[slot])
        else:
            distance[slot] = np.inf
            aim[slot, 0], aim[slot, 1] = np.nan, np.nan
    return distance, aim
