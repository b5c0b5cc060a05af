"""Drawings out of DXF files, a storey each: walls by their layer, rooms between them, doorways in their gaps.

DXF says nothing of what lines mean, so layers are understood by their names, in a few languages; what is on others is
listed. Doors are told from plain openings by a symbol that stands in the gap, windows likewise.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from shapely import LineString, Point, Polygon, STRtree, union_all

from muster.importing import shapes
from muster.importing.drawing import Doorway, Drawing, Flight, Level, Piece, Space, polygons
from muster.importing.dxf_model import METRES, Sheet, Stroke
from muster.importing.dxf_stairs import flights_of
from muster.importing.errors import ImportFailed
from muster.importing.linework import Gap, Line, Plan, read_plan
from muster.importing.names import Names, kind_of
from muster.scenario.plan.notes import Note

ROLES: Mapping[str, str] = {
    "walls": r"wall|wand|wände|mauer|\bmur|parede?|muro|column|colonn|stütze|säule|pillar|s-cols",
    "doors": r"door|tür|tuer|porte|puerta|porta\b",
    "windows": r"window|fenster|fenetre|fenêtre|ventana|glaz",
    "stairs": r"stair|trepp|escal|scala",
    "furniture": r"furn|möbel|moebel|mobil|equip",
}
"""Patterns of the names of layers and blocks, by what is on them."""

_STOREY = 3.2  # metres from floor to floor where nobody says
_FURNITURE = 0.75  # metres high: plans do not say
_FOOTPRINT = 0.05  # m²
_METRES_ACROSS = 400.0  # a plan without units that is wider than that is in millimetres


@dataclass(frozen=True)
class Floor:
    """A file and the height of its floor in metres."""

    path: Path
    elevation: float


def read_dxf(paths: Sequence[Path], rise: float = _STOREY) -> Drawing:
    """Return the drawing of a building with a file for each storey, the lowest first, ``rise`` metres apart.

    Raises ImportFailed when one cannot be read or has no walls.
    """
    names, rooms = Names(), Names()
    sheets = [_Reading(Floor(path, number * rise), names, rooms) for number, path in enumerate(paths)]
    levels = tuple(sheet.level for sheet in sheets)
    notes = [note for sheet in sheets for note in sheet.notes]
    flights: list[Flight] = []
    for sheet, above in pairwise(sheets):
        found, unclear = flights_of(sheet.treads, sheet.labels, sheet.level, above.level)
        flights += found
        notes += unclear
    return Drawing(
        paths[0].stem,
        levels,
        tuple(space for sheet in sheets for space in sheet.spaces),
        tuple(doorway for sheet in sheets for doorway in sheet.doorways),
        tuple(flights),
        {sheet.level.id: sheet.plan.solid for sheet in sheets},
        tuple(piece for sheet in sheets for piece in sheet.furniture),
        tuple(notes),
    )


class _Reading:
    """One storey."""

    def __init__(self, floor: Floor, names: Names, rooms: Names) -> None:
        sheet = Sheet(floor.path)
        self.notes: list[Note] = []
        self.level = Level(names.id(floor.path.stem), floor.path.stem, floor.elevation, _STOREY)
        scale = self._scale(sheet)
        strokes = list(sheet.strokes(scale))
        self._by_role = _sorted_by_role(strokes)
        if not self._by_role["walls"]:
            layers = ", ".join(sheet.layers[:30])
            raise ImportFailed(f"{floor.path}: no layer is named like walls (wall, wand, mur …); it has {layers}")
        self.labels = list(sheet.labels(scale))
        self.treads = self._by_role["stairs"]
        self.plan = self._read_plan()
        self.spaces = self._spaces(rooms)
        self.doorways = self._doorways(names)
        self.furniture = self._furniture()
        self._tell_rest()

    def _scale(self, sheet: Sheet) -> float:
        if sheet.units in METRES:
            return METRES[sheet.units]
        points = [point for stroke in sheet.strokes(1.0) for point in stroke.points]
        across = max((x for x, _ in points), default=0.0) - min((x for x, _ in points), default=0.0)
        scale, unit = (0.001, "millimetres") if across > _METRES_ACROSS else (1.0, "metres")
        self.notes.append(
            Note(self.level.id, None, f"the file names no unit; {across:.0f} across, so taken for {unit}")
        )
        return scale

    def _read_plan(self) -> Plan:
        walls = self._by_role["walls"]
        lines: list[Line] = [line for stroke in walls for line in pairwise(stroke.points)]
        areas = [Polygon(stroke.points).buffer(0) for stroke in walls if stroke.is_filled and len(stroke.points) > 2]
        return read_plan(lines, [part for area in areas for part in polygons(area)])

    def _spaces(self, names: Names) -> list[Space]:
        """Return the rooms, each by the first text that stands in it and is no number."""
        found: list[Space] = []
        for room in self.plan.rooms:
            texts = [label.text for label in self.labels if room.contains(Point(label.at)) and _is_name(label.text)]
            name = texts[0][:100] if texts else "Room"
            found.append(Space(names.id(name), name, self.level.id, room, kind_of(name)))
        return found

    def _doorways(self, names: Names) -> list[Doorway]:
        """Return the gaps in walls, but for those with a window in them."""
        doors, windows = (_marks(self._by_role[role]) for role in ("doors", "windows"))
        found: list[Doorway] = []
        for gap in self.plan.gaps:
            if _stands_in(windows, gap) and not _stands_in(doors, gap):
                continue
            has_leaf = _stands_in(doors, gap)
            id = names.id("door" if has_leaf else "opening")
            found.append(Doorway(id, self.level.id, gap.middle, gap.along, gap.width, has_leaf))
        return found

    def _furniture(self) -> list[Piece]:
        found: list[Piece] = []
        groups: dict[str, list[Stroke]] = {}
        for number, stroke in enumerate(self._by_role["furniture"]):
            groups.setdefault((stroke.symbol and f"{stroke.symbol} {_near(stroke)}") or str(number), []).append(stroke)
        for strokes in groups.values():
            outline = shapes.hull(union_all([LineString(stroke.points) for stroke in strokes]))
            if outline.area > _FOOTPRINT:
                found.append(Piece(self.level.id, outline, _FURNITURE, strokes[0].symbol.split(" ")[0] or "furniture"))
        return found

    def _tell_rest(self) -> None:
        """Tell which layers mean nothing to us, and how much is on each."""
        rest = Counter(stroke.layer for stroke in self._by_role[""])
        for layer, count in sorted(rest.items()):
            self.notes.append(Note(self.level.id, None, f"layer {layer!r} ({count} lines) is not used"))


def _sorted_by_role(strokes: Sequence[Stroke]) -> dict[str, list[Stroke]]:
    found: dict[str, list[Stroke]] = {role: [] for role in (*ROLES, "")}
    patterns = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in ROLES.items()}
    for stroke in strokes:
        words = f"{stroke.symbol} {stroke.layer}" if stroke.symbol else stroke.layer
        # What stands in a wall is often on a layer of it: A-WALL-DOOR is a door.
        roles = [role for role in ("doors", "windows", "stairs", "furniture", "walls") if patterns[role].search(words)]
        found[roles[0] if roles else ""].append(stroke)
    return found


def _is_name(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]", text)) > 2


def _marks(strokes: Sequence[Stroke]) -> STRtree:
    return STRtree([LineString(stroke.points) for stroke in strokes])


def _stands_in(marks: STRtree, gap: Gap) -> bool:
    return len(marks.query(gap.outline.buffer(0.05), predicate="intersects")) > 0


def _near(stroke: Stroke) -> str:
    """Return which square metre a stroke begins in: parts of one symbol are near each other."""
    x, y = stroke.points[0]
    return f"{round(x / 2)},{round(y / 2)}"
