"""Ways to places as one person would go: how far, by which door first, and what lies on them."""

from dataclasses import dataclass

import numpy as np

from muster.perception.crowds import Queues
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.world.arrays import Bools, Floats
from muster.world.compile import kernel
from muster.world.errands import Point
from muster.world.navigation.graph import CROSSING, DETOUR, Graph, legs, row_of
from muster.world.navigation.grid import PlanArrays, side_of
from muster.world.world import World

NONE: frozenset[int] = frozenset()
NO_THREAT = -1


@dataclass(frozen=True, slots=True)
class Way:
    """Metres to walk, and what the person believes of the way, named as in ``Feature``."""

    distance: float
    away: float
    past_threat: float
    crowding: float
    others: float

    def features(self) -> dict[str, float]:
        """Return all as features."""
        return {
            "distance": self.distance,
            "away": self.away,
            "past_threat": self.past_threat,
            "crowding": self.crowding,
            "others": self.others,
        }


class Ways:
    """Finds ways by what a person knows: who knows a place knows the way there.

    Metres are judged from door to door, without the fields that bodies walk by: a few metres too many round corners.
    """

    def __init__(self, world: World, surroundings: Surroundings, queues: Queues) -> None:
        self._router, self._surroundings, self._queues = world.router, surroundings, queues
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
            self._router.arrays,
            self._router.graph,
            now.region,
            region,
            self._away(now),
            costs,
            self._mask(shut),
            threat,
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
    plan: PlanArrays, graph: Graph, region: int, target: int, away: Floats, cost: Floats, shut: Bools, threat: int
) -> tuple[int, float, bool]:
    """Return the first door of the best way, its metres, and whether it leads through the region of the threat."""
    door, least = _cheapest(plan, region, -1, away, cost, shut)
    first, here, passes = door, region, False
    for _ in range(len(plan.region_layer)):
        if door < 0 or here == target:
            break
        here = int(plan.door_regions[door, 1 - side_of(plan, door, here)])
        passes |= here == threat
        if here != target:
            door, _ = _cheapest(plan, here, door, row_of(plan, graph, here, door).astype(np.float64), cost, shut)
    return first, least, passes


@kernel
def _cheapest(
    plan: PlanArrays, region: int, came_by: int, away: Floats, cost: Floats, shut: Bools
) -> tuple[int, float]:
    """Return the best door out of a region and the metres from here on; -1 when there is none."""
    best, least = -1, np.inf
    for k in range(len(away)):
        door = int(plan.doors[plan.doors_start[region] + k])
        onward = away[k] + cost[door, 1 - side_of(plan, door, region)] + CROSSING
        if door != came_by and not shut[door] and onward < least:
            best, least = door, onward
    return best, least
