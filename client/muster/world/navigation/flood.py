"""One field: from every cell of a region, how far it is to a goal and where to look on the way.

Dijkstra over cells finds which neighbour to come from; its eight directions alone would make paths crooked. So each
cell, when it is settled, takes over the *anchor* of its best neighbour, the furthest point of the path that a straight
line with room for a body reaches (the idea of lazy Theta*, Nash, Koenig and Tovey 2010). Distances are therefore those
of straightened paths.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muster.world.arrays import Floats
from muster.world.compile import kernel
from muster.world.navigation.goals import PAST, nearest, sources
from muster.world.navigation.grid import CELL, CENTIMETRE, COMFORT, PlanArrays
from muster.world.navigation.heap import drop_least, grown, push
from muster.world.navigation.sightline import Doorway, Line, Sheet, clearance_at, fits, sheet_of

AT_WALL = 4.0  # times as far as in the open counts a step at a wall, falling to 1 at COMFORT
DONE = -np.inf  # cost of a cell that is settled, or outside the region: nothing is cheaper
NO_WAY = 65535  # stands for all three numbers of a cell from which no way leads
AROUND = 3.0  # metres round a region's window in which aims may lie; they are within 2 m of its cells

X, Y, REST, ROOM = 0, 1, 2, 3
"""Columns of ``path``: the anchor in metres, metres from there to the goal, metres of clearance that lines to it keep.

The rest is 0 for anchors at the goal. Before a cell is settled all are inf.
"""


class _Window(NamedTuple):
    """A region's window and a margin of one cell round it: so every cell of the region has eight neighbours.

    Its cells are numbered row by row; x and y are the middle of the first, in metres.
    """

    x: float
    y: float
    width: int


_Steps = tuple[int, int, int, int, int, int, int, int]


@kernel
def flood(plan: PlanArrays, region: int, goal: Floats, into: NDArray[np.uint16]) -> tuple[float, float, float]:
    """Write a field ``(slots, 3)``: how far to go, and x and y of the point to walk to; ``NO_WAY`` where no way leads.

    Returned are the point in metres from which x and y count, and the unit of all numbers in metres: the least in which
    they fit. ``goal`` is one of ``goals``.
    """
    sheet, doorway = sheet_of(plan, region), (goal[0], goal[1], goal[4], goal[5])
    window, weight = _weigh(plan, region)
    cost = np.where(np.isfinite(weight), np.inf, DONE)
    parent, path = np.full(len(weight), -1, np.int32), np.full((len(weight), 4), np.inf)
    steps = _steps(window)
    keys, items = np.empty(1024), np.empty(1024, np.int32)
    size = 0
    for x, y in sources(plan, region, goal):
        cell = round((y - window.y) / CELL) * window.width + round((x - window.x) / CELL)
        cost[cell] = _start(sheet, goal, x, y, path[cell])
        while size + 8 >= len(keys):
            keys, items = grown(keys, items)
        size = push(keys, items, size, float(cost[cell]), cell)
    while size > 0:
        so_far, cell = float(keys[0]), int(items[0])
        size = drop_least(keys, items, size)
        if cost[cell] == DONE:
            continue
        cost[cell] = DONE
        if parent[cell] >= 0:
            _look_ahead(sheet, doorway, window, cell, int(parent[cell]), cost, weight, path)
        if size + 8 >= len(keys):
            keys, items = grown(keys, items)
        for k in range(8):
            other = cell + steps[k]
            reached = so_far + (CELL if k < 4 else CELL * np.sqrt(2.0)) * weight[other]
            if reached < cost[other] and _is_open(weight, cell, steps, k):
                cost[other], parent[other] = reached, cell
                size = push(keys, items, size, reached, other)
    return _write(doorway, window, path, into)


@kernel
def _weigh(plan: PlanArrays, region: int) -> tuple[_Window, Floats]:
    """Return how many times its length a step into each cell of the window counts; inf outside the region."""
    row_low, row_high, column_low, column_high = plan.region_window[region]
    sheet, width = plan.region_sheet[region], column_high - column_low + 2
    weight = np.full((row_high - row_low + 2) * width, np.inf)
    for row in range(row_low, row_high):
        for column in range(column_low, column_high):
            cell = plan.sheet_offset[sheet] + row * plan.sheet_shape[sheet, 1] + column
            if plan.region_at[cell] == region:
                lack = max(COMFORT - plan.clearance[cell] * CENTIMETRE, 0.0)
                weight[(row - row_low + 1) * width + column - column_low + 1] = 1.0 + (AT_WALL - 1.0) * lack / COMFORT
    x = plan.sheet_origin[sheet, 0] + (column_low - 0.5) * CELL
    return _Window(x, plan.sheet_origin[sheet, 1] + (row_low - 0.5) * CELL, width), weight


@kernel
def _steps(window: _Window) -> _Steps:
    """Return what to add to a cell's number for its neighbours, the straight ones first."""
    up = window.width
    return 1, up, -1, -up, 1 + up, up - 1, -1 - up, 1 - up


@kernel
def _middle(window: _Window, cell: int) -> tuple[float, float]:
    row, column = divmod(cell, window.width)
    return window.x + column * CELL, window.y + row * CELL


@kernel
def _is_open(weight: Floats, cell: int, steps: _Steps, k: int) -> bool:
    """Whether a cell may be left in direction k: diagonally only past a cell that is free.

    Else one would slip between two walls that meet in a corner.
    """
    return k < 4 or min(weight[cell + steps[k - 4]], weight[cell + steps[(k - 3) % 4]]) < np.inf


@kernel
def _start(sheet: Sheet, goal: Floats, x: float, y: float, path: Floats) -> float:
    """Anchor a source at the goal and return how far that is."""
    qx, qy = nearest(goal, x, y)
    path[X], path[Y], path[REST], path[ROOM] = qx, qy, 0.0, COMFORT
    if goal[4] != 0.0 or goal[5] != 0.0:  # at a point, ``fits`` allows for a lack of room by itself
        path[ROOM] = min(COMFORT, clearance_at(sheet, x, y), clearance_at(sheet, qx, qy))
    return np.hypot(qx - x, qy - y)


@kernel
def _look_ahead(
    sheet: Sheet,
    doorway: Doorway,
    window: _Window,
    cell: int,
    parent: int,
    cost: Floats,
    weight: Floats,
    path: Floats,
) -> None:
    """Anchor a cell: at the anchor of its best neighbour, else of its parent, else somewhere on the way to that."""
    x, y = _middle(window, cell)
    steps = _steps(window)
    best, least = parent, np.inf
    for k in range(8):
        other = cell + steps[k]
        if cost[other] == DONE:
            dx, dy = path[other, X] - x, path[other, Y] - y
            length = np.sqrt(dx * dx + dy * dy) + path[other, REST]
            if length < least - 1e-6 and _is_open(weight, cell, steps, k):
                best, least = other, length
    if _takes_over(sheet, doorway, x, y, cell, best, path):
        return
    if best != parent and _takes_over(sheet, doorway, x, y, cell, parent, path):
        return
    _anchor_between(sheet, doorway, (x, y, *_middle(window, parent)), cell, parent, path)


@kernel
def _takes_over(sheet: Sheet, doorway: Doorway, x: float, y: float, cell: int, other: int, path: Floats) -> bool:
    """Give a cell the anchor of another, if a body fits along the line there."""
    ax, ay = _pushed(doorway, path[other, X], path[other, Y], path[other, REST])
    if not fits(sheet, (x, y, ax, ay), path[other, ROOM], doorway):
        return False
    for k in range(4):
        path[cell, k] = path[other, k]
    return True


@kernel
def _anchor_between(sheet: Sheet, doorway: Doorway, line: Line, cell: int, parent: int, path: Floats) -> None:
    """Anchor a cell as far along the straight line from its parent to the parent's anchor as it sees."""
    x, y, px, py = line
    dx, dy, room = path[parent, X] - px, path[parent, Y] - py, path[parent, ROOM]
    length = np.hypot(dx, dy)
    share = 0.5
    while share * length > CELL:
        ax, ay = px + share * dx, py + share * dy
        if fits(sheet, (x, y, ax, ay), room, doorway):
            break
        share *= 0.5
    else:
        share, room = 0.0, min(COMFORT, max(clearance_at(sheet, px, py), CELL / 2))
    path[cell, X], path[cell, Y] = px + share * dx, py + share * dy
    path[cell, REST], path[cell, ROOM] = path[parent, REST] + (1.0 - share) * length, room


@kernel
def _pushed(doorway: Doorway, x: float, y: float, rest: float) -> tuple[float, float]:
    """Return where to look for an anchor: past the door's line if it is on it."""
    if rest > 0.0:
        return x, y
    return x + PAST * doorway[2], y + PAST * doorway[3]


@kernel
def _write(doorway: Doorway, window: _Window, path: Floats, into: NDArray[np.uint16]) -> tuple[float, float, float]:
    columns = window.width - 2
    far = np.full(len(into), np.inf)
    longest = max(columns, len(into) // columns) * CELL + 2 * AROUND
    for slot in range(len(into)):
        cell = (slot // columns + 1) * window.width + slot % columns + 1
        if path[cell, X] < np.inf:
            x, y = _middle(window, cell)
            far[slot] = np.hypot(path[cell, X] - x, path[cell, Y] - y) + path[cell, REST]
            longest = max(longest, far[slot])
    left, low, unit = window.x - AROUND, window.y - AROUND, longest / (NO_WAY - 1)
    into[:] = NO_WAY
    for slot in range(len(into)):
        cell = (slot // columns + 1) * window.width + slot % columns + 1
        if path[cell, X] < np.inf:
            x, y = _pushed(doorway, path[cell, X], path[cell, Y], path[cell, REST])
            into[slot, 0] = round(far[slot] / unit)
            into[slot, 1], into[slot, 2] = round((x - left) / unit), round((y - low) / unit)
    return left, low, unit
