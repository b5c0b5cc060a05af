"""Ways to places as one person would go: how far, by which door first, and what lies on them."""

import numpy as np

from muster.perception.crowds import Queues
from muster.perception.knowledge import NONE
from muster.perception.situation import Situation, Way
from muster.perception.surroundings import Surroundings
from muster.world.arrays import Bools, Floats, Ints, Singles
from muster.world.compile import kernel
from muster.world.errands import Point
from muster.world.navigation.graph import CROSSING, DETOUR, legs
from muster.world.world import World

NO_THREAT = -1


class Ways:
    """Finds ways by what a person knows: who knows a place knows the way there.

    Metres are judged from door to door, without the fields that bodies walk by: a few metres too many round corners.
    """

    def __init__(self, world: World, surroundings: Surroundings, queues: Queues) -> None:
        self._router, self._surroundings, self._queues = world.router, surroundings, queues
        plan, graph = world.router.arrays, world.router.graph
        self._tables = plan.doors_start, plan.doors, plan.door_regions, graph.start, graph.length
        self._masks: dict[frozenset[int], Bools] = {}
        self._from = (-1, -1, 0.0, 0.0)
        self._legs: Floats = np.zeros(0)

    def to(self, now: Situation, region: int, point: Point, also_shut: frozenset[int] = NONE) -> Way | None:
        """Return the way to a point; None when the person knows none."""
        if region == now.region:
            return Way(now.metres_to(point), now.away(point, point), 0.0, 0.0, 0.0)
        shut = now.shut | also_shut
        costs = self._router.costs((region, point), shut, now.avoid)
        threat = NO_THREAT if now.threat is None else now.threat.region
        door, metres, passes = _best(
            *self._tables, now.region, region, self._away(now), costs, self._mask(shut), threat
        )
        if door < 0:
            return None
        detour = DETOUR if passes and region != threat and now.avoid else 0.0
        return Way(
            metres - detour,
            now.away(self._surroundings.door_xy[door], point),
            now.sure if passes else 0.0,
            self._queues.before(door, now.region),
            self.others_at(now, door),
        )

    def by_door(self, now: Situation, door: int, region: int) -> Way:
        """Return the way through a door of one's own region into the next."""
        point = self._surroundings.door_xy[door]
        return Way(
            now.metres_to(point),
            now.away(point, point),
            now.sure if now.threat is not None and now.threat.region == region else 0.0,
            self._queues.before(door, now.region),
            self.others_at(now, door),
        )

    def others_at(self, now: Situation, door: int) -> float:
        """Return the share of those in view who make for a door of one's own region."""
        return now.view.making[self._surroundings.doors[now.region].index(door)]

    def _away(self, now: Situation) -> Floats:
        """Return metres to each door of one's own region; kept, since one percept asks for many ways."""
        here = (now.agent, now.region, *now.xy)
        if here != self._from:
            self._legs, _ = legs(self._router.arrays, self._router.graph, now.region, *now.xy)
            self._from = here
        return self._legs

    def _mask(self, shut: frozenset[int]) -> Bools:
        mask = self._masks.get(shut)
        if mask is None:
            mask = self._masks[shut] = np.zeros(len(self._surroundings.door_xy), np.bool_)
            mask[list(shut)] = True
        return mask


@kernel
def _best(
    doors_start: Ints,
    doors: Ints,
    door_regions: Ints,
    start: Ints,
    length: Singles,
    region: int,
    target: int,
    away: Floats,
    cost: Singles,
    shut: Bools,
    threat: int,
) -> tuple[int, float, bool]:
    """Return the first door of the best way, its metres, and whether it leads through the region of the threat.

    The first five are as in ``PlanArrays`` and ``Graph``: to take in all of these costs more than what is done here.
    """
    first, least = _cheapest(doors_start, doors, door_regions, region, -1, away, cost, shut)
    door, here, passes = first, region, False
    for _ in range(len(doors_start) if threat >= 0 else 0):
        if door < 0 or here == target:
            break
        here = int(door_regions[door, 0] + door_regions[door, 1] - here)
        passes |= here == threat
        if here != target:
            count = doors_start[here + 1] - doors_start[here]
            at = start[here] + count * np.searchsorted(doors[doors_start[here] : doors_start[here + 1]], door)
            row = length[at : at + count].astype(np.float64)
            door, _ = _cheapest(doors_start, doors, door_regions, here, door, row, cost, shut)
    return first, least, passes


@kernel
def _cheapest(
    doors_start: Ints,
    doors: Ints,
    door_regions: Ints,
    region: int,
    came_by: int,
    away: Floats,
    cost: Singles,
    shut: Bools,
) -> tuple[int, float]:
    """Return the best door out of a region and the metres from here on; -1 when there is none."""
    best, least = -1, np.inf
    for k in range(len(away)):
        door = int(doors[doors_start[region] + k])
        onward = away[k] + cost[door, 1 if door_regions[door, 0] == region else 0] + CROSSING
        if door != came_by and not shut[door] and onward < least:
            best, least = door, onward
    return best, least
