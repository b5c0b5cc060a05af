"""Routes for people: which door next, how far, given what they hold to be shut and would rather avoid."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from muster.scenario.building import Point
from muster.world.arrays import Bools, Floats, Ints, Singles
from muster.world.navigation.choosing import choose, regions_on_way
from muster.world.navigation.fields import Fields, field_distance
from muster.world.navigation.graph import build_graph, legs, nearest_doors, search
from muster.world.navigation.plan import FloorPlan

T = TypeVar("T")
Goal = int | tuple[int, Point]
"""A region, or a point in a region."""

NOTHING: frozenset[int] = frozenset()
KEPT_BYTES = 24_000_000  # of remembered searches
FEW_DOORS = 8  # a region with no more has the ways beyond each of its doors remembered


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next on the way to a goal.

    Attributes:
        door: the door to go through; -1 inside the goal's region, -2 when no way is known.
        field: the field to follow; -1 when one can walk straight to the door, or has nowhere to walk to.
        distance: metres left, with what avoided regions add; inf when no way is known.
    """

    door: int
    field: int
    distance: float

    @property
    def is_reachable(self) -> bool:
        """Whether a way is known."""
        return self.door != -2


UNREACHABLE = Step(-2, -1, float("inf"))


class Router:
    """Finds ways through a plan. Remembers what it computed; answers never depend on what was asked before."""

    def __init__(self, plan: FloorPlan) -> None:
        self.arrays = self._plan = plan.arrays
        self.graph = self._graph = build_graph(plan.arrays)
        self.fields = Fields(plan.arrays)
        self._searches: _Recent[Singles] = _Recent(KEPT_BYTES // max(8 * len(plan.door_width), 1))
        self._masks: _Recent[Bools] = _Recent(1024)

    def costs(self, goal: Goal, shut: frozenset[int] = NOTHING, avoid: frozenset[int] = NOTHING) -> Singles:
        """Return ``(D, 2)`` metres to the goal from each door by going into its first and its second region.

        Doors in ``shut`` are not crossed; regions in ``avoid`` seem 200 m longer. Do not write to the result.
        """
        return self._searches.get((goal, shut, avoid), lambda: self._search_to(goal, shut, avoid))

    def next_door(
        self,
        region: int,
        position: Floats,
        goal: Goal,
        shut: frozenset[int] = NOTHING,
        avoid: frozenset[int] = NOTHING,
    ) -> Step:
        """Return the next step of somebody at ``position`` in ``region``."""
        target, point = goal if isinstance(goal, tuple) else (goal, None)
        x, y = float(position[0]), float(position[1])
        if region == target:
            step = self._arrive(region, x, y, point)
            if step.is_reachable:
                return step
        if region < 0:
            return UNREACHABLE
        costs, mask, fields = self.costs(goal, shut, avoid), self._mask(shut, len(self._plan.door_middle)), self.fields
        while True:
            door, clear, exact, total = choose(self._plan, fields.atlas, fields.of_door, region, x, y, costs, mask)
            if door < 0 or not np.isfinite(total):
                return UNREACHABLE
            if clear:
                return Step(door, -1, total)
            field = fields.to_door(door, region)
            if exact:
                return Step(door, field, total)

    def reach(self, region: int, position: Floats, shut: frozenset[int] = NOTHING, within: float = np.inf) -> Floats:
        """Return ``(R,)`` metres from a point to the nearest door of every region, 0 for its own, inf beyond reach.

        Of regions further than ``within`` metres some are left inf; a search that ends there costs microseconds.
        """
        doors = self._doors_of(region)
        away, _ = legs(self._plan, self._graph, region, float(position[0]), float(position[1]))
        if len(doors) > FEW_DOORS or np.isfinite(within):
            nearest = self._reach_from(doors, region, away, shut, within)
        else:
            nearest = np.full(len(self._plan.region_layer), np.inf)
            for door, metres in zip(doors, away, strict=True):
                np.minimum(nearest, metres + self._reach_of(int(door), region, shut), out=nearest)
        nearest[region] = 0.0
        return nearest

    def path_regions(
        self,
        region: int,
        position: Floats,
        goal: Goal,
        shut: frozenset[int] = NOTHING,
        avoid: frozenset[int] = NOTHING,
    ) -> tuple[int, ...]:
        """Return the regions on the way, this one first and the goal's last; empty when no way is known."""
        step = self.next_door(region, position, goal, shut, avoid)
        if step.door < 0:
            return (region,) if step.is_reachable else ()
        return (region, *self.regions_beyond(region, step.door, goal, shut, avoid))

    def regions_beyond(
        self,
        region: int,
        door: int,
        goal: Goal,
        shut: frozenset[int] = NOTHING,
        avoid: frozenset[int] = NOTHING,
    ) -> tuple[int, ...]:
        """Return the regions entered on the best way to a goal by one door of ``region``; the goal's is the last."""
        target = goal[0] if isinstance(goal, tuple) else goal
        costs, mask = self.costs(goal, shut, avoid), self._mask(shut, len(self._plan.door_middle))
        path = regions_on_way(self._plan, self._graph, door, region, target, costs, mask)
        return tuple(int(other) for other in path)

    def aim(self, position: Floats, region: Ints, field: Ints, door: Ints) -> Floats:
        """Return ``(n, 2)`` the points that bodies should walk to; see ``Fields.aim``."""
        return self.fields.aim(position, region, field, door)

    def _arrive(self, region: int, x: float, y: float, point: Point | None) -> Step:
        if point is None:
            return Step(-1, -1, 0.0)
        field = self.fields.to_point(region, point)
        distance = field_distance(x, y, field, self._plan, self.fields.atlas)
        return Step(-1, field, distance) if np.isfinite(distance) else UNREACHABLE

    def _doors_of(self, region: int) -> Ints:
        return self._plan.doors[self._plan.doors_start[region] : self._plan.doors_start[region + 1]]

    def _mask(self, members: frozenset[int], size: int) -> Bools:
        def build() -> Bools:
            mask = np.zeros(size, dtype=np.bool_)
            mask[list(members)] = True
            return mask

        return self._masks.get((members, size), build)

    def _search_to(self, goal: Goal, shut: frozenset[int], avoid: frozenset[int]) -> Singles:
        region, point = goal if isinstance(goal, tuple) else (goal, None)
        doors = self._doors_of(region)
        away = np.zeros(len(doors)) if point is None else self._to_point(region, doors, point)
        return self._search(doors, region, away, shut, avoid).astype(np.float32)

    def _search(
        self,
        doors: Ints,
        region: int,
        away: Floats,
        shut: frozenset[int],
        avoid: frozenset[int] = NOTHING,
        within: float = np.inf,
    ) -> Floats:
        shut_mask = self._mask(shut, len(self._plan.door_middle))
        avoid_mask = self._mask(avoid, len(self._plan.region_layer))
        return search(self._plan, self._graph, region, doors, away, shut_mask, avoid_mask, within)

    def _to_point(self, region: int, doors: Ints, point: Point) -> Floats:
        """Return metres from each door to a point; by a field only if some door does not see it."""
        away, all_seen = legs(self._plan, self._graph, region, float(point[0]), float(point[1]))
        if all_seen:
            return away
        field, stretch = self.fields.to_point(region, point), float(self._plan.region_stretch[region])
        for k, (x, y) in enumerate(self._plan.door_middle[doors]):
            away[k] = stretch * field_distance(float(x), float(y), field, self._plan, self.fields.atlas)
        return away

    def _reach_of(self, door: int, region: int, shut: frozenset[int]) -> Singles:
        """Return ``(R,)`` metres from one door of a region."""
        key = ("reach", door, region, shut)
        start = np.array([door])
        return self._searches.get(key, lambda: self._reach_from(start, region, np.zeros(1), shut).astype(np.float32))

    def _reach_from(
        self, doors: Ints, region: int, away: Floats, shut: frozenset[int], within: float = np.inf
    ) -> Floats:
        cost = self._search(doors, region, away, shut, within=within)
        return nearest_doors(self._plan, cost, self._mask(shut, len(cost)))


class _Recent(Generic[T]):
    """The values computed most recently, by key."""

    def __init__(self, room: int) -> None:
        self._room = max(room, 16)
        self._values: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the value of a key, computing it if it was dropped or never asked for."""
        value = self._values.get(key)
        if value is None:
            value = self._values[key] = compute()
            if len(self._values) > self._room:
                self._values.popitem(last=False)
        else:
            self._values.move_to_end(key)
        return value
