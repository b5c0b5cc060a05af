"""The stages of the standards' tests: small buildings drawn in code, of boxes and the openings and doors between them.

Who comes out by an exit walks straight on to a muster point of its own, so that nobody vanishes in a doorway: those
behind would have nobody to wait for.
"""

from collections.abc import Sequence

from muster.scenario.building import (
    Building,
    Door,
    DoorKind,
    DoorState,
    Exit,
    HidingSpot,
    LockKind,
    MusterPoint,
    Point,
    Region,
    RegionKind,
    Storey,
)

OUTDOORS = 12.0  # metres of open ground beyond an exit
MUSTER = 8.0  # metres beyond an exit


def box(id: str, x1: float, y1: float, x2: float, y2: float, kind: RegionKind = RegionKind.ROOM) -> Region:
    """A rectangular region on the ground floor."""
    return region(id, ((x1, y1), (x2, y1), (x2, y2), (x1, y2)), kind)


def region(id: str, polygon: tuple[Point, ...], kind: RegionKind = RegionKind.ROOM, storey: str = "0") -> Region:
    """A region of any shape on any storey."""
    return Region(id, id.capitalize(), kind, storey, polygon)


def outside(id: str, x1: float, y1: float, x2: float, y2: float) -> Region:
    """A rectangle of open ground."""
    return box(id, x1, y1, x2, y2, RegionKind.OUTSIDE)


def opening(first: str, second: str, a: Point, b: Point) -> Door:
    """A gap in the wall that two regions share."""
    return Door(f"{first}-{second}", (a, b), (first, second), DoorKind.OPENING)


def leaf(
    first: str,
    second: str,
    a: Point,
    b: Point,
    state: DoorState = DoorState.CLOSED,
    lock: LockKind = LockKind.NONE,
) -> Door:
    """A door with something to close; a thumb-turn is worked from ``first``."""
    return Door(f"{first}-{second}", (a, b), (first, second), DoorKind.DOOR, state, lock)


def building(
    regions: Sequence[Region],
    doors: Sequence[Door],
    *,
    spots: Sequence[HidingSpot] = (),
    storeys: Sequence[Storey] = (Storey("0", 0.0),),
) -> Building:
    """A building in which every door to the outside is an exit, numbered in order."""
    grounds = {region.id: region for region in regions if region.kind is RegionKind.OUTSIDE}
    ways_out = [(door, id) for door in doors for id in door.between if id in grounds]
    points = tuple(_muster_point(door, grounds[id]) for door, id in ways_out)
    exits = tuple(Exit(point.id, door.id, door.id, point.id) for (door, _), point in zip(ways_out, points, strict=True))
    return Building("stage", "", tuple(storeys), tuple(regions), tuple(doors), exits, tuple(spots), points)


def _muster_point(door: Door, ground: Region) -> MusterPoint:
    """A point straight ahead of who comes out."""
    (ax, ay), (bx, by) = door.segment
    middle = (ax + bx) / 2, (ay + by) / 2
    xs, ys = [x for x, _ in ground.polygon], [y for _, y in ground.polygon]
    dx, dy = (sum(xs) / len(xs) - middle[0], 0.0) if ax == bx else (0.0, sum(ys) / len(ys) - middle[1])
    ahead = MUSTER / abs(dx + dy)
    return MusterPoint(f"{door.id}-muster", "", ground.id, (middle[0] + ahead * dx, middle[1] + ahead * dy), radius=3.0)


def corridor(length: float = 40.0, width: float = 2.0) -> Building:
    """One corridor from x = 0 to ``length``, where it opens into the open air over its whole width."""
    return building(
        [
            box("corridor", 0.0, 0.0, length, width, RegionKind.CORRIDOR),
            outside("outside", length, 0.0, length + OUTDOORS, width),
        ],
        [opening("corridor", "outside", (length, 0.0), (length, width))],
    )


def room(length: float, width: float, *exits: tuple[Point, Point]) -> Building:
    """A room whose south-west corner is the origin, with openings into the open air along its south and north walls."""
    grounds = {
        0.0: outside("south", 0.0, -OUTDOORS, length, 0.0),
        width: outside("north", 0.0, width, length, width + OUTDOORS),
    }
    doors = [Door(f"exit-{k}", (a, b), ("room", grounds[a[1]].id), DoorKind.OPENING) for k, (a, b) in enumerate(exits)]
    used = [ground for ground in grounds.values() if any(ground.id in door.between for door in doors)]
    return building([box("room", 0.0, 0.0, length, width), *used], doors)


def corner() -> Building:
    """A corridor 2 m wide: 12 m east, then 12 m north (RiMEA 6)."""
    bent = ((0.0, 0.0), (12.0, 0.0), (12.0, 12.0), (10.0, 12.0), (10.0, 2.0), (0.0, 2.0))
    return building(
        [region("corridor", bent, RegionKind.CORRIDOR), outside("outside", 10.0, 12.0, 12.0, 12.0 + OUTDOORS)],
        [opening("corridor", "outside", (10.0, 12.0), (12.0, 12.0))],
    )


def stairs(
    length: float = 10.0, width: float = 2.0, landing: float = 10.0, room_width: float | None = None
) -> Building:
    """A flight ``length`` metres long on the slope at 30 degrees, rising east between two landings.

    Either landing opens into the open air at its far end; the exits are 0 below and 1 above.
    """
    deep = width if room_width is None else room_width
    low, high = (deep - width) / 2, (deep + width) / 2
    run, rise = 0.866 * length, 0.5 * length
    foot, head, end = landing, landing + run, landing + run + landing
    rising = Region(
        "stair",
        "Stair",
        RegionKind.STAIR,
        "0",
        ((foot, low), (head, low), (head, high), (foot, high)),
        rises_to="1",
        walking_length=length,
    )
    upper = ((head, 0.0), (end, 0.0), (end, deep), (head, deep))
    terrace = ((end, 0.0), (end + OUTDOORS, 0.0), (end + OUTDOORS, deep), (end, deep))
    return building(
        [
            box("lower", 0.0, 0.0, foot, deep),
            rising,
            region("upper", upper, storey="1"),
            outside("yard", -OUTDOORS, 0.0, 0.0, deep),
            region("terrace", terrace, RegionKind.OUTSIDE, "1"),
        ],
        [
            opening("stair", "lower", (foot, low), (foot, high)),
            opening("stair", "upper", (head, low), (head, high)),
            opening("lower", "yard", (0.0, 0.0), (0.0, deep)),
            opening("upper", "terrace", (end, 0.0), (end, deep)),
        ],
        storeys=[Storey("0", 0.0, rise), Storey("1", rise)],
    )


def two_rooms(corridor_length: float, corridor_width: float) -> Building:
    """Rooms of 10 x 10 m joined by a corridor, each open to the air along its far wall: exits 0 west and 1 east."""
    low, high = 5.0 - corridor_width / 2, 5.0 + corridor_width / 2
    east = 10.0 + corridor_length
    return building(
        [
            box("west", 0.0, 0.0, 10.0, 10.0),
            box("corridor", 10.0, low, east, high, RegionKind.CORRIDOR),
            box("east", east, 0.0, east + 10.0, 10.0),
            outside("west-yard", -OUTDOORS, 0.0, 0.0, 10.0),
            outside("east-yard", east + 10.0, 0.0, east + 10.0 + OUTDOORS, 10.0),
        ],
        [
            opening("west", "corridor", (10.0, low), (10.0, high)),
            opening("corridor", "east", (east, low), (east, high)),
            opening("west", "west-yard", (0.0, 0.0), (0.0, 10.0)),
            opening("east", "east-yard", (east + 10.0, 0.0), (east + 10.0, 10.0)),
        ],
    )


def bottleneck(length: float, width: float) -> Building:
    """A room of 10 x 10 m, a bottleneck, a second such room, and a way out as wide as the bottleneck (RiMEA 12)."""
    low, high = 5.0 - width / 2, 5.0 + width / 2
    east = 10.0 + length
    return building(
        [
            box("first", 0.0, 0.0, 10.0, 10.0),
            box("neck", 10.0, low, east, high, RegionKind.CORRIDOR),
            box("second", east, 0.0, east + 10.0, 10.0),
            outside("yard", east + 10.0, 0.0, east + 10.0 + OUTDOORS, 10.0),
        ],
        [
            opening("first", "neck", (10.0, low), (10.0, high)),
            opening("neck", "second", (east, low), (east, high)),
            opening("second", "yard", (east + 10.0, low), (east + 10.0, high)),
        ],
    )
