"""Which door next, and over which regions: reading the costs that ``graph.search`` has found."""

import numpy as np

from muster.world.arrays import Bools, Ints, Singles
from muster.world.compile import kernel
from muster.world.navigation.fields import Atlas, field_distance
from muster.world.navigation.goals import crossing, doorway
from muster.world.navigation.graph import CROSSING, Graph, row_of, straight
from muster.world.navigation.grid import PlanArrays, side_of
from muster.world.navigation.sightline import fits, sheet_of

ELBOW_ROOM = 0.2  # metres kept from walls by who walks straight to a door: a body's radius, just about

LARGE = 2000  # cells, 125 m²: in smaller regions fields are cheap, and lead a crowd round corners more smoothly


@kernel
def choose(
    plan: PlanArrays, atlas: Atlas, of_door: Ints, region: int, x: float, y: float, cost: Singles, shut: Bools
) -> tuple[int, bool, bool, float]:
    """Return the best door, whether one can walk straight to it, whether its cost is exact, and the cost; -1 for none.

    Through large regions one walks straight where the way lies clear. Elsewhere costs come from fields; where one is
    not built yet they are bounded from below by the straight line: when the best is such a one, build its field and ask
    again. So fields are built only for doors that may win, and the answer does not depend on which others there are.
    """
    best, is_clear, is_exact, least = -1, False, True, np.inf
    sheet, is_large = sheet_of(plan, region), plan.region_cells[region] >= LARGE
    for k in range(plan.doors_start[region], plan.doors_start[region + 1]):
        door = int(plan.doors[k])
        side = side_of(plan, door, region)
        onward = cost[door, 1 - side] + CROSSING
        far, stretch = straight(plan, door, x, y), plan.region_stretch[region]
        if shut[door] or onward + far * stretch >= least:
            continue
        field = of_door[door, side]
        way = (x, y, *crossing(plan, door, region, x, y))
        clear = is_large and fits(sheet, way, ELBOW_ROOM, doorway(plan, door, region))
        if not clear and field >= 0:
            far = max(far, field_distance(x, y, field, plan, atlas))
        if onward + far * stretch < least:
            best, is_clear, is_exact, least = door, clear, clear or field >= 0, onward + far * stretch
    return best, is_clear, is_exact, least


@kernel
def regions_on_way(
    plan: PlanArrays, graph: Graph, door: int, region: int, target: int, cost: Singles, shut: Bools
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
