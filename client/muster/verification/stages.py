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
    return MusterPoint(
        f"{door.id}-muster", "muster point", ground.id, (middle[0] + ahead * dx, middle[1] + ahead * dy), radius=3.0
    )


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


def wide_corner(leg: float = 12.0, width: float = 4.0) -> Building:
    """A corridor ``leg`` metres east along its outer wall, then as far north to the open air (RiMEA 15)."""
    inner = leg - width
    bent = ((0.0, 0.0), (leg, 0.0), (leg, leg), (inner, leg), (inner, width), (0.0, width))
    return building(
        [region("corridor", bent, RegionKind.CORRIDOR), outside("outside", inner, leg, leg, leg + OUTDOORS)],
        [opening("corridor", "outside", (inner, leg), (leg, leg))],
    )


def cabins() -> Building:
    """Twelve rooms of 4 x 3 m along a corridor of 24 x 2 m, six on either side (RiMEA 10, IMO 10).

    Rooms 1 to 6 lie in the north from west to east, 7 to 12 in the south; the main exit, 0, is in the west, the
    secondary one, 1, in the east.
    """
    spots = [(f"room-{k + 1}", 4.0 * (k % 6), k < 6) for k in range(12)]
    rooms = [box(id, x, 2.0, x + 4.0, 5.0) if north else box(id, x, -3.0, x + 4.0, 0.0) for id, x, north in spots]
    doors = [opening(id, "corridor", (x + 1.5, 2.0 * north), (x + 2.4, 2.0 * north)) for id, x, north in spots]
    return building(
        [
            *rooms,
            box("corridor", 0.0, 0.0, 24.0, 2.0, RegionKind.CORRIDOR),
            outside("west", -OUTDOORS, 0.0, 0.0, 2.0),
            outside("east", 24.0, 0.0, 24.0 + OUTDOORS, 2.0),
        ],
        [
            *doors,
            opening("corridor", "west", (0.0, 0.5), (0.0, 1.5)),
            opening("corridor", "east", (24.0, 0.5), (24.0, 1.5)),
        ],
    )


def corridor_to_stair() -> Building:
    """A room of 8 x 5 m, a corridor of 12 x 2 m, a flight 2 m wide and a landing with a way out (IMO 11)."""
    foot, head = 20.0, 20.0 + 0.866 * 8.0
    rising = ((foot, 1.5), (head, 1.5), (head, 3.5), (foot, 3.5))
    landing = ((head, 0.0), (head + 5.0, 0.0), (head + 5.0, 5.0), (head, 5.0))
    terrace = ((head + 5.0, 0.0), (head + 5.0 + OUTDOORS, 0.0), (head + 5.0 + OUTDOORS, 5.0), (head + 5.0, 5.0))
    return building(
        [
            box("room", 0.0, 0.0, 8.0, 5.0),
            box("corridor", 8.0, 1.5, foot, 3.5, RegionKind.CORRIDOR),
            Region("stair", "Stair", RegionKind.STAIR, "0", rising, rises_to="1", walking_length=8.0),
            region("landing", landing, storey="1"),
            region("terrace", terrace, RegionKind.OUTSIDE, "1"),
        ],
        [
            opening("room", "corridor", (8.0, 1.5), (8.0, 3.5)),
            opening("stair", "corridor", (foot, 1.5), (foot, 3.5)),
            opening("stair", "landing", (head, 1.5), (head, 3.5)),
            opening("landing", "terrace", (head + 5.0, 0.0), (head + 5.0, 5.0)),
        ],
        storeys=[Storey("0", 0.0, 4.0), Storey("1", 4.0)],
    )


def over_or_round(round_by: float) -> Building:
    """Two rooms on one storey: over a stair up, a bridge and a stair down, or round on the level (RiMEA 14).

    The way over is 14 m, on the slopes, from room to room; the level one goes ``round_by`` metres north and back.
    """
    run, north = 4.33, 10.0 + round_by
    up, bridge, down, east = 10.0, 10.0 + run, 14.0 + run, 14.0 + 2 * run
    return building(
        [
            box("start", 0.0, 0.0, 10.0, 10.0),
            _flight("up", up, bridge),
            region("bridge", ((bridge, 0.0), (down, 0.0), (down, 2.0), (bridge, 2.0)), RegionKind.CORRIDOR, "1"),
            _flight("down", down, east),
            box("goal", east, 0.0, east + 10.0, 10.0),
            region(
                "round",
                (
                    (8.0, 10.0), (10.0, 10.0), (10.0, north), (east, north), (east, 10.0), (east + 2.0, 10.0),
                    (east + 2.0, north + 2.0), (8.0, north + 2.0),
                ),
                RegionKind.CORRIDOR,
            ),
            outside("yard", east + 10.0, 0.0, east + 10.0 + OUTDOORS, 10.0),
        ],
        [
            opening("up", "start", (up, 0.0), (up, 2.0)),
            opening("up", "bridge", (bridge, 0.0), (bridge, 2.0)),
            opening("down", "bridge", (down, 0.0), (down, 2.0)),
            opening("down", "goal", (east, 0.0), (east, 2.0)),
            opening("start", "round", (8.0, 10.0), (10.0, 10.0)),
            opening("round", "goal", (east, 10.0), (east + 2.0, 10.0)),
            opening("goal", "yard", (east + 10.0, 0.0), (east + 10.0, 10.0)),
        ],
        storeys=[Storey("0", 0.0, 2.5), Storey("1", 2.5)],
    )  # fmt: skip


def _flight(id: str, west: float, east: float) -> Region:
    corners = ((west, 0.0), (east, 0.0), (east, 2.0), (west, 2.0))
    return Region(id, id.capitalize(), RegionKind.STAIR, "0", corners, rises_to="1", walking_length=5.0)


def halls(number: int) -> Building:
    """``number`` halls of 20 x 10 m, apart from one another; exits 2k in the west and 2k + 1 in the east of hall k.

    Both are 1 m wide, in the south wall, and as far from the middle. Halls lie 24 m from each other, northwards.
    """
    souths = [24.0 * k for k in range(number)]
    return building(
        [
            *(box(f"hall-{k}", 0.0, south, 20.0, south + 10.0) for k, south in enumerate(souths)),
            *(outside(f"ground-{k}", 0.0, south - OUTDOORS, 20.0, south) for k, south in enumerate(souths)),
        ],
        [
            Door(f"exit-{k}-{side}", ((x, south), (x + 1.0, south)), (f"hall-{k}", f"ground-{k}"), DoorKind.OPENING)
            for k, south in enumerate(souths)
            for side, x in (("west", 1.0), ("east", 18.0))
        ],
    )
