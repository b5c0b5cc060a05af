"""Furniture of a drawing that may stand in a building: on floor, and clear of doors."""

from collections.abc import Iterable, Mapping, Sequence

from shapely import LineString, Point, Polygon

from muster.importing import shapes
from muster.importing.drawing import Piece, spot
from muster.importing.floors import Part
from muster.scenario.building import Door, Furniture, RegionKind
from muster.scenario.plan.notes import Note

_CLEAR = 0.6  # metres before and behind a door, for a body and a little
_WIDE = 2.0  # metres: past a piece at a wider way, people still get through
_OFF = 0.05  # metres from the line of any door; as muster.scenario.check has it
_LOWEST = 0.3  # metres: lower things are stepped over


def furnished(
    pieces: Sequence[Piece], parts: Mapping[str, Part], doors: Iterable[Door]
) -> tuple[list[Furniture], list[Note]]:
    """Return the pieces that stand on floor and clear of doors, and a note on each that stands in one."""
    inside = [part for part in parts.values() if part.kind in (RegionKind.ROOM, RegionKind.CORRIDOR)]
    ways = [
        (storey, _way(LineString(door.segment)))
        for door in doors
        for storey in dict.fromkeys(parts[id].storey for id in door.between)
    ]
    kept: list[Furniture] = []
    notes: list[Note] = []
    for piece in pieces:
        outline = shapes.hull(piece.shape)
        centre = spot(outline.centroid)
        on_floor = any(part.storey == piece.storey and part.outline.contains(Point(centre)) for part in inside)
        if piece.height < _LOWEST or not on_floor:
            continue
        if any(storey == piece.storey and outline.intersects(way) for storey, way in ways):
            notes.append(Note(piece.storey, centre, f"{piece.kind} stands where people pass; left out"))
            continue
        corners = shapes.corners(shapes.few_corners(shapes.set_rounded(outline)))
        kept.append(Furniture(piece.storey, corners, round(min(piece.height, 20.0), 2), piece.kind))
    return kept, notes


def _way(line: LineString) -> Polygon:
    """Return the floor that a door needs clear."""
    return line.buffer(_OFF if line.length > _WIDE else _CLEAR, cap_style="flat")
