"""The floors of a drawing while they are made into regions: trimmed, cut into simple parts, bridged door by door."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from shapely import LineString, Polygon, STRtree, union_all
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from muster.importing import shapes
from muster.importing.drawing import Space, spot
from muster.importing.flights import Stair
from muster.importing.names import Names
from muster.scenario.building import Point as Spot
from muster.scenario.building import RegionKind, Wall
from muster.scenario.plan.notes import Note

_TOUCHING = 0.03  # metres between two outlines that are one
_NARROWEST = 0.6  # metres of shared outline without a wall that people walk through
_LOST = 0.5  # m²: less of a room may get lost without a word


@dataclass(frozen=True)
class Part:
    """A region in the making.

    Attributes:
        whole: the space it was cut from; parts of one are open to each other.
        upper: for stairs, the storey at the head.
    """

    id: str
    name: str
    kind: RegionKind
    storey: str
    outline: Polygon
    whole: str
    upper: str = ""
    walked: float | None = None


class Floors:
    """The regions of all storeys, by id; ``walls`` are pillars that stand in them."""

    def __init__(self, names: Names, solids: Mapping[str, BaseGeometry]) -> None:
        self.parts: dict[str, Part] = {}
        self._boxes: dict[str, dict[str, tuple[float, ...]]] = defaultdict(dict)  # of each region, by storey
        self.walls: list[Wall] = []
        self.notes: list[Note] = []
        self._names, self._solids = names, solids

    def add_stairs(self, stairs: Sequence[Stair]) -> None:
        """Add flights; to be done before spaces, which give way to them."""
        for stair in stairs:
            id = self._names.id(stair.id)
            name = stair.id.replace("-", " ").capitalize()
            self._put(Part(id, name, RegionKind.STAIR, stair.lower, stair.outline, stair.id, stair.upper, stair.walked))

    def add_spaces(self, spaces: Sequence[Space]) -> None:
        """Add rooms: what is left of each beside walls, stairs and smaller rooms that are drawn over it."""
        for space in sorted(spaces, key=lambda space: space.shape.area):
            taken = union_all([part.outline for part in self._on(space.storey) if part.outline.intersects(space.shape)])
            solid = self._solids.get(space.storey, Polygon())
            left = shapes.tidy(space.shape.buffer(0).difference(taken.union(solid)))
            self._add_parts(space, left, taken)
            if not left:
                text = f"{space.name} has no floor left beside walls, stairs and other rooms; left out"
                self.notes.append(Note(space.storey, spot(space.shape.centroid), text))

    def add_ground(self, spaces: Sequence[Space]) -> None:
        """Add outlines as they are: ground round the building and courtyards; parts of one ground are open."""
        for space in spaces:
            id = self._names.id(space.name)
            self._put(Part(id, space.name, space.kind, space.storey, space.shape, space.id))

    def on(self, storey: str) -> dict[str, Polygon]:
        """Return the outlines on a storey; a stair is on both that it joins."""
        return {part.id: part.outline for part in self._on(storey)}

    def near(self, storey: str, at: Spot, reach: float) -> dict[str, Polygon]:
        """Return the outlines on a storey that may be within ``reach`` metres of a point."""
        x, y = at
        return {
            id: self.parts[id].outline
            for id, (west, south, east, north) in self._boxes[storey].items()
            if west - reach <= x <= east + reach and south - reach <= y <= north + reach
        }

    def reshape(self, id: str, outline: Polygon) -> None:
        """Give a region another outline."""
        self._put(replace(self.parts[id], outline=outline))

    def remove(self, id: str) -> Part:
        """Take a region away."""
        part = self.parts.pop(id)
        for storey in (part.storey, part.upper):
            self._boxes[storey].pop(id, None)
        return part

    def stair(self, whole: str) -> str:
        """Return the id of a flight's region."""
        return next(part.id for part in self.parts.values() if part.whole == whole and part.kind is RegionKind.STAIR)

    def open_edges(self, storey: str) -> Iterator[tuple[str, str, tuple[Spot, Spot]]]:
        """Yield where two regions of a storey meet with no wall between: their ids, and each straight piece."""
        solid = self._solids.get(storey)
        parts = [part for part in self._on(storey) if part.kind is not RegionKind.STAIR]
        tree = STRtree([part.outline for part in parts])
        for i, j in combinations(range(len(parts)), 2) if len(parts) < 3 else _near_pairs(tree, parts):
            a, b = parts[i], parts[j]
            if not _may_be_open(a, b, walled=solid is not None):
                continue
            shared = a.outline.exterior.intersection(b.outline.buffer(_TOUCHING, join_style="mitre"))
            if solid is not None and RegionKind.OUTSIDE not in (a.kind, b.kind):
                shared = shared.difference(solid.buffer(_TOUCHING))
            yield from ((a.id, b.id, piece) for piece in _straight(shared))

    def _on(self, storey: str) -> list[Part]:
        return [self.parts[id] for id in self._boxes[storey]]

    def _put(self, part: Part) -> None:
        self.parts[part.id] = part
        for storey in filter(None, (part.storey, part.upper)):
            self._boxes[storey][part.id] = part.outline.bounds

    def _add_parts(self, space: Space, left: Sequence[Polygon], taken: BaseGeometry) -> None:
        for whole in left:
            simple, pillars = shapes.without_holes(whole, taken)
            for outline in simple:
                id = self._names.id(space.name)
                self._put(Part(id, space.name, space.kind, space.storey, outline, space.id))
            for pillar in pillars:
                ring = shapes.corners(pillar)
                self.walls.append(Wall(space.storey, (*ring, ring[0])))


def _near_pairs(tree: STRtree, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    for i, part in enumerate(parts):
        for j in tree.query(part.outline.buffer(_TOUCHING)):
            if i < j:
                yield i, int(j)


def _may_be_open(a: Part, b: Part, *, walled: bool) -> bool:
    """Return whether two regions that touch may be open to each other.

    Parts of one space are. Others are where the drawing has walls, and none there. Ground is shut off.
    """
    outside = [part.kind is RegionKind.OUTSIDE for part in (a, b)]
    return a.whole == b.whole or all(outside) or (walled and not any(outside))


def _straight(shared: BaseGeometry) -> Iterator[tuple[Spot, Spot]]:
    """Yield the straight pieces of a shared outline that are wide enough to walk through."""
    lines = [line for line in getattr(shared, "geoms", (shared,)) if isinstance(line, LineString) and line.length > 0]
    merged = linemerge(lines) if len(lines) > 1 else (lines[0] if lines else LineString())
    for line in getattr(merged, "geoms", (merged,)):
        points = list(line.simplify(shapes.GRID).coords)
        for a, b in pairwise(points):
            piece = LineString([a, b])
            if piece.length >= _NARROWEST:
                yield (round(a[0], 3), round(a[1], 3)), (round(b[0], 3), round(b[1], 3))
