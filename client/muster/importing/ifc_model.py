"""IFC files through ifcopenshell: the only place that knows it, for it has no types."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnusedImport=false, reportMissingTypeStubs=false, reportAttributeAccessIssue=false, reportUnknownParameterType=false

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from muster.importing.errors import ImportFailed
from muster.importing.meshes import Floats, Mesh

WALLS = ("IfcWall", "IfcCurtainWall")
COLUMNS = ("IfcColumn",)
BODIES = ("IfcSpace", "IfcSlab", *WALLS, *COLUMNS, "IfcStair", "IfcStairFlight", "IfcFurnishingElement")
UNUSED = ("IfcRamp", "IfcRampFlight", "IfcTransportElement")
_PLACED = ("IfcDoor", "IfcOpeningElement", *UNUSED)
_CORES = 2
_TAIL = 4096  # bytes in which an IFC file says that it ends


@dataclass(frozen=True)
class Element:
    """A thing in the file.

    Attributes:
        number: its place in the file.
        kind: one of ``BODIES`` or ``UNUSED``, ``IfcDoor`` or ``IfcOpeningElement``.
        storey: GlobalId of its storey, empty when it is on none.
        frame: ``(4, 4)`` its placement in the world, in metres; of doors, openings and what is not used.
        width: ``OverallWidth`` of a door, metres.
        fills: GlobalId of the opening that a door is in.
        wall: ``(2,)`` direction on plan of the wall that an opening is in.
    """

    number: int
    kind: str
    id: str
    name: str
    storey: str
    frame: Floats
    mesh: Mesh | None = None
    width: float | None = None
    fills: str = ""
    wall: Floats | None = None


@dataclass(frozen=True)
class Storey:
    """A storey; ``elevation`` in metres."""

    id: str
    name: str
    elevation: float


class Model:
    """An IFC file; raises ImportFailed when it is none, or ifcopenshell is not installed."""

    def __init__(self, path: Path) -> None:
        try:
            import ifcopenshell
            import ifcopenshell.geom
            import ifcopenshell.util.element
            import ifcopenshell.util.placement
            import ifcopenshell.util.unit
        except ImportError:
            raise ImportFailed(f"{path}: IFC files need ifcopenshell; pip install 'muster-sim[ifc]'") from None
        self._ifc: Any = ifcopenshell
        _require_whole(path)
        try:
            self._file: Any = ifcopenshell.open(str(path))
            self._scale = float(ifcopenshell.util.unit.calculate_unit_scale(self._file))
        except Exception as error:  # ifcopenshell raises several kinds for what is no IFC file
            raise ImportFailed(
                f"{path} is no IFC file that can be read: {_one_line(error)}; export it as IFC 2x3 or 4"
            ) from None
        self.name = path.stem

    def storeys(self) -> list[Storey]:
        """Return the storeys, the lowest first."""
        found = [
            Storey(each.GlobalId, each.Name or each.LongName or "Storey", float(each.Elevation or 0.0) * self._scale)
            for each in self._file.by_type("IfcBuildingStorey")
        ]
        return sorted(found, key=lambda storey: storey.elevation)

    def doors(self) -> Iterator[Element]:
        """Yield the doors, without their shape."""
        for door in self._file.by_type("IfcDoor"):
            opening = next((rel.RelatingOpeningElement.GlobalId for rel in door.FillsVoids), "")
            width = float(door.OverallWidth) * self._scale if door.OverallWidth else None
            yield self._element(door, "IfcDoor", width=width, fills=opening)

    def unused(self) -> Iterator[Element]:
        """Yield what people might use in the building and nothing is made of."""
        for kind in UNUSED:
            for each in self._file.by_type(kind, include_subtypes=False):
                yield self._element(each, kind)

    def openings(self) -> list[Any]:
        """Return what holes there are in walls, other than windows."""
        return [
            each
            for each in self._file.by_type("IfcOpeningElement")
            if each.VoidsElements
            and each.VoidsElements[0].RelatingBuildingElement.is_a("IfcWall")
            and not any(rel.RelatedBuildingElement.is_a("IfcWindow") for rel in each.HasFillings)
        ]

    def bodies(self, watch: Callable[[int, int], None] = lambda done, of: None) -> Iterator[Element]:
        """Yield everything that has a shape, openings among them, as it is worked out: in no order."""
        settings = self._ifc.geom.settings()
        settings.set("use-world-coords", True)
        settings.set("disable-opening-subtractions", True)
        openings = self.openings()
        include = [each for kind in BODIES for each in self._file.by_type(kind)] + openings
        if not include:
            return
        holes = {each.GlobalId: each for each in openings}
        iterator = self._ifc.geom.iterator(settings, self._file, _CORES, include=include)
        if not iterator.initialize():
            return
        done = 0
        while True:
            shape = iterator.get()
            entity = self._file.by_id(shape.id)
            mesh = _mesh(shape)
            if mesh is not None:
                host = holes.get(entity.GlobalId)
                yield self._element(entity, _kind(entity), mesh=mesh, wall=self._wall_of(host) if host else None)
            done += 1
            watch(done, len(include))
            if not iterator.next():
                return

    def _element(self, entity: Any, kind: str, **more: Any) -> Element:
        frame = self._frame(entity) if kind in _PLACED else np.eye(4)
        name = " ".join(str(part) for part in (entity.Name, getattr(entity, "LongName", None)) if part)
        return Element(entity.id(), kind, entity.GlobalId, name, self._storey(entity), frame, **more)

    def _storey(self, entity: Any) -> str:
        if entity.is_a("IfcOpeningElement"):
            entity = entity.VoidsElements[0].RelatingBuildingElement
        while entity is not None and not entity.is_a("IfcBuildingStorey"):
            container = self._ifc.util.element.get_container(entity)
            entity = container if container is not None else self._ifc.util.element.get_aggregate(entity)
        return entity.GlobalId if entity is not None else ""

    def _frame(self, entity: Any) -> Floats:
        frame = np.eye(4)
        if entity.ObjectPlacement is not None:
            frame = np.asarray(self._ifc.util.placement.get_local_placement(entity.ObjectPlacement), dtype=np.float64)
            frame[:3, 3] *= self._scale
        return frame

    def _wall_of(self, opening: Any) -> Floats:
        return self._frame(opening.VoidsElements[0].RelatingBuildingElement)[:2, 0]


def _require_whole(path: Path) -> None:
    """Raise OSError for a file that cannot be opened, ImportFailed for one that ends too early."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        if b"END-ISO-10303-21" not in file.read():
            raise ImportFailed(f"{path} is no IFC file, or was cut short: its end is missing; export or copy it again")


def _mesh(shape: Any) -> Mesh | None:
    corners = np.asarray(shape.geometry.verts, dtype=np.float64).reshape(-1, 3)
    faces = np.asarray(shape.geometry.faces, dtype=np.int64).reshape(-1, 3)
    return Mesh(corners, faces) if len(faces) else None


def _kind(entity: Any) -> str:
    if entity.is_a("IfcOpeningElement"):
        return "IfcOpeningElement"
    return next(kind for kind in BODIES if entity.is_a(kind))


def _one_line(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200]
