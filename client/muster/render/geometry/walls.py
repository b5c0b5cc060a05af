"""Walls along the outlines of regions, cut open where doors are, and free-standing ones."""

from collections.abc import Iterator
from dataclasses import replace

from muster.render.geometry.material import Material
from muster.render.geometry.solids import Triangles, bar, joined, prism, slab
from muster.scenario.building import Building, Door, RegionKind
from muster.world.navigation.stairs import slopes
from muster.world.navigation.walling import standing_walls

THICKNESS = 0.12  # metres
CUT = 1.1  # metres: walls are so high where one looks in from above, so that they hide nobody
HEADROOM = 2.1  # metres from the floor to the lintel of a door
_BELOW = 0.2  # metres that walls reach below their floor: the edge of the slab, seen from outside

Part = tuple[int, Material, Triangles]
"""Storey, material, shape."""


def walls(building: Building) -> Iterator[Part]:
    """Yield the walls of every storey in two heights, with lintels over doors."""
    lines = standing_walls(_indoors(building), _layers(building))
    for index, storey in enumerate(building.storeys):
        low, top = storey.elevation, storey.elevation + storey.height
        feet = [slab((ax, ay), (bx, by), THICKNESS) for ax, ay, bx, by in lines.line[lines.layer == index].tolist()]
        heads = [bar(*door.segment, THICKNESS) for door in _doors_on(building, storey.id)]
        lintels = (prism(head, low + HEADROOM, top) for head in heads if top > low + HEADROOM)
        cut = min(low + CUT, top)
        yield index, Material.WALL, joined(prism(foot, low - _BELOW, cut) for foot in feet)
        yield index, Material.WALL_ABOVE, joined([*(prism(foot, cut, top) for foot in feet), *lintels])


def _indoors(building: Building) -> Building:
    """Return the building without what has no walls; a door at the head of a stair opens the upper storey only."""
    inside = tuple(region for region in building.regions if region.kind is not RegionKind.OUTSIDE)
    heads = {int(head) for head in slopes(building).head_door if head >= 0}
    doors = tuple(_arriving(door, building) if i in heads else door for i, door in enumerate(building.doors))
    return replace(building, regions=inside, doors=doors, furniture=())


def _arriving(door: Door, building: Building) -> Door:
    first, second = (building.region(id) for id in door.between)
    upper = second if first.kind is RegionKind.STAIR and first.rises_to == second.storey else first
    return replace(door, between=(upper.id, upper.id))


def _layers(building: Building) -> dict[str, int]:
    index = {storey.id: i for i, storey in enumerate(building.storeys)}
    return {region.id: index[region.storey] for region in building.regions}


def _doors_on(building: Building, storey: str) -> Iterator[Door]:
    for door in _indoors(building).doors:
        regions = [building.region(id) for id in door.between]
        is_in_wall = any(region.kind is not RegionKind.OUTSIDE for region in regions)
        if is_in_wall and storey in {region.storey for region in regions}:
            yield door
