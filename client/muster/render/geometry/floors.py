"""Floors and the ground around a building."""

from collections.abc import Iterator

from muster.render.geometry.material import Material
from muster.render.geometry.solids import plate
from muster.render.geometry.walls import Part
from muster.scenario.building import Building, RegionKind

_MATERIALS = {
    RegionKind.ROOM: Material.FLOOR,
    RegionKind.CORRIDOR: Material.CORRIDOR,
    RegionKind.OUTSIDE: Material.GROUND,
}


def floors(building: Building) -> Iterator[Part]:
    """Yield the floor of every region but stairs."""
    index = {storey.id: i for i, storey in enumerate(building.storeys)}
    for region in building.regions:
        if region.kind in _MATERIALS:
            storey = index[region.storey]
            yield storey, _MATERIALS[region.kind], plate(region.polygon, building.storeys[storey].elevation)
