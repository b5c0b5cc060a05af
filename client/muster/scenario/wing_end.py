"""The end of a tower's wing: its lobby, its stairwell, and on the lowest storey its way out and muster point."""

from dataclasses import dataclass
from math import hypot

from muster.scenario.building import Door, DoorKind, Exit, MusterPoint, Point, Region, RegionKind

ROOM_DEPTH, CORRIDOR = 6.0, 2.5
WING = 2 * ROOM_DEPTH + CORRIDOR
RISE = 3.0  # floor to floor
RUN = 5.0  # a stair in plan: 31 degrees
LANE = 2.5  # one flight; flights alternate between two lanes, so each arrives where the next one starts
OPENING = 2.0
LANDING = (WING - RUN) / 2  # west and east of the flights
LOBBY = 2 * LANE + CORRIDOR
APRON = 40.0

Segment = tuple[Point, Point]


def box(west: float, south: float, east: float, north: float) -> tuple[Point, ...]:
    """Return the corners of a rectangle, anticlockwise."""
    return (west, south), (east, south), (east, north), (west, north)


@dataclass(frozen=True)
class WingEnd:
    """The ``side`` end of the ``wing``-th wing, drawn for the south and mirrored; ``length`` of the wing in metres."""

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
        """Return the lobby, which surrounds the flights on three sides."""
        west, east = LANDING, LANDING + RUN
        around_the_flights = ((WING, 0.0), (WING, LOBBY), (0.0, LOBBY), (0.0, 0.0), (west, 0.0), (west, 2 * LANE))
        polygon = self._polygon(*around_the_flights, (east, 2 * LANE), (east, 0.0))
        name = f"{self.side.capitalize()} lobby {level}.{self.wing + 1}"
        id, description = self._id(level, "lobby"), "A lobby around the stairwell."
        return Region(id, name, RegionKind.CORRIDOR, str(level), polygon, description)

    def stair(self, level: int) -> Region:
        """Return the flight from ``level`` to the next."""
        lane = level % 2 * LANE
        corners = box(LANDING, lane, LANDING + RUN, lane + LANE)
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
        lobby, neighbour = self._id(level, "lobby"), WingEnd(self.side, self.wing - 1, self.length)._id(level, "lobby")
        segment = self._across(0.0, LOBBY - OPENING - 0.25)
        return Door(f"{lobby}-passage", segment, (neighbour, lobby), DoorKind.OPENING)

    def way_out(self) -> Door:
        """Return the outer door by the foot of the stair, which opens outwards and has no lock."""
        segment, outside = (self._at(1.5, 0.0), self._at(1.5 + OPENING, 0.0)), f"outside-{self.side}"
        return Door(self._id(0, "way-out"), segment, (self._id(0, "lobby"), outside), swing=outside)

    def exit(self) -> Exit:
        """Return the way out as the signs name it."""
        name = f"{self.side.capitalize()} exit {self.wing + 1}"
        return Exit(self._id(0, "exit"), name, self._id(0, "way-out"), self._id(0, "muster"))

    def muster_point(self) -> MusterPoint:
        """Return the muster point in front of this end."""
        name, at = f"{self.side.capitalize()} muster point {self.wing + 1}", self._at(WING / 2, 10.0 - APRON)
        return MusterPoint(self._id(0, "muster"), name, f"outside-{self.side}", at, radius=7.0)
