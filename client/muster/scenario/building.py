"""A building as frozen values: storeys, regions, doors, exits, hiding spots and muster points.

A region's polygon is walkable floor. Its boundary is wall wherever no door lies on it, so a building is its regions
and the doors between them; free-standing walls and furniture are extra. Metres, x east, y north, z up.
"""

from dataclasses import dataclass, field
from enum import StrEnum

Point = tuple[float, float]
"""``(x, y)`` in metres."""


class RegionKind(StrEnum):
    """What a region is for."""

    ROOM = "room"
    CORRIDOR = "corridor"
    STAIR = "stair"
    OUTSIDE = "outside"


class DoorKind(StrEnum):
    """How a door is made; an opening has no leaf and cannot be closed."""

    DOOR = "door"
    OPENING = "opening"


class DoorState(StrEnum):
    """A door as the scenario starts, and as people and hazards change it."""

    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"
    BARRICADED = "barricaded"


class LockKind(StrEnum):
    """Who can lock a door from where."""

    NONE = "none"
    INSIDE = "inside"  # a thumb-turn: anyone in the first region of ``between``
    KEY = "key"  # staff, from either side


@dataclass(frozen=True)
class Storey:
    """One level; ``elevation`` and ``height`` in metres."""

    id: str
    elevation: float
    height: float = 3.0


@dataclass(frozen=True)
class Region:
    """A named piece of walkable floor.

    Attributes:
        polygon: simple polygon, no repeated last point.
        storey: id of the storey it lies on; for a stair, the lower one it joins.
        rises_to: for a stair, the id of the upper storey it joins.
        walking_length: for a stair, metres walked along the slope from foot to head.
    """

    id: str
    name: str
    kind: RegionKind
    storey: str
    polygon: tuple[Point, ...]
    description: str = ""
    rises_to: str | None = None
    walking_length: float | None = None


@dataclass(frozen=True)
class Door:
    """A way from one region to another: a leaf, or an opening without one.

    Attributes:
        segment: the clear width, two points on the boundary shared by both regions.
        between: ids of the two regions; a lock of kind ``inside`` is worked from the first.
        swing: id of the region the leaf opens into, or None for openings and sliding doors.
    """

    id: str
    segment: tuple[Point, Point]
    between: tuple[str, str]
    kind: DoorKind = DoorKind.DOOR
    state: DoorState = DoorState.CLOSED
    lock: LockKind = LockKind.NONE
    swing: str | None = None

    @property
    def width(self) -> float:
        """Clear width in metres."""
        (ax, ay), (bx, by) = self.segment
        return ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5


@dataclass(frozen=True)
class Exit:
    """A door from inside to an outside region, with the muster point it leads to."""

    id: str
    name: str
    door: str
    muster_point: str | None = None
    signed: bool = True


@dataclass(frozen=True)
class HidingSpot:
    """A place where ``capacity`` people can hide; ``concealment`` 0..1 is the share of glances it defeats."""

    id: str
    region: str
    at: Point
    kind: str
    capacity: int = 1
    concealment: float = 0.5


@dataclass(frozen=True)
class MusterPoint:
    """Where an evacuated crowd assembles; those within ``radius`` of it have arrived."""

    id: str
    name: str
    region: str
    at: Point
    radius: float = 6.0


@dataclass(frozen=True)
class Wall:
    """A free-standing wall: a polyline on a storey, full height."""

    storey: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Furniture:
    """An obstacle one walks around; one sees over it when ``height`` is below 1.3 m."""

    storey: str
    polygon: tuple[Point, ...]
    height: float = 0.75
    kind: str = "table"


@dataclass(frozen=True)
class Building:
    """Everything that stands still."""

    name: str
    description: str
    storeys: tuple[Storey, ...]
    regions: tuple[Region, ...]
    doors: tuple[Door, ...]
    exits: tuple[Exit, ...] = ()
    hiding_spots: tuple[HidingSpot, ...] = ()
    muster_points: tuple[MusterPoint, ...] = ()
    walls: tuple[Wall, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    _by_id: dict[str, Region] = field(default_factory=dict[str, Region], init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update({region.id: region for region in self.regions})

    def region(self, id: str) -> Region:
        """Return the region called ``id``; KeyError when there is none."""
        return self._by_id[id]
