"""What lies round a building: the ground that its exits lead to, its courtyards, and where people assemble."""

from collections.abc import Mapping, Sequence
from math import hypot

from shapely import Point, Polygon, union_all
from shapely.geometry.base import BaseGeometry

from muster.importing import shapes
from muster.importing.drawing import polygons
from muster.scenario.building import MusterPoint
from muster.scenario.building import Point as Spot

MARGIN = 25.0  # metres of ground round the building
_WALL = 0.35  # metres: half the thickest wall that is closed where a file draws none
_COURTYARD = 9.0  # m²: a hole of less is a shaft
_AWAY = (18.0, 12.0, 8.0, 5.0)  # metres from an exit to where people assemble, the first that fits
_APART = 25.0  # metres: exits whose assembly points would be nearer share one
_ROOM = 4.0  # metres clear round an assembly point


def ground(
    floors: Sequence[Polygon], solids: BaseGeometry | None, doors: Sequence[Spot]
) -> tuple[list[Polygon], list[Polygon]]:
    """Return the ground round a storey's floors in simple parts, cut away from ``doors``, and its courtyards."""
    built = (
        union_all([*floors, solids] if solids else floors)
        .buffer(_WALL, join_style="mitre")
        .buffer(-_WALL, join_style="mitre")
    )
    blocks = [Polygon(block.exterior) for block in polygons(built, shapes.SMALLEST)]
    round_it = shapes.surroundings(built, MARGIN).difference(union_all(blocks))
    yards = [Polygon(hole) for block in polygons(built) for hole in block.interiors]
    return (
        [part for whole in shapes.tidy(round_it) for part in shapes.without_holes(whole, avoid=doors)[0]],
        [yard for hole in yards if hole.area > _COURTYARD for yard in shapes.tidy(hole)],
    )


def assembly(exits: Mapping[str, tuple[str, Spot, Spot]], grounds: Mapping[str, Polygon]) -> dict[str, MusterPoint]:
    """Return the muster point of each exit, from its ground, its door's middle and the unit vector out of the building.

    Ours, since drawings have none: straight out, as far as there is room, one for exits that are near each other.
    """
    points: list[MusterPoint] = []
    found: dict[str, MusterPoint] = {}
    for exit, (region, middle, out) in exits.items():
        near = next((p for p in points if p.region == region and _distance(p.at, middle) < _APART), None)
        if near is None and (at := _clear(middle, out, grounds[region])):
            number = len(points) + 1
            near = MusterPoint(f"muster-{number}", f"Muster point {number}", region, at, radius=_ROOM)
            points.append(near)
        if near is not None:
            found[exit] = near
    return found


def _clear(middle: Spot, out: Spot, floor: Polygon) -> Spot | None:
    inner = floor.buffer(-_ROOM)
    spots = (shapes.moved(middle, out, away) for away in _AWAY)
    return next(((round(x, 2), round(y, 2)) for x, y in spots if inner.contains(Point(x, y))), None)


def _distance(a: Spot, b: Spot) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])
