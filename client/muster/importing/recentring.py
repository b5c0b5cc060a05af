"""Drawings in survey coordinates, brought near the origin, where building files have their buildings."""

from collections.abc import Sequence
from dataclasses import replace

from muster.importing.assembling import Imported
from muster.scenario.building import Building, Point
from muster.scenario.plan.notes import Note

FARTHEST = 9_000.0  # metres from the origin along either axis: building files go to 10,000
STEP = 1000.0  # metres: what is moved stays legible beside the drawing


def near_origin(imported: Imported) -> Imported:
    """Return the building, and where things were unclear, moved by whole kilometres if need be; and a note of that."""
    corners = [corner for region in imported.building.regions for corner in region.polygon]
    if all(abs(each) <= FARTHEST for corner in corners for each in corner):
        return imported
    west, south = (STEP * (min(corner[axis] for corner in corners) // STEP) for axis in (0, 1))
    told = f"drawn {west / 1000:.0f} km east and {south / 1000:.0f} km north of its origin; moved to it"
    notes = (Note("", None, told), *(note._replace(at=_moved(note.at, west, south)) for note in imported.notes))
    return Imported(_building(imported.building, west, south), notes)


def _building(building: Building, west: float, south: float) -> Building:
    def outline(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(_at(point, west, south) for point in points)

    return replace(
        building,
        regions=tuple(replace(each, polygon=outline(each.polygon)) for each in building.regions),
        doors=tuple(
            replace(each, segment=(_at(each.segment[0], west, south), _at(each.segment[1], west, south)))
            for each in building.doors
        ),
        hiding_spots=tuple(replace(each, at=_at(each.at, west, south)) for each in building.hiding_spots),
        muster_points=tuple(replace(each, at=_at(each.at, west, south)) for each in building.muster_points),
        walls=tuple(replace(each, points=outline(each.points)) for each in building.walls),
        furniture=tuple(replace(each, polygon=outline(each.polygon)) for each in building.furniture),
    )


def _moved(at: Point | None, west: float, south: float) -> Point | None:
    return None if at is None else _at(at, west, south)


def _at(point: Point, west: float, south: float) -> Point:
    return round(point[0] - west, 6), round(point[1] - south, 6)
