"""Plans as DXF files: walls as outlines, doors as blocks with a leaf and an arc, names of rooms as texts."""

from pathlib import Path

import ezdxf.filemanagement
from ezdxf import units

WALL = 0.2


class DxfPlan:
    """Writes one storey. Lengths are metres here; the file counts in what ``unit`` is."""

    def __init__(self, unit: int = units.MM) -> None:
        self.document = ezdxf.filemanagement.new("R2010", units=unit)
        self.scale = {units.MM: 1000.0, units.M: 1.0}[unit]
        self.space = self.document.modelspace()
        for layer in ("WALLS", "DOORS", "TEXT", "STAIRS", "FURNITURE", "WINDOWS", "DIMENSIONS"):
            self.document.layers.add(layer)
        leaf = self.document.blocks.new("DOOR90")
        leaf.add_line((0, 0), (0, 0.9 * self.scale))
        leaf.add_arc((0, 0), 0.9 * self.scale, 0, 90)

    def box(self, west: float, south: float, east: float, north: float, layer: str = "WALLS") -> None:
        corners = [(west, south), (east, south), (east, north), (west, north)]
        self.space.add_lwpolyline([self._at(corner) for corner in corners], close=True, dxfattribs={"layer": layer})

    def line(self, a: tuple[float, float], b: tuple[float, float], layer: str = "WALLS") -> None:
        self.space.add_line(self._at(a), self._at(b), dxfattribs={"layer": layer})

    def fill(self, west: float, south: float, east: float, north: float, layer: str = "WALLS") -> None:
        hatch = self.space.add_hatch(dxfattribs={"layer": layer})
        corners = [(west, south), (east, south), (east, north), (west, north)]
        hatch.paths.add_polyline_path([self._at(corner) for corner in corners], is_closed=True)

    def door(self, at: tuple[float, float], turn: float = 0.0) -> None:
        self.space.add_blockref("DOOR90", self._at(at), dxfattribs={"layer": "DOORS", "rotation": turn})

    def text(self, words: str, at: tuple[float, float], layer: str = "TEXT") -> None:
        self.space.add_text(words, height=0.2 * self.scale, dxfattribs={"layer": layer, "insert": self._at(at)})

    def stair(self, west: float, south: float, steps: int, going: float = 0.28, width: float = 1.2) -> None:
        """Treads as lines, one after the other to the north."""
        for step in range(steps):
            y = south + step * going
            self.line((west, y), (west + width, y), layer="STAIRS")

    def save(self, path: Path) -> Path:
        self.document.saveas(path)
        return path

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self.scale, point[1] * self.scale


def two_rooms(unit: int = units.MM) -> DxfPlan:
    """Two rooms of 4 by 4 m with a door of .9 m between them and one of 1 m out to the west; walls of .2 m."""
    plan = DxfPlan(unit)
    plan.box(0, 0, 8.6, WALL)
    plan.box(0, 4.2, 8.6, 4.4)
    plan.box(0, WALL, WALL, 2)
    plan.box(0, 3, WALL, 4.2)
    plan.box(8.4, WALL, 8.6, 4.2)
    plan.box(4.2, WALL, 4.4, 1)
    plan.box(4.2, 1.9, 4.4, 4.2)
    plan.door((4.2, 1.0))
    plan.door((0.2, 2.0))
    plan.text("Hall", (1, 3.5))
    plan.text("Office 12", (6, 3.5))
    return plan
