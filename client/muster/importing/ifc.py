"""Drawings out of IFC files: spaces are floors, openings in walls are doorways, stairs are read from their treads."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from shapely import Polygon, union_all
from shapely.geometry.base import BaseGeometry

from muster.importing import climbing, meshes, shapes
from muster.importing.drawing import Doorway, Drawing, Flight, Level, Piece, Space, polygons, spot
from muster.importing.ifc_model import COLUMNS, WALLS, Element, Model
from muster.importing.names import Names, kind_of
from muster.scenario.plan.notes import Note

_HEADROOM = 1.8  # metres: a lower hole in a wall is no way through
_SILL = 0.3  # metres above the floor at which a hole is still a way through
_NARROWEST = 0.6  # metres
_EYES = (0.5, 1.2)  # metres above the floor: a wall between is one that stops people
_AIR = 2.0  # metres between two floors that people stand on


def read_ifc(path: Path, watch: Callable[[int, int], None] = lambda done, of: None) -> Drawing:
    """Return the drawing of an IFC file (2x3 or 4); raises ImportFailed when it cannot be read."""
    model = Model(path)
    bodies: dict[str, list[Element]] = defaultdict(list)
    for element in sorted(model.bodies(watch), key=lambda body: body.number):
        bodies[element.kind].append(element)
    return _Reading(model, bodies).drawing()


class _Reading:
    """Makes a drawing of the elements of a model."""

    def __init__(self, model: Model, bodies: Mapping[str, Sequence[Element]]) -> None:
        self._model, self._bodies = model, bodies
        self._notes: list[Note] = []
        self._names, self._space_names = Names(), Names()

    def drawing(self) -> Drawing:
        self._levels = self._make_levels()
        solids = {level.id: self._solid(level) for level in self._levels.values()}
        spaces = [space for each in self._of("IfcSpace") if (space := self._space(each))]
        spaces += self._walled_in({space.storey for space in spaces}, solids)
        doorways = [*self._doorways()]
        flights = [*self._flights()]
        furniture = [*self._furniture()]
        self._tell_unused()
        return Drawing(
            self._model.name,
            tuple(level for level in self._levels.values() if any(space.storey == level.id for space in spaces)),
            tuple(spaces),
            tuple(doorways),
            tuple(flights),
            {id: solid for id, solid in solids.items() if not solid.is_empty},
            tuple(furniture),
            tuple(self._notes),
        )

    def _of(self, *kinds: str) -> list[Element]:
        return [element for kind in kinds for element in self._bodies.get(kind, ())]

    def _make_levels(self) -> dict[str, Level]:
        """Return the storeys that have rooms or walls, by GlobalId; their floors are where their rooms' are."""
        found: dict[str, Level] = {}
        storeys = self._model.storeys()
        for storey, above in zip(storeys, [*storeys[1:], None], strict=False):
            rooms = [room.mesh.bottom for room in self._of("IfcSpace") if room.storey == storey.id and room.mesh]
            elevation = float(np.median(rooms)) if rooms else storey.elevation
            height = above.elevation - storey.elevation if above else 3.0
            found[storey.id] = Level(self._names.id(storey.name), storey.name, round(elevation, 2), max(height, _AIR))
        return found

    def _level(self, element: Element) -> Level | None:
        """Return the storey that an element is on, by the file's word, else by its height."""
        if element.storey in self._levels:
            return self._levels[element.storey]
        height = element.mesh.bottom if element.mesh else float(element.frame[2, 3])
        return min(self._levels.values(), key=lambda level: abs(level.elevation - height), default=None)

    def _space(self, room: Element) -> Space | None:
        level = self._level(room)
        if level is None or room.mesh is None:
            return None
        shape = meshes.floor(room.mesh)
        name = room.name or "Room"
        return Space(self._space_names.id(name), name, level.id, _largest(shape), kind_of(name))

    def _solid(self, level: Level) -> BaseGeometry:
        """Return what walls and columns of a storey cover between knee and chest."""
        low, high = (level.elevation + eyes for eyes in _EYES)
        bodies = [each.mesh for each in self._of(*WALLS, *COLUMNS) if each.mesh]
        standing = [mesh for mesh in bodies if mesh.bottom < low and mesh.top > high]
        return union_all([meshes.shadow(mesh) for mesh in standing], grid_size=shapes.GRID)

    def _walled_in(self, known: set[str], solids: Mapping[str, BaseGeometry]) -> list[Space]:
        """Return as rooms what walls and slabs enclose on storeys of which the file names no rooms."""
        found: list[Space] = []
        for level in self._levels.values():
            if level.id in known or solids[level.id].is_empty:
                continue
            slabs = [each.mesh for each in self._of("IfcSlab") if each.mesh and _carries(each.mesh, level.elevation)]
            ground = union_all([meshes.shadow(mesh) for mesh in slabs])
            rooms = shapes.tidy(ground.difference(solids[level.id]))
            found += [Space(self._space_names.id("room"), "Room", level.id, room) for room in rooms]
            text = f"the file names no rooms here; {len(rooms) or 'none'} were found between its walls"
            self._notes.append(Note(level.id, None, text))
        return found

    def _doorways(self) -> Iterator[Doorway]:
        openings = {each.id: each for each in self._of("IfcOpeningElement")}
        for door in self._model.doors():
            yield from self._doorway(door, openings.pop(door.fills, None))
        for opening in openings.values():
            yield from self._opening(opening)

    def _doorway(self, door: Element, opening: Element | None) -> Iterator[Doorway]:
        """Yield a door where its opening is, or where it stands itself when it fills none."""
        level = self._level(door)
        if level is None:
            return
        along = _unit(opening.wall if opening and opening.wall is not None else door.frame[:2, 0])
        origin = door.frame[:2, 3]
        if opening and opening.mesh:
            reach, depth = opening.mesh.along(along, origin), opening.mesh.along(_across(along), origin)
        else:
            reach, depth = (0.0, door.width or 0.9), (0.0, 0.0)
            text = f"{door.name or 'a door'} is in no opening of a wall; taken to begin at its own place"
            self._notes.append(Note(level.id, (round(float(origin[0]), 1), round(float(origin[1]), 1)), text))
        middle = origin + along * sum(reach) / 2 + _across(along) * sum(depth) / 2
        width = min(door.width or reach[1] - reach[0], reach[1] - reach[0])
        id = self._names.id(f"door {door.name.split(':')[0]}")
        yield Doorway(id, level.id, _spot(middle), _spot(along), width)

    def _opening(self, opening: Element) -> Iterator[Doorway]:
        """Yield a hole in a wall that no door fills, when people can walk through it."""
        level = self._level(opening)
        if level is None or opening.mesh is None or opening.wall is None:
            return
        along, origin = _unit(opening.wall), opening.frame[:2, 3]
        reach, depth = opening.mesh.along(along, origin), opening.mesh.along(_across(along), origin)
        high = opening.mesh.top - max(opening.mesh.bottom, level.elevation)
        if opening.mesh.bottom > level.elevation + _SILL or high < _HEADROOM or reach[1] - reach[0] < _NARROWEST:
            return
        middle = origin + along * sum(reach) / 2 + _across(along) * sum(depth) / 2
        id = self._names.id("opening")
        yield Doorway(id, level.id, _spot(middle), _spot(along), reach[1] - reach[0], has_leaf=False)

    def _flights(self) -> Iterator[Flight]:
        """Yield the flights of all stairs; a stair that is made of flights is read from those."""
        for stair in self._of("IfcStairFlight", "IfcStair"):
            if stair.mesh is None:
                continue
            found = [*climbing.flights(self._names.id("stair"), stair.mesh)]
            yield from found
            if not found and (level := self._level(stair)):
                centre = spot(meshes.hull(stair.mesh).centroid)
                self._notes.append(Note(level.id, centre, f"no steps were made out in {stair.name}; left out"))

    def _furniture(self) -> Iterator[Piece]:
        for each in self._of("IfcFurnishingElement"):
            level = self._level(each)
            outline = meshes.hull(each.mesh) if each.mesh else Polygon()
            if level and each.mesh and outline.area > _FOOTPRINT and each.mesh.bottom < level.elevation + _SILL:
                yield Piece(level.id, outline, each.mesh.top - level.elevation, each.name.split(":")[0] or "furniture")

    def _tell_unused(self) -> None:
        for each in self._model.unused():
            level = self._level(each)
            at = (round(float(each.frame[0, 3]), 1), round(float(each.frame[1, 3]), 1))
            text = f"{each.name or each.kind} is a {_WORDS[each.kind]}; nobody uses it here"
            self._notes.append(Note(level.id if level else "", at, text))


_FOOTPRINT = 0.05  # m²: less is no obstacle
_WORDS = {"IfcRamp": "ramp", "IfcRampFlight": "ramp", "IfcTransportElement": "lift or an escalator"}


def _carries(slab: meshes.Mesh, elevation: float) -> bool:
    return abs(slab.top - elevation) < _SILL


def _largest(shape: BaseGeometry) -> Polygon:
    return max(polygons(shape), key=lambda part: part.area, default=Polygon())


def _unit(vector: meshes.Floats) -> meshes.Floats:
    return vector / max(float(np.hypot(*vector)), 1e-9)


def _across(along: meshes.Floats) -> meshes.Floats:
    return np.array([-along[1], along[0]])


def _spot(point: meshes.Floats) -> tuple[float, float]:
    return float(point[0]), float(point[1])
