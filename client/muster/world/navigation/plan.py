"""A building compiled to arrays: where one may walk, what stands in the way, and which door leads where."""

from dataclasses import dataclass

import numpy as np

from muster.scenario.building import Building, Point, Region, RegionKind
from muster.world.arrays import Bools, Floats, Int32s, Ints
from muster.world.navigation import locate
from muster.world.navigation.grid import PlanArrays, cell_at
from muster.world.navigation.layers import rasterise
from muster.world.navigation.stairs import Slopes, elevation, slopes
from muster.world.navigation.walling import add_leaves, standing_walls
from muster.world.walls import Walls

STAIRS_APART = 10.0  # metres round each stair, beyond what bodies on one feel or see of another on the same layer
STANDING_ROOM = 0.3  # metres off every wall at which a body may be put down


@dataclass(frozen=True)
class FloorPlan:
    """A compiled building; R regions and D doors, numbered in the building's order. Nothing here changes but walls.

    Attributes:
        arrays: what kernels read.
        walls: all walls, furniture and leaves. Its state is the world's: ``set_door(walls, door_wall[d], closed)``.
        door_wall: ``(D,)`` which segment of ``walls`` is the door's leaf; -1 for openings.
        door_width: ``(D,)`` metres.
        region_storey: ``(R,)`` index of the storey; of a stair, the lower one.
        region_outside: ``(R,)`` under the open sky.
        region_is_room: ``(R,)`` of kind room.
        region_area: ``(R,)`` walkable square metres, furniture left out.
        region_inner: ``(R, 2)`` a point well inside.
        stairs: foot, head and elevation of every region.
    """

    arrays: PlanArrays
    walls: Walls
    door_wall: Int32s
    door_width: Floats
    region_storey: Ints
    region_outside: Bools
    region_is_room: Bools
    region_area: Floats
    region_inner: Floats
    stairs: Slopes

    @property
    def region_layer(self) -> Ints:
        """``(R,)`` the layer each region lies on."""
        return self.arrays.region_layer

    @property
    def region_slope(self) -> Floats:
        """``(R,)`` metres in plan for each metre walked: 1 on the level, less on stairs."""
        return 1.0 / self.arrays.region_stretch

    @property
    def region_head(self) -> Ints:
        """``(R,)`` the door at a stair's head; -1 for regions that are no stairs."""
        return self.stairs.head_door

    @property
    def door_regions(self) -> Ints:
        """``(D, 2)`` the two regions each door joins."""
        return self.arrays.door_regions

    @property
    def door_segment(self) -> Floats:
        """``(D, 4)`` metres: ax ay bx by."""
        return self.arrays.door_segment

    @property
    def door_middle(self) -> Floats:
        """``(D, 2)`` metres."""
        return self.arrays.door_middle

    def doors_of(self, region: int) -> Ints:
        """Return the doors of a region, in the building's order."""
        return self.arrays.doors[self.arrays.doors_start[region] : self.arrays.doors_start[region + 1]]

    def region_of(self, point: Point, near: int) -> int:
        """Return the region at a point on the sheet of region ``near``, or -1 in furniture, walls and thin air."""
        cell = cell_at(self.arrays, int(self.arrays.region_sheet[near]), float(point[0]), float(point[1]))
        return -1 if cell < 0 else int(self.arrays.region_at[cell])

    def z_at(self, region: Ints, position: Floats) -> Floats:
        """Return ``(n,)`` metres above ground of points ``(n, 2)`` in regions ``(n,)``."""
        return elevation(self.stairs, self.arrays.door_segment, region, position)

    def locate(self, position: Floats, layer: Ints, region: Ints) -> tuple[Int32s, Int32s]:
        """Return ``(region, layer)`` of bodies that were in ``region`` and have moved to ``position``."""
        return locate.update_region(position, layer, region, self.arrays)

    def ghosts(self, position: Floats, region: Ints) -> Int32s:
        """Return ``(n,)`` the layer beyond a stair's end within 2 m, or -1."""
        return locate.ghost_layer(position, region, self.arrays)

    def door_between(self, old: int, new: int, position: Floats) -> int:
        """Return the door nearest to ``position`` that joins two regions, or -1."""
        return locate.door_between(old, new, float(position[0]), float(position[1]), self.arrays)

    def standing_cells(self, region: int) -> Floats:
        """Return ``(n, 2)`` places where a body may be put down: cells off the walls, or all when there are none."""
        cells = locate.cells_of(region, STANDING_ROOM, self.arrays)
        return cells if len(cells) else locate.cells_of(region, 0.0, self.arrays)


def compile_plan(building: Building) -> FloorPlan:
    """Compile a building whose ids are unique and resolve (see ``muster.scenario.references``)."""
    layer_of = region_layers(building)
    standing = standing_walls(building, layer_of)
    walls, door_wall = add_leaves(standing, building, layer_of)
    rise = slopes(building)
    arrays = rasterise(building, standing, layer_of, rise)
    storeys = {storey.id: k for k, storey in enumerate(building.storeys)}
    regions = building.regions
    return FloorPlan(
        arrays=arrays,
        walls=walls,
        door_wall=door_wall,
        door_width=np.array([door.width for door in building.doors], dtype=np.float64),
        region_storey=np.array([storeys[r.storey] for r in regions], dtype=np.int32),
        region_outside=_is(RegionKind.OUTSIDE, regions),
        region_is_room=_is(RegionKind.ROOM, regions),
        region_area=locate.areas(arrays),
        region_inner=locate.inner_points(arrays),
        stairs=rise,
    )


def region_layers(building: Building) -> dict[str, int]:
    """Return the layer of each region by id: its storey's index, or for stairs one after those.

    Stairs far enough apart share a layer, so that a tower has about as many again as storeys, not one for each flight.
    """
    layer = {storey.id: k for k, storey in enumerate(building.storeys)}
    layers = {region.id: layer[region.storey] for region in building.regions}
    shared: list[list[_Box]] = []
    for region in building.regions:
        if region.kind is RegionKind.STAIR:
            box = _box(region)
            free = (k for k, others in enumerate(shared) if not any(_meet(box, other) for other in others))
            k = next(free, len(shared))
            if k == len(shared):
                shared.append([])
            shared[k].append(box)
            layers[region.id] = len(building.storeys) + k
    return layers


_Box = tuple[float, float, float, float]


def _box(region: Region) -> _Box:
    xs, ys = zip(*region.polygon, strict=True)
    return min(xs) - STAIRS_APART, min(ys) - STAIRS_APART, max(xs) + STAIRS_APART, max(ys) + STAIRS_APART


def _meet(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _is(kind: RegionKind, regions: tuple[Region, ...]) -> Bools:
    return np.array([region.kind is kind for region in regions], dtype=np.bool_)
