"""Furniture of a drawing that may stand in a building: on floor, and clear of doors."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shapely import LineString, Point, Polygon, STRtree

from muster.importing import shapes
from muster.importing.drawing import Piece, spot
from muster.importing.floors import Floors
from muster.scenario.building import Door, Furniture, RegionKind
from muster.scenario.building import Point as Spot
from muster.scenario.plan.notes import Note

_CLEAR = 0.6  # metres before and behind a door, for a body and a little
_WIDE = 2.0  # metres: past a piece at a wider way, people still get through
_OFF = 0.05  # metres from the line of any door; as muster.scenario.check has it
_LOWEST = 0.3  # metres: lower things are stepped over


def furnished(pieces: Sequence[Piece], floors: Floors, doors: Iterable[Door]) -> tuple[list[Furniture], list[Note]]:
    """Return the pieces that stand on floor and clear of doors, and a note on each that stands in one."""
    ways = _Ways(floors, doors)
    kept: list[Furniture] = []
    notes: list[Note] = []
    for piece in pieces:
        outline = shapes.hull(piece.shape)
        centre = spot(outline.centroid)
        if piece.height < _LOWEST or not _is_inside(centre, piece.storey, floors):
            continue
        if ways.cross(outline, piece.storey):
            notes.append(Note(piece.storey, centre, f"{piece.kind} stands where people pass; left out"))
            continue
        corners = shapes.corners(shapes.few_corners(shapes.set_rounded(outline)))
        kept.append(Furniture(piece.storey, corners, round(min(piece.height, 20.0), 2), piece.kind))
    return kept, notes


def _is_inside(at: Spot, storey: str, floors: Floors) -> bool:
    beneath = (id for id, outline in floors.near(storey, at, 0.0).items() if outline.contains(Point(at)))
    return any(floors.parts[id].kind in (RegionKind.ROOM, RegionKind.CORRIDOR) for id in beneath)


class _Ways:
    """The floor that doors need clear, by storey."""

    def __init__(self, floors: Floors, doors: Iterable[Door]) -> None:
        ways: dict[str, list[Polygon]] = defaultdict(list)
        for door in doors:
            for storey in dict.fromkeys(floors.parts[id].storey for id in door.between):
                ways[storey].append(_way(LineString(door.segment)))
        self._trees = {storey: STRtree(each) for storey, each in ways.items()}

    def cross(self, outline: Polygon, storey: str) -> bool:
        """Return whether ``outline`` stands on any of it."""
        return storey in self._trees and len(self._trees[storey].query(outline, predicate="intersects")) > 0


def _way(line: LineString) -> Polygon:
    """Return the floor that a door needs clear."""
    return line.buffer(_OFF if line.length > _WIDE else _CLEAR, cap_style="flat")
