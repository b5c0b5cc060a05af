"""A walkable area as a building: one region for each piece of it, and walls wherever a region has no floor."""

from collections.abc import Iterator, Sequence

from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from muster.importing import shapes
from muster.importing.drawing import polygons
from muster.importing.trajectory.file import Storey
from muster.scenario.building import Building, Region, RegionKind, Wall
from muster.scenario.building import Storey as Level

ONLY = Storey("ground", 0.0, 0.0)
"""Where everybody is in a file that is not ours."""
_THREAD = 0.006
"""Metres: more than half the 5 mm of the threads by which our exports tie apart floors together; these are no floor."""
_GAP = 0.03  # metres: more than half the 2 cm by which our exports draw walls, which stand within a region here
_BETWEEN = 10.0  # metres that our exports leave at least between two storeys
_SLIVER = 1e-3  # m²: less between outline and floor is rounding
_FAR = 1e5  # metres: beyond everything


def building(name: str, area: BaseGeometry, storeys: Sequence[Storey]) -> Building:
    """Return the building whose floor is ``area``, the storeys lying side by side in it."""
    levels = storeys or (ONLY,)
    regions: list[Region] = []
    walls: list[Wall] = []
    for storey, floor in zip(levels, _laid_apart(area, levels), strict=True):
        for piece in sorted(polygons(_closed(floor), shapes.SMALLEST), key=lambda piece: -piece.area):
            outline = shapes.few_corners(Polygon(piece.exterior))
            number = len(regions) + 1
            regions.append(
                Region(f"floor-{number}", f"floor {number}", RegionKind.ROOM, storey.id, shapes.corners(outline))
            )
            walls += [Wall(storey.id, ring) for ring in _rings(outline.difference(floor))]
    return Building(
        name,
        "Imported: the walkable area of a trajectory file.",
        storeys=tuple(Level(storey.id, round(storey.elevation, 3)) for storey in levels),
        regions=tuple(regions),
        doors=(),
        walls=tuple(walls),
    )


def _laid_apart(area: BaseGeometry, storeys: Sequence[Storey]) -> Iterator[BaseGeometry]:
    """Yield the floor of each storey where it belongs; storeys lie from west to east, each within its own strip."""
    if len(storeys) == 1:
        yield shapes.shifted(area, -storeys[0].offset)
        return
    whole = area.buffer(-_THREAD, join_style="mitre").buffer(_THREAD, join_style="mitre")
    west = area.bounds[0]
    starts = [west - _BETWEEN / 2 + storey.offset - storeys[0].offset for storey in storeys]
    for storey, start, end in zip(storeys, starts, (*starts[1:], _FAR), strict=True):
        strip = box(start, -_FAR, end, _FAR)
        yield shapes.shifted(whole.intersection(strip), -storey.offset)


def _closed(floor: BaseGeometry) -> BaseGeometry:
    """Return ``floor`` with what is as narrow as a wall filled."""
    return floor.buffer(_GAP, join_style="mitre").buffer(-_GAP, join_style="mitre")


def _rings(shape: BaseGeometry) -> Iterator[tuple[tuple[float, float], ...]]:
    for part in polygons(shape, _SLIVER):
        ring = shapes.corners(shapes.few_corners(Polygon(part.exterior)))
        yield (*ring, ring[0])
