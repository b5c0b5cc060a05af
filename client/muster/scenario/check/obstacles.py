"""Whether walls and furniture stand where they can: not over one another, not in a doorway."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from muster.scenario.building import Building, Door, Furniture, Wall
from muster.scenario.check.doors import storeys_of
from muster.scenario.finding import Finding, error, warning
from muster.scenario.geometry import Segment, along, contains, crosses, edges, is_simple, shared_length

_TOLERANCE = 0.05  # metres


def obstacle_findings(building: Building) -> Iterator[Finding]:
    """Yield what is wrong with free-standing walls, then with furniture."""
    yield from _walls(building)
    for number, piece in enumerate(building.furniture):
        yield from _furniture(number, piece, building)


def segments(wall: Wall) -> list[Segment]:
    """Return the straight pieces of ``wall``."""
    return list(pairwise(wall.points))


def _walls(building: Building) -> Iterator[Finding]:
    for (i, a), (j, b) in combinations(enumerate(building.walls), 2):
        if a.storey == b.storey:
            shared = sum(shared_length(one, two, _TOLERANCE) for one in segments(a) for two in segments(b))
            if shared > _TOLERANCE:
                yield error(f"walls {i} and {j}", f"overlap along {shared:.2f} m; shorten or remove one")
    for number, wall in enumerate(building.walls):
        yield from _on_outline(number, wall, building)
        for door in _doors_on(building, wall.storey):
            if any(_blocks(piece, door) for piece in segments(wall)):
                yield error(f"wall {number}", f"runs through door {door.id!r}; leave a gap for the door")


def _on_outline(number: int, wall: Wall, building: Building) -> Iterator[Finding]:
    for region in building.regions:
        if wall.storey in storeys_of(region):
            sides = edges(region.polygon)
            shared = sum(shared_length(piece, side, _TOLERANCE) for side in sides for piece in segments(wall))
            if shared > _TOLERANCE:
                yield warning(
                    f"wall {number}",
                    f"overlaps {shared:.2f} m of the outline of {region.id!r}, which is wall anyway; remove that part",
                )
                return


def _blocks(piece: Segment, door: Door) -> bool:
    return crosses(piece, door.segment) or shared_length(piece, door.segment, _TOLERANCE) > _TOLERANCE


def _doors_on(building: Building, storey: str) -> list[Door]:
    return [door for door in building.doors if all(storey in storeys_of(building.region(id)) for id in door.between)]


def _furniture(number: int, piece: Furniture, building: Building) -> Iterator[Finding]:
    where = f"furniture {number} ({piece.kind})"
    if not is_simple(piece.polygon):
        yield error(where, "its outline crosses or touches itself; list its corners once each, going round")
        return
    middle = _middle(piece)
    floors = [region for region in building.regions if piece.storey in storeys_of(region)]
    if not any(contains(region.polygon, middle) for region in floors):
        yield warning(where, f"stands outside every region, at {middle[0]:.1f}, {middle[1]:.1f}; move or remove it")
    for door in _doors_on(building, piece.storey):
        points = [along(door.segment, share / 4) for share in range(1, 4)]
        if any(contains(piece.polygon, point) for point in points):
            yield error(where, f"stands in door {door.id!r}; move it")


def _middle(piece: Furniture) -> tuple[float, float]:
    xs, ys = zip(*piece.polygon, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)
