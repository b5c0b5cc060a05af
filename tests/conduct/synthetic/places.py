"""Ways through a building whose regions are rectangles: doors joined by straight lines."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path

from muster.scenario.building import Building, RegionKind

Floats = NDArray[np.float64]
Leg = tuple[Floats, int]
"""A point to walk to, and the region one is in from there on."""

DETOUR = 12.0  # how many times longer a way through an avoided region may seem


class Places:
    """The plan of one building, for scripts.

    Attributes:
        box: ``(r, 4)`` west, south, east, north of each region.
        door: ``(d, 2)`` middle of each door; sides: ``(d, 2)`` the regions it joins.
        exits: ``(e,)`` the door of each exit.
        spots: hiding spots by region.
    """

    def __init__(self, building: Building) -> None:
        self.building = building
        index = {region.id: number for number, region in enumerate(building.regions)}
        corners = [np.array(region.polygon) for region in building.regions]
        self.box: Floats = np.array([[*each.min(axis=0), *each.max(axis=0)] for each in corners])
        self.door: Floats = np.array([np.mean(door.segment, axis=0) for door in building.doors])
        self.sides = np.array([[index[side] for side in door.between] for door in building.doors])
        doors = {door.id: number for number, door in enumerate(building.doors)}
        self.exits = np.array([doors[each.door] for each in building.exits])
        self.inside = np.array([region.kind is not RegionKind.OUTSIDE for region in building.regions])
        self.rooms = [k for k, region in enumerate(building.regions) if region.kind is RegionKind.ROOM]
        self.corridors = [k for k, region in enumerate(building.regions) if region.kind is RegionKind.CORRIDOR]
        self.index = index
        self.spots: dict[int, list[Floats]] = {}
        for spot in building.hiding_spots:
            self.spots.setdefault(index[spot.region], []).append(np.array(spot.at))
        self._table = lru_cache(maxsize=256)(self._shortest)

    def doors_of(self, room: int) -> list[int]:
        """Return the doors of a region."""
        return [int(door) for door in np.flatnonzero((self.sides == room).any(axis=1))]

    def beyond(self, door: int, room: int) -> int:
        """Return the region on the other side."""
        return int(self.sides[door, 0] if self.sides[door, 1] == room else self.sides[door, 1])

    def to_exit(self, room: int, at: Floats, exit: int, avoid: frozenset[int] = frozenset()) -> tuple[float, list[Leg]]:
        """Return the length of the way out by an exit, as it seems to somebody avoiding regions, and its legs."""
        lengths, before = self._table(avoid)
        goal = int(self.exits[exit])
        first = min(self.doors_of(room), key=lambda door: np.hypot(*(self.door[door] - at)) + lengths[door, goal])
        length = float(np.hypot(*(self.door[first] - at)) + lengths[first, goal])
        return length, self._legs(before, room, first, goal)

    def to_point(self, room: int, at: Floats, goal: int, point: Floats) -> tuple[float, list[Leg]]:
        """Return the length of the way to a point in region ``goal``, and its legs."""
        if room == goal:
            return float(np.hypot(*(point - at))), [(point, goal)]
        lengths, before = self._table(frozenset())
        pairs = [(a, b) for a in self.doors_of(room) for b in self.doors_of(goal)]

        def length(pair: tuple[int, int]) -> float:
            first, last = pair
            ends = np.hypot(*(self.door[first] - at)) + np.hypot(*(self.door[last] - point))
            return float(ends + lengths[first, last])

        best = min(pairs, key=length)
        return length(best), [*self._legs(before, room, *best), (point, goal)]

    def random_point(self, room: int, rng: np.random.Generator, margin: float = 0.6) -> Floats:
        """Return a point somewhere in a region."""
        west, south, east, north = self.box[room]
        return rng.uniform([west + margin, south + margin], [east - margin, north - margin])

    def _legs(self, before: NDArray[np.int32], room: int, first: int, last: int) -> list[Leg]:
        doors = [last]
        while doors[-1] != first:
            doors.append(int(before[first, doors[-1]]))
        legs: list[Leg] = []
        for door in reversed(doors):
            room = self.beyond(door, room)
            legs.append((self.door[door], room))
        return legs

    def _shortest(self, avoid: frozenset[int]) -> tuple[Floats, NDArray[np.int32]]:
        """Return lengths ``(d, d)`` and predecessors between doors, by ways inside the building."""
        lengths = np.zeros((len(self.door), len(self.door)))
        for room in np.flatnonzero(self.inside):
            weight = DETOUR if int(room) in avoid else 1.0
            doors = self.doors_of(int(room))
            for a in doors:
                for b in doors:
                    if a != b:
                        apart = max(float(np.hypot(*(self.door[a] - self.door[b]))), 0.1) * weight
                        lengths[a, b] = min(lengths[a, b] or np.inf, apart)
        return shortest_path(lengths, return_predecessors=True)
