"""The map of a logged run as a building: boxes become regions, links openings, yards with an exit point outside."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from shapely import Point as Place
from shapely import Polygon, box, contains_xy, union_all
from shapely.ops import nearest_points

from muster.importing.assembling import Imported, assemble
from muster.importing.drawing import Doorway, Drawing, Level, Space
from muster.importing.names import Names, kind_of
from muster.importing.persona_evolve.log import Box, Floats, Log, Map, Spot, Track
from muster.importing.persona_evolve.ways import REACH, Opening, named, openings
from muster.importing.shapes import tidy
from muster.scenario.building import Building, HidingSpot, MusterPoint, Point, Region, RegionKind
from muster.scenario.plan.notes import Note

STOREY = "ground"
_CONCEALMENT = 0.5  # of a hiding spot: the log does not say
_ARRIVED = 3.0  # metres from a log's exit point within which somebody has arrived
_INSET = 0.15  # metres from a wall to where a hiding spot is moved that stands in it; `muster check` asks for 0.1
_FAR = 2.0  # metres from a region beyond which a hiding spot is left out


@dataclass(frozen=True)
class Site:
    """A building, and what the log's ids became: a region (its largest part), and the index of a hiding spot."""

    building: Building
    regions: Mapping[str, str]
    spots: Mapping[str, int]
    notes: tuple[Note, ...]


def site(log: Log) -> Site:
    """Return the building of a log; raises ImportFailed when nothing of it can be walked on."""
    imported = assemble(_drawing(log))
    called = {_name(each.id): each.id for each in log.map.boxes}
    largest = sorted(imported.building.regions, key=lambda region: Polygon(region.polygon).area)
    regions = {called[region.name]: region.id for region in largest if region.name in called}
    building = _with_exits(_described(imported.building, log.map), log.map)
    building, spots, notes = _with_hiding(building, log.map)
    return Site(building, regions, spots, (*_noted(imported, log.map), *notes))


def regions_at(building: Building, position: Floats) -> np.ndarray:
    """Return ``(...)`` the index of the region each of ``position`` ``(..., 2)`` lies in, -1 for none."""
    flat = position.reshape(-1, 2)
    found = np.full(len(flat), -1, np.int64)
    for number, region in enumerate(building.regions):
        found[contains_xy(Polygon(region.polygon), flat[:, 0], flat[:, 1])] = number
    return found.reshape(position.shape[:-1])


def nearest_region(building: Building, at: Point) -> Region:
    """Return the region that a point lies in, or else the nearest."""
    place = Place(at)
    return min(building.regions, key=lambda region: Polygon(region.polygon).distance(place))


def _drawing(log: Log) -> Drawing:
    floors = _floors(log.map.boxes)
    steps = np.concatenate([np.stack((t.position[:-1], t.position[1:]), axis=1) for t in _tracks(log)])
    spaces = [_space(each, log.map.exits) for each in log.map.boxes]
    doorways: list[Doorway] = []
    notes: list[Note] = []
    unwalked, names = 0, Names()
    for a, b in log.map.links:
        found = openings(floors[a], floors[b], named(floors, (a, b)), steps) if {a, b} <= floors.keys() else []
        if not found:
            notes.append(Note(STOREY, None, f"{a} and {b} are linked in the map, but no way between was found"))
        for opening in found:
            unwalked += not opening.walked
            doorways += _doorways(opening, names.id(f"{a}-{b}"))
            if opening.wall.thickness > REACH:
                spaces.append(_passage(opening, a, b))
                at = opening.wall.point(opening.along, opening.wall.middle)
                apart = f"{a} and {b} lie {opening.wall.thickness:.1f} m apart; joined by a passage of its own"
                notes.append(Note(STOREY, (round(at[0], 1), round(at[1], 1)), apart))
    if unwalked:
        text = f"openings where nobody of the log walked, put in the middle of a wall: {unwalked} of {len(doorways)}"
        notes.append(Note(STOREY, None, text))
    elevation = float(np.round(np.median(np.concatenate([track.z for track in _tracks(log)])), 1))
    level = Level(STOREY, STOREY, elevation, 3.0)
    return Drawing(log.name, (level,), tuple(spaces), tuple(doorways), notes=tuple(notes))


def _tracks(log: Log) -> Iterator[Track]:
    yield from (track for _, track in log.bodies)
    if log.threat is not None:
        yield log.threat


def _floors(boxes: Sequence[Box]) -> dict[str, Polygon]:
    """Return the floor that is left of each box beside the smaller ones; as ``Floors.add_spaces`` will have it."""
    floors: dict[str, Polygon] = {}
    for each in sorted(boxes, key=lambda each: each.area):
        left = tidy(box(*each.low, *each.high).difference(union_all(list(floors.values()))))
        if left:
            floors[each.id] = left[0]
    return floors


def _space(each: Box, exits: Sequence[Spot]) -> Space:
    name = _name(each.id)
    is_yard = any(each.holds(spot.at) for spot in exits)
    kind = RegionKind.OUTSIDE if is_yard else kind_of(re.sub(r"\d", "", name))
    return Space(each.id, name, STOREY, box(*each.low, *each.high), kind)


def _name(id: str) -> str:
    """Return what a person would call a region of the log: ``man_bathroom``, ``hallway2``."""
    return re.sub(r"(?<=[a-z])(?=\d)", " ", id.replace("_", " ")).strip() or id


def _doorways(opening: Opening, id: str) -> Iterator[Doorway]:
    """Yield the ways through a wall: one, or one at either end of a passage."""
    wall = opening.wall
    ends = (wall.near, wall.far) if wall.thickness > REACH else (wall.middle,)
    along = (0.0, 1.0) if wall.axis == 0 else (1.0, 0.0)
    for end, mark in zip(ends, ("", "-end"), strict=False):
        middle = wall.point(opening.along, end)
        yield Doorway(id + mark, STOREY, middle, along, opening.width, has_leaf=False)


def _passage(opening: Opening, a: str, b: str) -> Space:
    name = f"passage {_name(a)} to {_name(b)}"
    return Space(name, name, STOREY, opening.wall.strip(opening.along, opening.width), RegionKind.CORRIDOR)


def _described(building: Building, map: Map) -> Building:
    said = {_name(each.id): each.description for each in map.boxes}
    regions = tuple(replace(region, description=said.get(region.name, "")) for region in building.regions)
    return replace(building, regions=regions)


def _with_exits(building: Building, map: Map) -> Building:
    """Return the building whose exits lead to the log's exit points."""
    found: list[MusterPoint] = []
    names = Names()
    by_region: dict[str, str] = {}
    for spot in map.exits:
        region = nearest_region(building, spot.at)
        point = MusterPoint(names.id(spot.id), _name(spot.id), region.id, spot.at, radius=_ARRIVED)
        found.append(point)
        by_region.setdefault(region.id, point.id)
    doors = {door.id: door for door in building.doors}
    exits = [
        replace(exit, muster_point=next((by_region[id] for id in doors[exit.door].between if id in by_region), None))
        for exit in building.exits
    ]
    return replace(building, exits=tuple(exits), muster_points=tuple(found))


def _with_hiding(building: Building, map: Map) -> tuple[Building, dict[str, int], list[Note]]:
    """Return the building with the log's hiding spots, those that stand in walls moved into the nearest region.

    And the index each of the log's ids got, and what became of those that were moved or left out.
    """
    found: list[HidingSpot] = []
    numbers: dict[str, int] = {}
    notes: list[Note] = []
    names, moved = Names(), 0
    for spot in map.hiding:
        region = nearest_region(building, spot.at)
        outline, at = Polygon(region.polygon), Place(spot.at)
        if outline.distance(at) > _FAR:
            text = f"{spot.id} is {outline.distance(at):.1f} m from any floor; left out"
            notes.append(Note(STOREY, (round(spot.at[0], 1), round(spot.at[1], 1)), text))
            continue
        if not outline.buffer(-_INSET).contains(at):
            moved += 1
            at = nearest_points(outline.buffer(-_INSET), at)[0]
        place = round(at.x, 3), round(at.y, 3)
        kind = spot.description or "hiding place"
        numbers[spot.id] = len(found)
        found.append(HidingSpot(names.id(spot.id), region.id, place, kind, concealment=_CONCEALMENT))
    if moved:
        text = f"hiding spots that stand in walls, moved to the nearest floor: {moved} of {len(map.hiding)}"
        notes.append(Note(STOREY, None, text))
    return replace(building, hiding_spots=tuple(found)), numbers, notes


def _noted(imported: Imported, map: Map) -> tuple[Note, ...]:
    if map.exits:
        return imported.notes
    return (*imported.notes, Note(STOREY, None, "the map has no exit point, so nothing is outside"))
