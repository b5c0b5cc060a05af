"""DXF files through ezdxf: the only place that knows it. What is drawn comes out as lines, areas and texts by layer."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false, reportAttributeAccessIssue=false, reportPrivateImportUsage=false

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from muster.importing.errors import ImportFailed
from muster.scenario.building import Point as Spot

METRES = {1: 0.0254, 2: 0.3048, 4: 0.001, 5: 0.01, 6: 1.0, 14: 0.1}
"""Of the units that $INSUNITS may name."""

_FLAT = 0.01  # metres by which a polyline may leave the curve that it stands for
_FARTHEST = 1e11  # units of a drawing: survey coordinates in millimetres go to 1e10
_DEEPEST = 8  # blocks within blocks


@dataclass(frozen=True)
class Stroke:
    """A line of several points, on plan, in metres.

    Attributes:
        layer: in lower case; of what is in a block, the block's own where it is drawn on layer 0.
        symbol: of what is in a block, the block's name in lower case and its layer; empty otherwise.
        is_filled: whether it is the outline of an area.
    """

    layer: str
    points: tuple[Spot, ...]
    symbol: str = ""
    is_filled: bool = False
    is_curved: bool = False


@dataclass(frozen=True)
class Label:
    """A text and where it stands."""

    layer: str
    text: str
    at: Spot


class Sheet:
    """A DXF file; raises ImportFailed when it is none, or ezdxf is not installed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            import ezdxf
            import ezdxf.path
        except ImportError:
            raise ImportFailed(f"{path}: DXF files need ezdxf; pip install 'muster-sim[dxf]'") from None
        self._make_path: Any = ezdxf.path.make_path
        path.open("rb").close()  # told as what it is when it cannot be read
        try:
            document = ezdxf.readfile(path)
        except (OSError, ezdxf.DXFError, UnicodeDecodeError, ValueError) as error:
            told = " ".join(str(error).split())[:200]
            raise ImportFailed(f"{path} is no DXF file that can be read: {told}; export it again as DXF") from None
        self._space: Any = document.modelspace()
        self.units = int(document.header.get("$INSUNITS", 0))
        self.layers = sorted(layer.dxf.name for layer in document.layers)

    def strokes(self, scale: float) -> Iterator[Stroke]:
        """Yield everything that is drawn, in metres when a unit of the file is ``scale`` metres."""
        for entity in self._space:
            yield from self._strokes(entity, scale, "", "", _DEEPEST)

    def labels(self, scale: float) -> Iterator[Label]:
        """Yield the texts, also those of blocks' attributes."""
        for entity in self._space.query("TEXT MTEXT INSERT"):
            if entity.dxftype() == "INSERT":
                yield from (self._label(attribute, scale) for attribute in entity.attribs)
            else:
                yield self._label(entity, scale)

    def _strokes(self, entity: Any, scale: float, layer: str, symbol: str, depth: int) -> Iterator[Stroke]:
        own = entity.dxf.layer.lower()
        layer = layer if own == "0" and layer else own
        if entity.dxftype() == "INSERT":
            if depth:
                name = f"{entity.dxf.name} {layer}".lower()
                for part in entity.virtual_entities():
                    yield from self._strokes(part, scale, layer, name, depth - 1)
            return
        if entity.dxftype() == "HATCH":
            for outline in entity.paths.rendering_paths():
                points = tuple((x * scale, y * scale) for x, y, *_ in _vertices(outline))
                if len(self._sane(points, layer)) > 2:
                    yield Stroke(layer, points, symbol, is_filled=True)
            return
        try:
            path = self._make_path(entity)
        except TypeError:  # texts, dimensions, viewports: nothing that stands on a floor
            return
        points = tuple((point.x * scale, point.y * scale) for point in path.flattening(_FLAT / scale))
        if len(self._sane(points, layer)) > 1:
            yield Stroke(layer, points, symbol, entity.dxftype() == "SOLID", entity.dxftype() in ("ARC", "ELLIPSE"))

    def _sane(self, points: tuple[Spot, ...], layer: str) -> tuple[Spot, ...]:
        """Return the points; raises ImportFailed when one is nowhere."""
        for point in points:
            if not all(abs(each) < _FARTHEST for each in point):  # NaN is not either
                where = f"layer {layer!r} has a corner at ({point[0]:g}, {point[1]:g})"
                raise ImportFailed(f"{self._path}: {where}, and coordinates go to {_FARTHEST:g}; mend or delete it")
        return points

    def _label(self, entity: Any, scale: float) -> Label:
        text = entity.plain_text() if hasattr(entity, "plain_text") else entity.dxf.text
        x, y, *_ = entity.dxf.insert
        return Label(entity.dxf.layer.lower(), " ".join(text.split()), (x * scale, y * scale))


def _vertices(outline: Any) -> list[tuple[float, ...]]:
    """Return the corners of a hatch's boundary; curves are taken by their ends."""
    if hasattr(outline, "vertices"):
        return list(outline.vertices)
    return [tuple(edge.start) for edge in outline.edges if hasattr(edge, "start")]
