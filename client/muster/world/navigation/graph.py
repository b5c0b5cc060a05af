"""The portal graph: how far doors of one region lie apart, and shortest ways over all of them.

A *place* is a door and the one of its two regions that one goes into: ``(door, side)``. Ways lead from place to place.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muster.world.arrays import Bools, Floats, Ints, Singles
from muster.world.compile import kernel
from muster.world.navigation.flood import NO_WAY, flood
from muster.world.navigation.goals import door_goal
from muster.world.navigation.grid import (
    PlanArrays,
    cell_at,
    centre,
    nearest_cell,
    side_of,
    slot_of,
    slots,
)
from muster.world.navigation.heap import drop_least, grown, push
from muster.world.navigation.sightline import NO_DOORWAY, fits, sheet_of

SLIM = 0.15  # metres off walls at which a straight way between two doors counts as free
INWARD = 0.5  # metres before a door, where such a way begins
CROSSING = 0.5  # metres that going through a door seems to add: so nobody dithers between two ways of equal length
DETOUR = 200.0  # metres that crossing an avoided region seems longer than it is


class Graph(NamedTuple):
    """Lengths of ways inside regions.

    Attributes:
        start: ``(R + 1,)``; region r with k doors has its table at ``length[start[r]:start[r + 1]]``, ``(k, k)`` in row
            order, doors as in ``PlanArrays.doors``.
        length: metres walked from door to door; inf where no way leads inside the region.
    """

    start: Ints
    length: Singles


def build_graph(plan: PlanArrays) -> Graph:
    """Measure every region. Straight ways are found by eye; a field is computed only for doors that have others."""
    count = plan.doors_start[1:] - plan.doors_start[:-1]
    start = np.concatenate([[0], np.cumsum(count * count)]).astype(np.int64)
    length, seen = _straight_ways(plan, start)
    for region in np.flatnonzero(np.logical_or.reduceat(np.append(~seen, False), start[:-1]) & (count > 0)):
        table = slice(start[region], start[region + 1])
        shape = count[region], count[region]
        _measure_others(plan, int(region), length[table].reshape(shape), seen[table].reshape(shape))
    return Graph(start, length)


@kernel
def _straight_ways(plan: PlanArrays, start: Ints) -> tuple[Singles, Bools]:
    """Return for all tables the straight lengths, and whether a body fits along that line."""
    length, seen = np.zeros(start[-1], np.float32), np.ones(start[-1], np.bool_)
    for region in range(len(start) - 1):
        sheet = sheet_of(plan, region)
        doors = plan.doors[plan.doors_start[region] : plan.doors_start[region + 1]]
        for i in range(len(doors)):
            ax, ay = inner(plan, doors[i], region)
            for j in range(i):
                there, back = start[region] + i * len(doors) + j, start[region] + j * len(doors) + i
                bx, by = inner(plan, doors[j], region)
                seen[there] = seen[back] = fits(sheet, (ax, ay, bx, by), SLIM, NO_DOORWAY)
                x, y = plan.door_middle[doors[j]]
                length[there] = length[back] = straight(plan, doors[i], x, y) * plan.region_stretch[region]
    return length, seen


def _measure_others(plan: PlanArrays, region: int, table: Singles, seen: Bools) -> None:
    """Replace lengths in the table ``(k, k)`` of one region where the way is not straight."""
    doors = plan.doors[plan.doors_start[region] : plan.doors_start[region + 1]]
    field = np.empty((slots(plan, region), 3), dtype=np.uint16)
    while not seen.all():
        # The door that sees fewest others: its field settles all of these at once.
        worst = int(np.argmin(seen.sum(axis=1)))
        *_, unit = flood(plan, region, door_goal(plan, int(doors[worst]), region), field)
        for j in np.flatnonzero(~seen[worst]):
            far = _read(plan, region, field, unit, int(doors[j])) * plan.region_stretch[region]
            table[worst, j] = table[j, worst] = max(far, table[worst, j])
        seen[worst, :] = True
        seen[:, worst] = True


@kernel
def inner(plan: PlanArrays, door: int, region: int) -> tuple[float, float]:
    """Return a point before a door's middle, inside the region."""
    x, y = plan.door_middle[door, 0], plan.door_middle[door, 1]
    sign = -1.0 if side_of(plan, door, region) == 0 else 1.0
    for step in (INWARD, INWARD / 2):
        px, py = x + sign * step * plan.door_normal[door, 0], y + sign * step * plan.door_normal[door, 1]
        cell = cell_at(plan, plan.region_sheet[region], px, py)
        if cell >= 0 and plan.region_at[cell] == region:
            return px, py
    return x, y


@kernel
def _read(plan: PlanArrays, region: int, field: NDArray[np.uint16], unit: float, door: int) -> float:
    """Return a field's metres at a door's middle."""
    x, y = plan.door_middle[door, 0], plan.door_middle[door, 1]
    cell = nearest_cell(plan, region, x, y, 4)
    far = NO_WAY if cell < 0 else int(field[slot_of(plan, region, cell), 0])
    if far == NO_WAY:
        return np.inf
    cx, cy = centre(plan, plan.region_sheet[region], cell)
    return far * unit + np.hypot(cx - x, cy - y)


@kernel
def straight(plan: PlanArrays, door: int, x: float, y: float) -> float:
    """Return metres from a point to a door's middle.

    Not to the door's nearest point: ways between doors are measured from the middles, and only where all lengths obey
    the triangle inequality does the best way stay the best as one walks it.
    """
    return np.hypot(plan.door_middle[door, 0] - x, plan.door_middle[door, 1] - y)


@kernel
def legs(plan: PlanArrays, graph: Graph, region: int, x: float, y: float) -> tuple[Floats, bool]:
    """Return metres walked from a point to each door of its region, and whether all are in a straight line.

    Doors that are not are reached over others, which is up to a few metres too long; a point that sees no door at all
    gets straight distances, too short. No field is needed.
    """
    first, last = plan.doors_start[region], plan.doors_start[region + 1]
    count = last - first
    table = graph.length[graph.start[region] : graph.start[region + 1]].reshape(count, count)
    sheet = sheet_of(plan, region)
    out, seen = np.empty(count), np.zeros(count, np.bool_)
    for k in range(count):
        door = int(plan.doors[first + k])
        out[k] = straight(plan, door, x, y) * plan.region_stretch[region]
        seen[k] = fits(sheet, (x, y, *inner(plan, door, region)), SLIM, NO_DOORWAY)
    if not seen.any():
        return out, False
    for k in range(count):
        if not seen[k]:
            out[k] = np.inf
            for j in range(count):
                if seen[j]:
                    out[k] = min(out[k], out[j] + table[j, k])
    return out, bool(seen.all())


@kernel
def legs_each(plan: PlanArrays, graph: Graph, region: Ints, position: Floats) -> tuple[Ints, Floats]:
    """Return the metres of ``legs`` for points ``(k, 2)``, each in its own ``region`` ``(k,)``.

    First where those of each begin ``(k + 1,)``, then all of them. To hand plan and graph over takes several times
    as long as the legs of one point.
    """
    start = np.zeros(len(region) + 1, np.int64)
    for i in range(len(region)):
        start[i + 1] = start[i] + plan.doors_start[region[i] + 1] - plan.doors_start[region[i]]
    metres = np.empty(start[-1])
    for i in range(len(region)):
        metres[start[i] : start[i + 1]] = legs(plan, graph, region[i], position[i, 0], position[i, 1])[0]
    return start, metres


@kernel
def search(
    plan: PlanArrays,
    graph: Graph,
    region: int,
    doors: Ints,
    away: Floats,
    shut: Bools,
    avoid: Bools,
    within: float,
) -> Floats:
    """Return the cost ``(D, 2)`` of every place, from a start that lies ``away`` metres from ``doors`` of ``region``.

    The cost of a place is that of going on from the door *into* the region on that side, never straight back. It is the
    same in either direction: read it as "from here to the goal" or "from the start, through that region, to here".
    ``shut`` ``(D,)`` doors are not crossed; crossing a region in ``avoid`` ``(R,)`` costs 200 m extra. The search goes
    no further than ``within`` metres.
    """
    cost = np.full((len(shut), 2), np.inf)
    keys, items = np.empty(256 + len(doors)), np.empty(256 + len(doors), np.int32)
    size = 0
    for k in range(len(doors)):
        door = int(doors[k])
        side = side_of(plan, door, region)
        cost[door, side] = away[k]
        if np.isfinite(away[k]):
            size = push(keys, items, size, away[k], 2 * door + side)
    while size > 0:
        key, door, side = keys[0], int(items[0]) // 2, int(items[0]) % 2
        size = drop_least(keys, items, size)
        if key > within:
            break
        if key > cost[door, side] or shut[door]:
            continue
        region = int(plan.door_regions[door, 1 - side])
        first, last = plan.doors_start[region], plan.doors_start[region + 1]
        while size + (last - first) >= len(keys):
            keys, items = grown(keys, items)
        row = row_of(plan, graph, region, door)
        extra = key + CROSSING + (DETOUR if avoid[region] else 0.0)
        for k in range(last - first):
            other = int(plan.doors[first + k])
            reached, there = extra + row[k], side_of(plan, other, region)
            if other != door and reached < cost[other, there]:
                cost[other, there] = reached
                size = push(keys, items, size, reached, 2 * other + there)
    return cost


@kernel
def nearest_doors(plan: PlanArrays, cost: Floats, shut: Bools) -> Floats:
    """Return ``(R,)`` the least cost at which one comes into each region, given costs from a start; inf for never."""
    nearest = np.full(len(plan.region_layer), np.inf)
    for door in range(len(cost)):
        if not shut[door]:
            for side in range(2):
                into = plan.door_regions[door, 1 - side]
                nearest[into] = min(nearest[into], cost[door, side])
    return nearest


@kernel
def row_of(plan: PlanArrays, graph: Graph, region: int, door: int) -> Singles:
    """Return ``(k,)`` metres from a door to each door of the region."""
    first, last = plan.doors_start[region], plan.doors_start[region + 1]
    count = last - first
    at = np.searchsorted(plan.doors[first:last], door)
    start = graph.start[region] + at * count
    return graph.length[start : start + count]
