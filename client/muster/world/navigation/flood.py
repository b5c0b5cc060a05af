"""One field: from every cell of a region, how far it is to a goal and where to look on the way.

Dijkstra over cells finds which neighbour to come from; its eight directions alone would make paths crooked. So each
cell, when it is settled, takes over the *anchor* of its best neighbour, the furthest point of the path that a straight
line with room for a body reaches (the idea of lazy Theta*, Nash, Koenig and Tovey 2010). Distances are therefore those
of straightened paths.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muster.world.arrays import Floats, Singles
from muster.world.compile import kernel
from muster.world.navigation.goals import PAST, nearest, sources
from muster.world.navigation.grid import CELL, CENTIMETRE, COMFORT, PlanArrays
from muster.world.navigation.heap import drop_least, grown, push
from muster.world.navigation.sightline import Doorway, Sheet, clearance_at, fits, sheet_of

AT_WALL = 4.0  # times as far as in the open counts a step at a wall, falling to 1 at COMFORT


class _State(NamedTuple):
    """A flood under way; every array has a row for each cell of the region.

    Attributes:
        x, y: metres, the cell's middle.
        clear: metres to the nearest wall.
        around: ``(slots, 8)`` neighbours, -1 for none, the four straight ones first.
        cost: metres to the goal along cells, weighted by how close to walls.
        parent: the neighbour to go to by cost; -1 for sources.
        settled: done.
        anchor: ``(slots, 2)`` metres.
        rest: metres from the anchor to the goal; 0 if it is there.
        room: metres of clearance that lines to the anchor keep.
    """

    x: Floats
    y: Floats
    clear: Floats
    around: NDArray[np.int32]
    cost: Floats
    parent: NDArray[np.int32]
    settled: NDArray[np.bool_]
    anchor: Floats
    rest: Floats
    room: Floats


@kernel
def flood(plan: PlanArrays, region: int, goal: Floats) -> tuple[Singles, Singles]:
    """Return distance ``(slots,)`` and aim ``(slots, 2)`` for every cell of a region; inf and nan where no way leads.

    ``goal`` is one of ``goals``.
    """
    sheet, state = sheet_of(plan, region), _begin(plan, region)
    doorway = (goal[0], goal[1], goal[4], goal[5])
    keys, items = np.empty(1024), np.empty(1024, np.int32)
    size = 0
    for slot in sources(plan, region, goal, state.x, state.y):
        _start(sheet, goal, slot, state)
        while size + 8 >= len(keys):
            keys, items = grown(keys, items)
        size = push(keys, items, size, float(state.cost[slot]), slot)
    cost, settled, parent = state.cost, state.settled, state.parent
    while size > 0:
        slot = int(items[0])
        size = drop_least(keys, items, size)
        if settled[slot]:
            continue
        settled[slot] = True
        if parent[slot] >= 0:
            _look_ahead(sheet, doorway, slot, state)
        if size + 8 >= len(keys):
            keys, items = grown(keys, items)
        for k in range(8):
            other = int(state.around[slot, k])
            if other < 0 or settled[other]:
                continue
            step = CELL if k < 4 else CELL * np.sqrt(2.0)
            reached = float(cost[slot]) + step * _weight(float(state.clear[other]))
            if reached < cost[other]:
                cost[other], parent[other] = reached, slot
                size = push(keys, items, size, reached, other)
    return _finish(doorway, state)


@kernel
def _weight(clear: float) -> float:
    return 1.0 + (AT_WALL - 1.0) * max(COMFORT - clear, 0.0) / COMFORT


@kernel
def _begin(plan: PlanArrays, region: int) -> _State:
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
    cost, parent, settled = np.full(slots, np.inf), np.full(slots, -1, np.int32), np.zeros(slots, np.bool_)
    return _State(
        x, y, clear, around, cost, parent, settled, np.empty((slots, 2)), np.zeros(slots), np.full(slots, COMFORT)
    )


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
def _start(sheet: Sheet, goal: Floats, slot: int, state: _State) -> None:
    """Anchor a source at the goal."""
    qx, qy = nearest(goal, state.x[slot], state.y[slot])
    state.anchor[slot, 0], state.anchor[slot, 1] = qx, qy
    state.cost[slot] = np.hypot(qx - state.x[slot], qy - state.y[slot])
    if goal[4] != 0.0 or goal[5] != 0.0:  # at a point, ``fits`` allows for a lack of room by itself
        state.room[slot] = min(COMFORT, state.clear[slot], clearance_at(sheet, qx, qy))


@kernel
def _look_ahead(sheet: Sheet, doorway: Doorway, slot: int, state: _State) -> None:
    """Anchor a cell: at the anchor of its best neighbour, else of its parent, else somewhere on the way to that."""
    x, y, parent = state.x[slot], state.y[slot], state.parent[slot]
    best, least = parent, np.inf
    for k in range(8):
        other = state.around[slot, k]
        if other >= 0 and state.settled[other]:
            length = np.hypot(state.anchor[other, 0] - x, state.anchor[other, 1] - y) + state.rest[other]
            if length < least - 1e-6:
                best, least = other, length
    if _takes_over(sheet, doorway, slot, best, state):
        return
    if best != parent and _takes_over(sheet, doorway, slot, parent, state):
        return
    _anchor_between(sheet, doorway, slot, state)


@kernel
def _takes_over(sheet: Sheet, doorway: Doorway, slot: int, other: int, state: _State) -> bool:
    """Give a cell the anchor of another, if a body fits along the line there."""
    ax, ay = _pushed(doorway, state.anchor[other, 0], state.anchor[other, 1], state.rest[other])
    if not fits(sheet, (state.x[slot], state.y[slot], ax, ay), state.room[other], doorway):
        return False
    state.anchor[slot], state.rest[slot] = state.anchor[other], state.rest[other]
    state.room[slot] = state.room[other]
    return True


@kernel
def _anchor_between(sheet: Sheet, doorway: Doorway, slot: int, state: _State) -> None:
    """Anchor a cell as far along the straight line from its parent to the parent's anchor as it sees."""
    parent = state.parent[slot]
    px, py, room = float(state.x[parent]), float(state.y[parent]), float(state.room[parent])
    dx, dy = state.anchor[parent, 0] - px, state.anchor[parent, 1] - py
    length = np.hypot(dx, dy)
    share = 0.5
    while share * length > CELL:
        ax, ay = px + share * dx, py + share * dy
        if fits(sheet, (state.x[slot], state.y[slot], ax, ay), room, doorway):
            break
        share *= 0.5
    else:
        share, room = 0.0, min(COMFORT, max(state.clear[parent], CELL / 2))
    state.anchor[slot, 0], state.anchor[slot, 1] = px + share * dx, py + share * dy
    state.rest[slot] = state.rest[parent] + (1.0 - share) * length
    state.room[slot] = room


@kernel
def _pushed(doorway: Doorway, x: float, y: float, rest: float) -> tuple[float, float]:
    """Return where to look for an anchor: past the door's line if it is on it."""
    if rest > 0.0:
        return x, y
    return x + PAST * doorway[2], y + PAST * doorway[3]


@kernel
def _finish(doorway: Doorway, state: _State) -> tuple[Singles, Singles]:
    slots = len(state.x)
    distance, aim = np.full(slots, np.inf, np.float32), np.full((slots, 2), np.nan, np.float32)
    for slot in range(slots):
        if state.settled[slot]:
            ax, ay, rest = state.anchor[slot, 0], state.anchor[slot, 1], state.rest[slot]
            distance[slot] = np.hypot(ax - state.x[slot], ay - state.y[slot]) + rest
            aim[slot, 0], aim[slot, 1] = _pushed(doorway, ax, ay, rest)
    return distance, aim
