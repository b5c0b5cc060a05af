"""Which door next, and over which regions: reading the costs that ``graph.search`` has found."""

import numpy as np

from muster.world.compile import kernel
from muster.world.navigation.fields import Atlas, field_distance
from muster.world.navigation.graph import CROSSING, Graph, row_of, straight
from muster.world.navigation.grid import PlanArrays, side_of
from muster.world.types import Bools, Floats, Ints


@kernel
def choose(
    plan: PlanArrays, atlas: Atlas, of_door: Ints, region: int, x: float, y: float, cost: Floats, shut: Bools
) -> tuple[int, bool, float]:
    """Return the best door, whether its cost is exact, and the cost; door -1 when none leads to the goal.

    Costs over doors whose field is not built yet are bounded from below by the straight line: when the best is such a
    one, build its field and ask again. So fields are built only for doors that may win, and the answer does not depend
    on which others there are.
    """
    best, exact, least = -1, True, np.inf
    for k in range(plan.doors_start[region], plan.doors_start[region + 1]):
        door = plan.doors[k]
        side = side_of(plan, door, region)
        onward = cost[door, 1 - side] + CROSSING
        if shut[door] or onward >= least:
            continue
        far, field = straight(plan, door, x, y), of_door[door, side]
        if field >= 0:
            far = max(far, field_distance(x, y, field, plan, atlas))
        total = onward + far * plan.region_stretch[region]
        if total < least:
            best, exact, least = door, field >= 0, total
    return best, exact, least


@kernel
def choose_all(
    plan: PlanArrays, atlas: Atlas, of_door: Ints, region: Ints, position: Floats, cost: Floats, shut: Bools
) -> tuple[Ints, Bools, Floats]:
    """Return ``choose`` for each of n bodies."""
    door, exact, total = np.empty(len(region), np.int64), np.empty(len(region), np.bool_), np.empty(len(region))
    for i in range(len(region)):
        door[i], exact[i], total[i] = choose(
            plan, atlas, of_door, region[i], position[i, 0], position[i, 1], cost, shut
        )
    return door, exact, total


@kernel
def regions_on_way(
    plan: PlanArrays, graph: Graph, door: int, region: int, target: int, cost: Floats, shut: Bools
) -> Ints:
    """Return the regions entered by crossing ``door`` out of ``region`` and then going on to ``target``."""
    path = [plan.door_regions[door, 1 - side_of(plan, door, region)]]
    while path[-1] != target and len(path) <= len(plan.region_layer):
        here = path[-1]
        first, last = plan.doors_start[here], plan.doors_start[here + 1]
        row = row_of(plan, graph, here, door)
        best, least = -1, np.inf
        for k in range(last - first):
            other = int(plan.doors[first + k])
            onward = cost[other, 1 - side_of(plan, other, here)] + row[k] + CROSSING
            if other != door and not shut[other] and onward < least:
                best, least = other, onward
        if best < 0:
            break
        door = best
        path.append(plan.door_regions[door, 1 - side_of(plan, door, here)])
    return np.array(path)
