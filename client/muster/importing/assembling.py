"""A drawing made into a building: floors that share edges, doors on those edges, and a way out."""

from collections import defaultdict
from dataclasses import dataclass
from math import hypot

from shapely import Point, Polygon

from muster.importing import outdoors
from muster.importing.drawing import Doorway, Drawing, Level, Space, spot
from muster.importing.errors import ImportFailed
from muster.importing.flights import Stair, stairs
from muster.importing.floors import Floors, Part
from muster.importing.furnishing import furnished
from muster.importing.names import Names
from muster.importing.passages import THICKEST, Passage, bridge, sides
from muster.importing.shapes import corners
from muster.scenario.building import Building, Door, DoorKind, Exit, MusterPoint, Region, RegionKind, Storey
from muster.scenario.building import Point as Spot
from muster.scenario.plan.notes import Note

_SAME_GROUND = 1.6  # metres: half a storey; doors of storeys within that of the ground may lead out


@dataclass(frozen=True)
class Imported:
    """A building, and what was not understood or had to be changed."""

    building: Building
    notes: tuple[Note, ...]


def assemble(drawing: Drawing) -> Imported:
    """Return the building that ``drawing`` shows; raises ImportFailed when it has no floor."""
    if not drawing.spaces:
        raise ImportFailed(
            f"{drawing.name}: no floor that people could stand on was found in it; it needs rooms (IfcSpace), or walls "
            "that enclose some"
        )
    return _Assembling(drawing).done()


class _Assembling:
    """Regions and doors in the making."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._stairs, landings, spaces, notes = stairs(drawing)
        self._notes = [*drawing.notes, *notes]
        self._levels = sorted([*drawing.levels, *landings], key=lambda level: level.elevation)
        self._names, self._doors = Names(), list[Door]()
        self._floors = Floors(self._names, drawing.solids)
        self._floors.add_stairs(self._stairs)
        self._floors.add_spaces([*drawing.spaces, *spaces])
        self._door_names = Names()

    def done(self) -> Imported:
        ways_out = self._add_ground()
        for level in self._levels:
            self._open(level.id)
        for stair in self._stairs:
            self._join(stair)
        for doorway in self._drawing.doorways:
            self._hang(doorway, leads_out=doorway.storey in ways_out)
        self._leave_out_unreachable()
        return self._building()

    def _add_ground(self) -> set[str]:
        """Add ground and courtyards to the storeys whose doors lead out, unless some is drawn; return those storeys."""
        if any(space.kind is RegionKind.OUTSIDE for space in self._drawing.spaces):
            return set()
        leading = self._leading_nowhere()
        if not leading:
            self._notes.append(Note("", None, "no door leads out of the building; add exits to the building file"))
            return set()
        elevation = {level.id: level.elevation for level in self._levels}
        main = max(leading, key=lambda storey: (leading[storey], -abs(elevation[storey])))
        found = {storey for storey in leading if abs(elevation[storey] - elevation[main]) < _SAME_GROUND}
        for storey in sorted(found):
            solid = self._drawing.solids.get(storey)
            doors = [doorway.middle for doorway in self._drawing.doorways if doorway.storey == storey]
            grounds, yards = outdoors.ground(list(self._floors.on(storey).values()), solid, doors)
            named = [("Outside", RegionKind.OUTSIDE, grounds), ("Courtyard", RegionKind.ROOM, yards)]
            for name, kind, outlines in named:
                spaces = [Space(f"{name}-{storey}", name, storey, outline, kind) for outline in outlines]
                self._floors.add_ground(spaces)
        return found

    def _leading_nowhere(self) -> dict[str, int]:
        """Return how many doors with a leaf of each storey have floor on one side only."""
        found: dict[str, int] = defaultdict(int)
        for doorway in self._drawing.doorways:
            left, right = sides(doorway, self._near(doorway))
            if doorway.has_leaf and ((left is None) != (right is None) or (left and right and left == right)):
                found[doorway.storey] += 1
        return found

    def _open(self, storey: str) -> None:
        for a, b, segment in [*self._floors.open_edges(storey)]:
            self._add_door(f"{a}-{b}", segment, (a, b), has_leaf=False)

    def _join(self, stair: Stair) -> None:
        own = self._floors.stair(stair.id)
        for end in (stair.foot, stair.head):
            floors = self._near(end)
            others = {id: floor for id, floor in floors.items() if self._floors.parts[id].kind is not RegionKind.STAIR}
            found = [side for side in sides(end, {**others, own: floors[own]}) if side and side.region != own]
            passage = bridge(end, floors, own, found[0].region) if found else None
            if passage:
                self._add_passage(end, passage)
            else:
                self._note(end, f"no floor meets {end.id.replace('-', ' ')}, so nobody can walk there")

    def _hang(self, doorway: Doorway, *, leads_out: bool) -> None:
        floors = {id: floor for id, floor in self._near(doorway).items() if not self._is_stair(id)}
        left, right = sides(doorway, floors)
        if left is None or right is None:
            if left or right:
                way = "leads nowhere" if leads_out else "leads out of an upper storey (a balcony or a roof?)"
                self._note(doorway, f"{doorway.id} {way}; left out")
            elif doorway.has_leaf:
                self._note(doorway, f"{doorway.id} has no floor on either side; left out")
            return
        if left.region == right.region:
            if doorway.has_leaf:
                self._note(doorway, f"{doorway.id} has {left.region} on both sides; left out")
            return
        own, other = sorted((left.region, right.region), key=self._reaches_last)
        passage = bridge(doorway, floors, own, other)
        if passage is None:
            self._note(doorway, f"{doorway.id} between {own} and {other} is too narrow or askew; left out")
            return
        self._add_passage(doorway, passage)

    def _near(self, doorway: Doorway) -> dict[str, Polygon]:
        return self._floors.near(doorway.storey, doorway.middle, doorway.width + THICKEST)

    def _reaches_last(self, id: str) -> tuple[bool, bool]:
        """Order of the regions that reach through their doors: rooms, then corridors; ground does not."""
        kind = self._floors.parts[id].kind
        return kind is RegionKind.OUTSIDE, kind is RegionKind.CORRIDOR

    def _is_stair(self, id: str) -> bool:
        return self._floors.parts[id].kind is RegionKind.STAIR

    def _add_passage(self, doorway: Doorway, passage: Passage) -> None:
        self._floors.reshape(passage.between[0], passage.outline)
        width = _length(passage.segment)
        if width < doorway.width - 0.05:
            self._note(doorway, f"{doorway.id} is {doorway.width:.2f} m wide, of which {width:.2f} m are clear")
        self._add_door(doorway.id, passage.segment, passage.between, has_leaf=doorway.has_leaf)

    def _add_door(self, name: str, segment: tuple[Spot, Spot], between: tuple[str, str], *, has_leaf: bool) -> None:
        kind = DoorKind.DOOR if has_leaf else DoorKind.OPENING
        self._doors.append(Door(self._door_names.id(name), segment, between, kind))

    def _leave_out_unreachable(self) -> None:
        parts = self._floors.parts
        reached = {id for id, part in parts.items() if part.kind is RegionKind.OUTSIDE}
        if not reached:
            return
        frontier = [*reached]
        while frontier:
            id = frontier.pop()
            beside = {other for door in self._doors if id in door.between for other in door.between}
            frontier += beside - reached
            reached |= beside
        for id in sorted(parts.keys() - reached):
            part = self._floors.remove(id)
            text = f"no way out of {part.name} ({part.outline.area:.1f} m²) was found; left out"
            self._notes.append(Note(part.storey, spot(part.outline.representative_point()), text))
        self._doors = [door for door in self._doors if set(door.between) <= reached]

    def _building(self) -> Imported:
        parts = self._floors.parts
        used = {storey for part in parts.values() for storey in (part.storey, part.upper)}
        exits, points = self._exits()
        inside = sum(part.kind is not RegionKind.OUTSIDE for part in parts.values())
        furniture, notes = furnished(self._drawing.furniture, self._floors, self._doors)
        building = Building(
            name=self._drawing.name,
            description=f"Imported: {inside} regions on {len(used - {''})} storeys.",
            storeys=tuple(_storey(level) for level in self._levels if level.id in used),
            regions=tuple(_region(part) for part in parts.values()),
            doors=tuple(self._doors),
            exits=tuple(exits),
            muster_points=tuple(points),
            walls=tuple(wall for wall in self._floors.walls if wall.storey in used),
            furniture=tuple(furniture),
        )
        return Imported(building, (*self._notes, *self._floors.notes, *notes))

    def _exits(self) -> tuple[list[Exit], list[MusterPoint]]:
        parts = self._floors.parts
        ways: dict[str, tuple[str, Spot, Spot]] = {}
        inner: dict[str, Part] = {}
        for door in self._doors:
            inside, outside = sorted(door.between, key=lambda id: parts[id].kind is RegionKind.OUTSIDE)
            if parts[outside].kind is RegionKind.OUTSIDE and parts[inside].kind is not RegionKind.OUTSIDE:
                ways[door.id] = (outside, *_through(door.segment, parts[outside]))
                inner[door.id] = parts[inside]
        grounds = {part.id: part.outline for part in parts.values() if part.kind is RegionKind.OUTSIDE}
        points = outdoors.assembly(ways, grounds)
        exits = [
            Exit(f"exit-{door}", f"Exit from {inner[door].name}", door, points[door].id if door in points else None)
            for door in ways
        ]
        return exits, list(dict.fromkeys(points.values()))

    def _note(self, doorway: Doorway, text: str) -> None:
        at = round(doorway.middle[0], 1), round(doorway.middle[1], 1)
        self._notes.append(Note(doorway.storey, at, text))


def _through(segment: tuple[Spot, Spot], outside: Part) -> tuple[Spot, Spot]:
    """Return the middle of a door and the unit vector through it onto the ground."""
    (ax, ay), (bx, by) = segment
    length = _length(segment) or 1.0
    middle, normal = ((ax + bx) / 2, (ay + by) / 2), ((ay - by) / length, (bx - ax) / length)
    ahead = Point(middle[0] + normal[0] * 0.3, middle[1] + normal[1] * 0.3)
    return middle, normal if outside.outline.contains(ahead) else (-normal[0], -normal[1])


def _length(segment: tuple[Spot, Spot]) -> float:
    (ax, ay), (bx, by) = segment
    return hypot(bx - ax, by - ay)


def _storey(level: Level) -> Storey:
    return Storey(level.id, round(level.elevation, 3), round(min(max(level.height, 2.0), 50.0), 3))


def _region(part: Part) -> Region:
    return Region(
        part.id,
        part.name,
        part.kind,
        part.storey,
        corners(part.outline),
        rises_to=part.upper or None,
        walking_length=part.walked,
    )
