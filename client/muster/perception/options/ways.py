"""Ways to places as one person would go: how far, by which door first, and what lies on them.

What lies beyond the doors of a region is the same for all there who want to the same place and hold the same doors to
be shut: it is worked out once. What is left for each of them is how far each door is from where they stand.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

import numpy as np

from muster.perception.crowds import Queues
from muster.perception.knowledge import NONE
from muster.perception.situation import Situation, Way
from muster.perception.surroundings import Surroundings
from muster.world.arrays import Bools, Floats, Ints, Singles
from muster.world.compile import kernel
from muster.world.errands import Point
from muster.world.navigation.graph import CROSSING, DETOUR, legs_each
from muster.world.world import World

NO_THREAT = -1
KEPT_OUTLOOKS = 2_000  # of a few KB each


@dataclass(frozen=True, slots=True)
class Onward:
    """How a place is reached by each door of a region.

    Attributes:
        metres: from the door on; inf where it is shut or no way leads.
        passes: whether that way leads through the region of the threat.
        over: the regions on that way, by number of the door; asked for where there is smoke.
    """

    metres: list[float]
    passes: list[bool]
    over: dict[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])


_Outlook = dict[tuple[int, Point, frozenset[int]], Onward]
"""By region and point of the goal, and what is not to be crossed on the way there beside doors held to be shut."""


class Ways:
    """Finds ways by what a person knows: who knows a place knows the way there.

    Metres are judged from door to door, without the fields that bodies walk by: a few metres too many round corners.
    """

    def __init__(self, world: World, surroundings: Surroundings, queues: Queues) -> None:
        self._router, self._surroundings, self._queues = world.router, surroundings, queues
        plan, graph = world.router.arrays, world.router.graph
        self._tables = plan.doors_start, plan.doors, plan.door_regions, graph.start, graph.length
        self._outlooks: OrderedDict[tuple[int, frozenset[int], frozenset[int], int], _Outlook] = OrderedDict()
        self._of: Situation | None = None
        self._outlook: _Outlook = {}

    def legs(self, region: Ints, position: Floats) -> list[list[float]]:
        """Return for each of k people the metres to the doors of their own ``region`` ``(k,)``."""
        start, metres = legs_each(self._router.arrays, self._router.graph, region, position)
        every, at = metres.tolist(), start.tolist()
        return [every[first:last] for first, last in pairwise(at)]

    def to(self, now: Situation, region: int, point: Point, also_shut: frozenset[int] = NONE) -> Way | None:
        """Return the way to a point; None when the person knows none."""
        if region == now.region:
            return Way(now.metres_to(point), now.away(point, point), 0.0, 0.0, 0.0, now.smoke_here)
        onward = self._onward(now, region, point, also_shut)
        best, least = -1, inf
        for k, away in enumerate(now.legs):
            metres = away + onward.metres[k] + CROSSING
            if metres < least:
                best, least = k, metres
        if best < 0:
            return None
        passes, door = onward.passes[best], self._surroundings.doors[now.region][best]
        threat = NO_THREAT if now.threat is None else now.threat.region
        around = DETOUR if passes and region != threat and now.avoid else 0.0
        smoke, past = 0.0, now.sure if passes else 0.0
        if now.smoke or now.fire is not None:
            over = onward.over.get(door) or self._over(now, door, (region, point), onward, also_shut)
            around = DETOUR * sum(each in now.avoid for each in over[:-1])
            smoke = max(now.smoke.get(each, 0.0) for each in (now.region, *over))
            past = max(past, now.past_fire(over))
        return Way(
            least - around,
            now.away(self._surroundings.door_xy[door], point),
            past,
            self._queues.before(door, now.region),
            now.view.making[best],
            smoke,
        )

    def _over(
        self, now: Situation, door: int, goal: tuple[int, Point], onward: Onward, also_shut: frozenset[int]
    ) -> tuple[int, ...]:
        """Return the regions beyond a door on the way to a goal, and keep them with ``onward``."""
        over = self._router.regions_beyond(now.region, door, goal, now.shut | also_shut, now.avoid)
        onward.over[door] = over
        return over

    def by_door(self, now: Situation, door: int, region: int) -> Way:
        """Return the way through a door of one's own region into the next."""
        point = self._surroundings.door_xy[door]
        return Way(
            now.metres_to(point),
            now.away(point, point),
            now.sure if now.threat is not None and now.threat.region == region else now.past_fire((region,)),
            self._queues.before(door, now.region),
            self.others_at(now, door),
            max(now.smoke_here, now.smoke.get(region, 0.0)),
        )

    def others_at(self, now: Situation, door: int) -> float:
        """Return the share of those in view who make for a door of one's own region."""
        return now.view.making[self._surroundings.doors[now.region].index(door)]

    def _onward(self, now: Situation, region: int, point: Point, also_shut: frozenset[int]) -> Onward:
        if now is not self._of:
            self._of, self._outlook = now, self._outlook_of(now)
        onward = self._outlook.get((region, point, also_shut))
        if onward is None:
            onward = self._outlook[region, point, also_shut] = self._reckon(now, region, point, now.shut | also_shut)
        return onward

    def _outlook_of(self, now: Situation) -> _Outlook:
        """Return what is known of the ways of all who are where somebody is, and hold the same for shut and unsafe."""
        threat = NO_THREAT if now.threat is None else now.threat.region
        key = now.region, now.shut, now.avoid, threat
        outlook = self._outlooks.get(key)
        if outlook is None:
            outlook = self._outlooks[key] = {}
            if len(self._outlooks) > KEPT_OUTLOOKS:
                self._outlooks.popitem(last=False)
        else:
            self._outlooks.move_to_end(key)
        return outlook

    def _reckon(self, now: Situation, region: int, point: Point, shut: frozenset[int]) -> Onward:
        costs = self._router.costs((region, point), shut, now.avoid)
        barred = np.zeros(len(self._surroundings.door_xy), np.bool_)
        barred[list(shut)] = True
        threat = NO_THREAT if now.threat is None else now.threat.region
        metres, passes = _beyond(*self._tables, now.region, region, costs, barred, threat)
        return Onward(metres.tolist(), passes.tolist())


@kernel
def _beyond(
    doors_start: Ints,
    doors: Ints,
    door_regions: Ints,
    start: Ints,
    length: Singles,
    region: int,
    target: int,
    cost: Singles,
    shut: Bools,
    threat: int,
) -> tuple[Floats, Bools]:
    """Return ``(k,)`` the two columns of ``Onward`` for the doors of a region.

    The first five are as in ``PlanArrays`` and ``Graph``: to take in all of these costs more than what is done here.
    """
    count = doors_start[region + 1] - doors_start[region]
    metres, passes = np.empty(count), np.zeros(count, np.bool_)
    for k in range(count):
        door = int(doors[doors_start[region] + k])
        metres[k] = np.inf if shut[door] else cost[door, 1 if door_regions[door, 0] == region else 0]
        if threat >= 0 and np.isfinite(metres[k]):
            passes[k] = _passes(
                doors_start, doors, door_regions, start, length, region, target, door, cost, shut, threat
            )
    return metres, passes


@kernel
def _passes(
    doors_start: Ints,
    doors: Ints,
    door_regions: Ints,
    start: Ints,
    length: Singles,
    region: int,
    target: int,
    first: int,
    cost: Singles,
    shut: Bools,
    threat: int,
) -> bool:
    """Tell whether the way that begins with door ``first`` leads through the region of the threat."""
    door, here, passes = first, region, False
    for _ in range(len(doors_start)):
        if door < 0 or here == target:
            break
        here = int(door_regions[door, 0] + door_regions[door, 1] - here)
        passes |= here == threat
        if here != target:
            count = doors_start[here + 1] - doors_start[here]
            at = start[here] + count * np.searchsorted(doors[doors_start[here] : doors_start[here + 1]], door)
            row = length[at : at + count]
            door = _cheapest(doors_start, doors, door_regions, here, door, row, cost, shut)
    return passes


@kernel
def _cheapest(
    doors_start: Ints,
    doors: Ints,
    door_regions: Ints,
    region: int,
    came_by: int,
    away: Singles,
    cost: Singles,
    shut: Bools,
) -> int:
    """Return the best door out of a region, other than the one somebody came by; -1 when there is none."""
    best, least = -1, np.inf
    for k in range(len(away)):
        door = int(doors[doors_start[region] + k])
        onward = float(away[k]) + cost[door, 1 if door_regions[door, 0] == region else 0] + CROSSING
        if door != came_by and not shut[door] and onward < least:
            best, least = door, onward
    return best
