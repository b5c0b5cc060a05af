"""Where acts lead: points and tables looked up from the building once."""

import numpy as np

from muster.scenario.building import Building, RegionKind
from muster.world.arrays import Bools, Floats, Ints
from muster.world.navigation.plan import FloorPlan

Point = tuple[float, float]
Place = tuple[int, Point]
"""A region and a point in it."""

STEP_BACK = 0.7  # metres from a door at which one works its handle
WELL_INSIDE = 2.5  # metres beyond a door that one goes on into a room
CLEAR_OF_EXIT = 2.0  # metres beyond an exit that one walks before looking for the muster point


class Places:
    """Points by index; regions, doors, exits and spots are numbered in building order.

    Attributes:
        region_layer: the layer each region lies on.
        inner_point: a point well inside each region.
        spot_region, spot_point, spot_capacity, spot_concealment: of hiding spots.
        exit_doors: door of each exit. exit_of_door: the inverse.
        beyond_exit: region and point just outside each exit.
        muster: region and point where those leaving by each exit assemble, or None.
        muster_radius: metres.
        call_points: ``(R,)`` where the alarm can be set off by hand: in corridors, on stairs and by the ways out.
        door_side: a point to work door ``d`` from, standing in region ``r``, by ``(d, r)``.
    """

    def __init__(self, building: Building, plan: FloorPlan) -> None:
        region_index = {region.id: i for i, region in enumerate(building.regions)}
        door_index = {door.id: i for i, door in enumerate(building.doors)}
        muster_index = {point.id: point for point in building.muster_points}
        self.region_layer = plan.region_layer
        self.inner_point: list[Point] = [_point(point) for point in plan.region_inner]
        spots = building.hiding_spots
        self.spot_region: Ints = np.array([region_index[spot.region] for spot in spots], np.int32)
        self.spot_point: list[Point] = [spot.at for spot in spots]
        self.spot_capacity: Ints = np.array([spot.capacity for spot in spots], np.int32)
        self.spot_concealment: Floats = np.array([spot.concealment for spot in spots], np.float64)
        self.exit_doors = [door_index[exit.door] for exit in building.exits]
        self.exit_of_door = {door: i for i, door in enumerate(self.exit_doors)}
        self.beyond_exit = [_outer_side(door, plan) for door in self.exit_doors]
        points = [muster_index[exit.muster_point] if exit.muster_point else None for exit in building.exits]
        self.muster = [None if point is None else (region_index[point.region], point.at) for point in points]
        self.muster_radius: Floats = np.array([1.0 if point is None else point.radius for point in points])
        self._plan = plan
        self.call_points: Bools = _call_points(building, plan, self.exit_doors)
        self.door_side = {
            (door, int(region)): _beside(door, int(region), plan)
            for door in range(len(building.doors))
            for region in plan.door_regions[door]
        }

    def inside(self, door: int, region: int) -> Point:
        """Return a point of ``region`` that is out of the way of those who come in by ``door`` after oneself."""
        return _beside(door, region, self._plan, WELL_INSIDE)


def _call_points(building: Building, plan: FloorPlan, exit_doors: list[int]) -> Bools:
    passages = frozenset({RegionKind.CORRIDOR, RegionKind.STAIR})
    found: Bools = np.array([region.kind in passages for region in building.regions], np.bool_)
    found[plan.door_regions[exit_doors].ravel()] = True
    return found & ~plan.region_outside


def _outer_side(door: int, plan: FloorPlan) -> Place:
    outer = next(int(region) for region in plan.door_regions[door] if plan.region_outside[region])
    return outer, _beside(door, outer, plan, CLEAR_OF_EXIT)


def _beside(door: int, region: int, plan: FloorPlan, step: float = STEP_BACK) -> Point:
    """Return the point ``step`` metres from the door's middle into a region: its inner point tells the side."""
    ax, ay, bx, by = plan.door_segment[door]
    middle = plan.door_middle[door]
    normal = np.array([ay - by, bx - ax]) / np.hypot(bx - ax, by - ay)
    candidates = middle + step * normal, middle - step * normal
    inside = [point for point in candidates if plan.region_of(point, region) == region]
    return _point(inside[0] if inside else middle)


def _point(xy: Floats) -> Point:
    return float(xy[0]), float(xy[1])
