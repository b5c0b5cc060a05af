"""A building as another program drew it, before it is made into regions and doors. Metres, x east, y north, z up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from muster.scenario.building import Point as Spot
from muster.scenario.building import RegionKind
from muster.scenario.plan.notes import Note


@dataclass(frozen=True)
class Level:
    """A storey: its name in the file, the height of its floor above the file's zero, and floor to ceiling."""

    id: str
    name: str
    elevation: float
    height: float = 3.0


@dataclass(frozen=True)
class Space:
    """A named piece of floor between walls."""

    id: str
    name: str
    storey: str
    shape: Polygon
    kind: RegionKind = RegionKind.ROOM


@dataclass(frozen=True)
class Doorway:
    """A way through a wall.

    Attributes:
        middle: of the way through, on plan.
        along: unit vector along the wall.
        width: metres, as the file has it.
        has_leaf: whether a door hangs in it.
    """

    id: str
    storey: str
    middle: Spot
    along: Spot
    width: float
    has_leaf: bool = True


@dataclass(frozen=True)
class Flight:
    """A straight flight of stairs.

    Attributes:
        foot, head: the middle of the lowest and of the highest riser, on plan.
        low, high: heights of the floors it joins.
        width: metres.
    """

    id: str
    foot: Spot
    head: Spot
    low: float
    high: float
    width: float


@dataclass(frozen=True)
class Piece:
    """A piece of furniture: its outline, and how high it stands."""

    storey: str
    shape: Polygon
    height: float
    kind: str


@dataclass(frozen=True)
class Drawing:
    """What a reader found.

    Attributes:
        solids: walls and columns by storey, without their openings.
        notes: what the reader did not understand.
    """

    name: str
    levels: tuple[Level, ...]
    spaces: tuple[Space, ...]
    doorways: tuple[Doorway, ...] = ()
    flights: tuple[Flight, ...] = ()
    solids: Mapping[str, BaseGeometry] = field(default_factory=dict[str, BaseGeometry])
    furniture: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()


def spot(point: Point) -> Spot:
    """Return a point of shapely as ours, to the millimetre."""
    return round(point.x, 3), round(point.y, 3)


def polygons(shape: BaseGeometry, smallest: float = 0.0) -> Iterator[Polygon]:
    """Yield the polygons that ``shape`` is made of, those of more than ``smallest`` square metres."""
    parts: Sequence[BaseGeometry] = (shape,) if isinstance(shape, Polygon) else getattr(shape, "geoms", ())
    for part in parts:
        if isinstance(part, Polygon):
            if part.area > smallest:
                yield part
        elif isinstance(part, MultiPolygon):
            yield from polygons(part, smallest)
