"""What stays the same about a building, in the shape perception asks for it."""

from typing import NamedTuple

import numpy as np

from muster.world.arrays import Floats, Ints
from muster.world.errands import Point
from muster.world.world import World

NOWHERE = -1


class Marks(NamedTuple):
    """Points people can be seen to make for, region after region: its doors' middles, then its hiding spots.

    Attributes:
        start: ``(R + 1,)`` region r has those from ``start[r]`` to ``start[r + 1]``.
        point: ``(marks, 2)`` metres.
        beyond: ``(marks,)`` the region on the other side of a door; ``NOWHERE`` for a hiding spot.
    """

    start: Ints
    point: Floats
    beyond: Ints


class Surroundings:
    """Tables by index, made once.

    Attributes:
        names: of regions.
        doors, spots: of each region.
        door_xy, spot_xy: metres.
        other_exits: for each exit, the doors of all others.
        starts: the region each person was supposed to be in as the day began.
        marks: the points people can be seen to make for.
    """

    def __init__(self, world: World) -> None:
        building, places, plan = world.scenario.building, world.places, world.plan
        regions = range(len(building.regions))
        self.names = [region.name for region in building.regions]
        self.doors = [[int(door) for door in plan.doors_of(region)] for region in regions]
        self.door_xy: list[Point] = [(float(x), float(y)) for x, y in plan.door_middle]
        self._door_regions = [(int(a), int(b)) for a, b in plan.door_regions]
        self._sums: Ints = plan.door_regions.sum(axis=1)
        self.spot_xy = places.spot_point
        self.spots: list[list[int]] = [[] for _ in regions]
        for spot, region in enumerate(places.spot_region):
            self.spots[int(region)].append(spot)
        exits = frozenset(places.exit_doors)
        self.exit_doors = places.exit_doors
        self.other_exits = [exits - {door} for door in places.exit_doors]
        self.starts = [int(region) for region in world.bodies.region[: world.people]]
        self.marks = self._marks()

    def other_side(self, door: int, region: int) -> int:
        """Return the region beyond a door of ``region``."""
        a, b = self._door_regions[door]
        return b if a == region else a

    def whence(self, door: Ints, region: Ints, source: int) -> Ints:
        """Return ``(k,)`` the region a sound seems to come from: that beyond ``door`` ``(k,)`` of one's own ``region``.

        Where the door is -1 it is ``source``.
        """
        beyond = np.full(len(door), source, np.int64)
        by = np.flatnonzero(door >= 0)
        beyond[by] = self._sums[door[by]] - region[by]
        return beyond

    def _marks(self) -> Marks:
        points: list[Point] = []
        beyond: list[int] = []
        start = [0]
        for region, (doors, spots) in enumerate(zip(self.doors, self.spots, strict=True)):
            points += [self.door_xy[door] for door in doors] + [self.spot_xy[spot] for spot in spots]
            beyond += [self.other_side(door, region) for door in doors] + [NOWHERE] * len(spots)
            start.append(len(points))
        return Marks(np.array(start), np.array(points, np.float64).reshape(-1, 2), np.array(beyond, np.int64))
