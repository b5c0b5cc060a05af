"""A tower of any size, made from three numbers: for tests, drills and measurements of scale.

A storey is one or more wings side by side, each a corridor running north with offices on its west and east; a lobby
with a stairwell closes either end, and lobbies of neighbouring wings open into one another. Storey 0 has a way out
beside every stair. Capacity: at about two people a room, 8 storeys of 2 x 12 rooms (the default) hold 400 people, and
16 storeys of 6 wings with 2 x 25 rooms (300 rooms on 13,300 m² each) hold 10,000, equally dense.
"""

from collections.abc import Iterator

from muster.scenario.building import Building, Door, LockKind, Region, RegionKind, Storey
from muster.scenario.wing_end import APRON, CORRIDOR, LOBBY, RISE, ROOM_DEPTH, WING, WingEnd, box

ROOM_WIDTH = 5.5
LIMITS = {"storeys": 100, "rooms_per_side": 60, "wings": 24}


def tower(storeys: int = 8, rooms_per_side: int = 12, wings: int = 1) -> Building:
    """Return a building of ``storeys * wings * 2 * rooms_per_side`` rooms of 33 m² each; no furniture."""
    _check({"storeys": storeys, "rooms_per_side": rooms_per_side, "wings": wings})
    length = 2 * LOBBY + rooms_per_side * ROOM_WIDTH
    ends = [WingEnd(side, wing, length) for wing in range(wings) for side in ("south", "north")]
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


def _offices(level: int, wing: int, rooms_per_side: int) -> Iterator[tuple[Region, Door]]:
    for side, west, wall in (("west", 0.0, ROOM_DEPTH), ("east", WING - ROOM_DEPTH, WING - ROOM_DEPTH)):
        for index in range(rooms_per_side):
            number = f"{wing * rooms_per_side + index + 1:02}"
            id, x, south = f"{level}-{side}-{number}", wing * WING + west, LOBBY + index * ROOM_WIDTH
            polygon = box(x, south, x + ROOM_DEPTH, south + ROOM_WIDTH)
            room = Region(
                id, f"Room {level}.{number} {side}", RegionKind.ROOM, str(level), polygon, "An office with four desks."
            )
            leaf = ((wing * WING + wall, south + 0.75), (wing * WING + wall, south + 1.75))
            corridor = f"{level}-corridor-{wing + 1}"
            yield room, Door(f"{id}-door", leaf, (id, corridor), lock=LockKind.INSIDE, swing=id)


def _corridor(level: int, wing: int, length: float) -> Region:
    west, number = wing * WING + ROOM_DEPTH, wing + 1
    polygon = box(west, LOBBY, west + CORRIDOR, length - LOBBY)
    name, description = f"Corridor {level}.{number}", "A long corridor with office doors on both sides."
    return Region(f"{level}-corridor-{number}", name, RegionKind.CORRIDOR, str(level), polygon, description)


def _apron(side: str, length: float, wings: int) -> Region:
    south = -APRON if side == "south" else length
    polygon = box(-5.0, south, wings * WING + 5.0, south + APRON)
    description = f"Open ground {side} of the tower."
    return Region(f"outside-{side}", f"{side.capitalize()} forecourt", RegionKind.OUTSIDE, "0", polygon, description)
