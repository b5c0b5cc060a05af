"""Which pieces of a building a trainee has been told of, and which come next."""

from collections.abc import Iterable

from muster.scenario.building import Building, Door, Furniture, Point, Wall
from muster.scenario.geometry import contains
from muster.training.told import DoorPiece, Pieces


class Surveyor:
    """Hands out the building piece by piece, each once: what lies in a region comes with the region."""

    def __init__(self, building: Building) -> None:
        self._building = building
        self._index = {region.id: number for number, region in enumerate(building.regions)}
        self._doors = [_piece(door, self._index) for door in building.doors]
        self._told: set[int] = set()

    def pieces(self, regions: Iterable[int], doors: Iterable[int]) -> Pieces:
        """Return what comes with ``regions`` that are new, and those of ``doors`` in view that were not told yet."""
        fresh = tuple(regions)
        wanted = {number for number in doors if number not in self._told}
        if not fresh and not wanted:
            return Pieces()
        known, building = set(fresh), self._building
        of_regions = {number for number, door in enumerate(self._doors) if known & set(door.regions)}
        new = sorted((wanted | of_regions) - self._told)
        self._told.update(new)
        ids = {building.doors[number].id: number for number in new}
        return Pieces(
            regions=tuple((number, building.regions[number]) for number in fresh),
            doors=tuple((number, self._doors[number]) for number in new),
            exits=tuple((ids[exit.door], exit) for exit in building.exits if exit.door in ids),
            hiding_spots=tuple(
                (self._index[spot.region], spot) for spot in building.hiding_spots if self._index[spot.region] in known
            ),
            muster_points=tuple(
                (self._index[point.region], point)
                for point in building.muster_points
                if self._index[point.region] in known
            ),
            walls=tuple(wall for wall in building.walls if self._lies_in(known, wall.storey, _middle(wall))),
            furniture=tuple(each for each in building.furniture if self._lies_in(known, each.storey, _heart(each))),
        )

    def _lies_in(self, known: set[int], storey: str, point: Point) -> bool:
        regions = (self._building.regions[number] for number in known)
        return any(region.storey == storey and contains(region.polygon, point) for region in regions)


def _piece(door: Door, index: dict[str, int]) -> DoorPiece:
    first, second = (index[id] for id in door.between)
    swing = None if door.swing is None else index[door.swing]
    return DoorPiece(door.id, (first, second), door.segment, door.kind, swing)


def _middle(wall: Wall) -> Point:
    (ax, ay), (bx, by) = wall.points[0], wall.points[1]
    return (ax + bx) / 2, (ay + by) / 2


def _heart(furniture: Furniture) -> Point:
    xs, ys = zip(*furniture.polygon, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)
