"""A tower of any size, made from three numbers: for tests, drills and measurements of scale.

A storey is one or more wings side by side, each a corridor running north with offices on its west and east; a lobby
with a stairwell closes either end, and lobbies of neighbouring wings open into one another. Storey 0 has a way out
beside every stair. Capacity: at two people a room, 8 storeys of 2 x 12 rooms (the default) hold 400 people, and
16 storeys of 6 wings with 2 x 25 rooms (300 rooms on 13,300 m² each) hold 10,000, equally dense.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from muster.scenario.building import (
    Building,
    Door,
    DoorKind,
    Exit,
    LockKind,
    MusterPoint,
    Point,
    Region,
    RegionKind,
    Storey,
)

ROOM_DEPTH, ROOM_WIDTH, CORRIDOR = 6.0, 5.5, 2.5
WING = 2 * ROOM_DEPTH + CORRIDOR
RISE = 3.0  # floor to floor
RUN = 5.0  # a stair in plan: 31 degrees
LANE = 2.5  # one flight; flights alternate between two lanes, so each arrives where the next one starts
OPENING = 2.0
LANDING = (WING - RUN) / 2  # west and east of the flights
LOBBY = 2 * LANE + CORRIDOR
APRON = 40.0
LIMITS = {"storeys": 100, "rooms_per_side": 60, "wings": 24}

Segment = tuple[Point, Point]


def tower(storeys: int = 8, rooms_per_side: int = 12, wings: int = 1) -> Building:
    """Return a building of ``storeys * wings * 2 * rooms_per_side`` rooms of 33 m² each; no furniture."""
    _check({"storeys": storeys, "rooms_per_side": rooms_per_side, "wings": wings})
    length = 2 * LOBBY + rooms_per_side * ROOM_WIDTH
    ends = [_End(side, wing, length) for wing in range(wings) for side in ("south", "north")]
    levels = range(storeys)
    flights = [(level, end) for level in levels[:-1] for end in ends]
    offices = [office for level in levels for wing in range(wings) for office in _offices(level, wing, rooms_per_side)]
    return Building(
        name="tower",
        description=f"An office tower of {storeys} storeys, {2 * rooms_per_side * wings} rooms on each.",
        storeys=tuple(Storey(str(level), level * RISE, RISE) for level in levels),
        regions=(
            *(region for region, _ in offices),
            *(_corridor(level, wing, length) for level in levels for wing in range(wings)),
            *(end.lobby(level) for level in levels for end in ends),
            *(end.stair(level) for level, end in flights),
            *(_apron(side, length, wings) for side in ("south", "north")),
        ),
        doors=(
            *(door for _, door in offices),
            *(end.opening(level) for level in levels for end in ends),
            *(end.passage(level) for level in levels for end in ends if end.wing),
            *(door for level, end in flights for door in end.stair_ends(level)),
            *(end.way_out() for end in ends),
        ),
        exits=tuple(end.exit() for end in ends),
        muster_points=tuple(end.muster_point() for end in ends),
    )


def _check(parameters: dict[str, int]) -> None:
    for name, value in parameters.items():
        if type(value) is not int or not 1 <= value <= LIMITS[name]:
            raise ValueError(
                f"tower: {name} = {value!r} is out of range; give a whole number from 1 to {LIMITS[name]}, "
                f"for instance {name} = {min(8, LIMITS[name])}."
            )


def _box(west: float, south: float, east: float, north: float) -> tuple[Point, ...]:
    return (west, south), (east, south), (east, north), (west, north)


def _offices(level: int, wing: int, rooms_per_side: int) -> Iterator[tuple[Region, Door]]:
    for side, west, wall in (("west", 0.0, ROOM_DEPTH), ("east", WING - ROOM_DEPTH, WING - ROOM_DEPTH)):
        for index in range(rooms_per_side):
            number = f"{wing * rooms_per_side + index + 1:02}"
            id, x, south = f"{level}-{side}-{number}", wing * WING + west, LOBBY + index * ROOM_WIDTH
            polygon = _box(x, south, x + ROOM_DEPTH, south + ROOM_WIDTH)
            room = Region(
                id, f"Room {level}.{number} {side}", RegionKind.ROOM, str(level), polygon, "An office with four desks."
            )
            leaf = ((wing * WING + wall, south + 0.75), (wing * WING + wall, south + 1.75))
            corridor = f"{level}-corridor-{wing + 1}"
            yield room, Door(f"{id}-door", leaf, (id, corridor), lock=LockKind.INSIDE, swing=id)


def _corridor(level: int, wing: int, length: float) -> Region:
    west, number = wing * WING + ROOM_DEPTH, wing + 1
    polygon = _box(west, LOBBY, west + CORRIDOR, length - LOBBY)
    name, description = f"Corridor {level}.{number}", "A long corridor with office doors on both sides."
    return Region(f"{level}-corridor-{number}", name, RegionKind.CORRIDOR, str(level), polygon, description)


def _apron(side: str, length: float, wings: int) -> Region:
    south = -APRON if side == "south" else length
    polygon = _box(-5.0, south, wings * WING + 5.0, south + APRON)
    description = f"Open ground {side} of the tower."
    return Region(f"outside-{side}", f"{side.capitalize()} forecourt", RegionKind.OUTSIDE, "0", polygon, description)


@dataclass(frozen=True)
class _End:
    """One end of a wing: its lobby, stairwell, way out and muster point, drawn for the south and mirrored."""

    side: str
    wing: int
    length: float

    def _id(self, level: int, part: str) -> str:
        return f"{level}-{self.side}-{part}-{self.wing + 1}"

    def _at(self, x: float, y: float) -> Point:
        return self.wing * WING + x, y if self.side == "south" else self.length - y

    def _polygon(self, *corners: Point) -> tuple[Point, ...]:
        points = tuple(self._at(x, y) for x, y in corners)
        return points if self.side == "south" else points[::-1]  # mirroring turned them clockwise

    def _across(self, x: float, south: float) -> Segment:
        return self._at(x, south), self._at(x, south + OPENING)

    def lobby(self, level: int) -> Region:
        west, east = LANDING, LANDING + RUN
        around_the_flights = ((WING, 0.0), (WING, LOBBY), (0.0, LOBBY), (0.0, 0.0), (west, 0.0), (west, 2 * LANE))
        polygon = self._polygon(*around_the_flights, (east, 2 * LANE), (east, 0.0))
        name = f"{self.side.capitalize()} lobby {level}.{self.wing + 1}"
        id, description = self._id(level, "lobby"), "A lobby around the stairwell."
        return Region(id, name, RegionKind.CORRIDOR, str(level), polygon, description)

    def stair(self, level: int) -> Region:
        lane = level % 2 * LANE
        corners = _box(LANDING, lane, LANDING + RUN, lane + LANE)
        return Region(
            self._id(level, "stair"),
            f"{self.side.capitalize()} stair {self.wing + 1} from {level} to {level + 1}",
            RegionKind.STAIR,
            str(level),
            self._polygon(*corners),
            "A straight flight of stairs with a handrail on either side.",
            rises_to=str(level + 1),
            walking_length=round(hypot(RUN, RISE), 2),
        )

    def stair_ends(self, level: int) -> tuple[Door, Door]:
        """Return foot and head: even flights rise eastwards, odd ones back again."""
        west, east, south = LANDING, LANDING + RUN, level % 2 * LANE + (LANE - OPENING) / 2
        foot, head = (west, east) if level % 2 == 0 else (east, west)
        stair = self._id(level, "stair")
        return (
            Door(f"{stair}-foot", self._across(foot, south), (stair, self._id(level, "lobby")), DoorKind.OPENING),
            Door(f"{stair}-head", self._across(head, south), (stair, self._id(level + 1, "lobby")), DoorKind.OPENING),
        )

    def opening(self, level: int) -> Door:
        """Return the opening between corridor and lobby."""
        west = ROOM_DEPTH + (CORRIDOR - OPENING) / 2
        segment = self._at(west, LOBBY), self._at(west + OPENING, LOBBY)
        between = f"{level}-corridor-{self.wing + 1}", self._id(level, "lobby")
        return Door(f"{self._id(level, 'lobby')}-opening", segment, between, DoorKind.OPENING)

    def passage(self, level: int) -> Door:
        """Return the opening to the lobby of the wing on the west."""
        lobby, neighbour = self._id(level, "lobby"), _End(self.side, self.wing - 1, self.length)._id(level, "lobby")
        segment = self._across(0.0, LOBBY - OPENING - 0.25)
        return Door(f"{lobby}-passage", segment, (neighbour, lobby), DoorKind.OPENING)

    def way_out(self) -> Door:
        """Return the outer door by the foot of the stair, which opens outwards and has no lock."""
        segment, outside = (self._at(1.5, 0.0), self._at(1.5 + OPENING, 0.0)), f"outside-{self.side}"
        return Door(self._id(0, "way-out"), segment, (self._id(0, "lobby"), outside), swing=outside)

    def exit(self) -> Exit:
        name = f"{self.side.capitalize()} exit {self.wing + 1}"
        return Exit(self._id(0, "exit"), name, self._id(0, "way-out"), self._id(0, "muster"))

    def muster_point(self) -> MusterPoint:
        name, at = f"{self.side.capitalize()} muster point {self.wing + 1}", self._at(WING / 2, 10.0 - APRON)
        return MusterPoint(self._id(0, "muster"), name, f"outside-{self.side}", at, radius=7.0)
