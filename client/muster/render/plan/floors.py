"""What stands still on one storey: floors, walls, stairs, furniture, hiding spots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.plan import ink, strokes
from muster.render.plan.lens import Lens
from muster.render.scene import Scene
from muster.scenario.building import Door, Furniture, HidingSpot, Point, Region, RegionKind
from muster.scenario.geometry import along
from muster.scenario.plan.doors import side
from muster.world.navigation.plan import region_layers
from muster.world.navigation.stairs import slopes
from muster.world.navigation.walling import Segments, standing_walls

TREAD = 0.45  # metres between two lines on a stair
_WALL = 0.25  # metres, thick
_SLACK = 0.1  # metres


@dataclass(frozen=True)
class Floor:
    """One storey of a building, looked up once.

    Attributes:
        regions: what lies on it, the outside first; stairs that come up from below included.
        walls: ``(w, 4)`` metres, ax ay bx by, with gaps where doors are; those around stairs included.
    """

    scene: Scene
    storey: int
    regions: tuple[Region, ...]
    walls: NDArray[np.float64]

    @cached_property
    def doors(self) -> tuple[tuple[int, Door], ...]:
        """The doors of these regions, with their index in the building."""
        here = {region.id for region in self.regions}
        doors = enumerate(self.scene.building.doors)
        return tuple((index, door) for index, door in doors if here.issuperset(door.between))

    @cached_property
    def numbered(self) -> tuple[tuple[int, Region], ...]:
        """These regions with their index in the building."""
        index = {region.id: number for number, region in enumerate(self.scene.building.regions)}
        return tuple((index[region.id], region) for region in self.regions)

    @cached_property
    def brinks(self) -> NDArray[np.float64]:
        """``(b, 4)`` metres: where stairs go on to another storey, of which nothing can be seen from here."""
        here = {region.id for region in self.regions}
        stairs = {region.id for region in self.regions if region.kind is RegionKind.STAIR}
        ends = [
            (*door.segment[0], *door.segment[1])
            for door in self.scene.building.doors
            if stairs & set(door.between) and not here.issuperset(door.between)
        ]
        return np.array(ends, np.float64).reshape(-1, 4)

    @cached_property
    def swings(self) -> dict[int, Point]:
        """Which way the leaf of each door points when it is open, in pixels of length 1, by its index."""
        building, found = self.scene.building, dict[int, Point]()
        for index, door in self.doors:
            x, y = side(door, door.swing or door.between[0], building)
            found[index] = x, -y
        return found

    @cached_property
    def runs(self) -> dict[str, tuple[Point, Point]]:
        """Foot and head of each stair, by its id."""
        building, found = self.scene.building, dict[str, tuple[Point, Point]]()
        rise, doors = slopes(building), building.doors
        here = {region.id for region in self.regions}
        for index, region in enumerate(building.regions):
            foot, head = int(rise.foot_door[index]), int(rise.head_door[index])
            if region.id in here and foot >= 0 and head >= 0:
                found[region.id] = along(doors[foot].segment, 0.5), along(doors[head].segment, 0.5)
        return found

    @property
    def id(self) -> str:
        """The storey's id."""
        return self.scene.building.storeys[self.storey].id

    @cached_property
    def furniture(self) -> tuple[Furniture, ...]:
        """What is walked around."""
        return tuple(piece for piece in self.scene.building.furniture if piece.storey == self.id)

    @cached_property
    def hiding_spots(self) -> tuple[HidingSpot, ...]:
        """Where people can hide."""
        here = {region.id for region in self.regions if region.storey == self.id}
        return tuple(spot for spot in self.scene.building.hiding_spots if spot.region in here)


def floors(scene: Scene) -> list[Floor]:
    """Return every storey of a scene."""
    building = scene.building
    layer_of = region_layers(building)
    standing = standing_walls(building, layer_of)
    made: list[Floor] = []
    for index, storey in enumerate(building.storeys):
        here = [region for region in building.regions if storey.id in (region.storey, region.rises_to)]
        here.sort(key=lambda region: region.kind is not RegionKind.OUTSIDE)
        stairs = [region for region in here if region.kind is RegionKind.STAIR]
        around = _is_around(standing, stairs, layer_of) | (standing.layer == index)
        made.append(Floor(scene, index, tuple(here), standing.line[standing.opaque & around]))
    return made


def paint(floor: Floor, surface: pygame.Surface, lens: Lens) -> None:
    """Draw everything of ``floor`` that has no words."""
    for region in floor.regions:
        strokes.area(surface, ink.FLOOR[region.kind], lens.path(region.polygon))
    for region in floor.regions:
        if region.id in floor.runs:
            _stair(surface, region, floor.runs[region.id], lens)
    for piece in floor.furniture:
        outline = lens.path(piece.polygon)
        strokes.area(surface, ink.FURNITURE, outline)
        strokes.path(surface, ink.FURNITURE_EDGE, outline, closed=True)
    for spot in floor.hiding_spots:
        hiding_mark(surface, lens.pixel(spot.at), max(0.35 * lens.scale, 3.0))
    _walls(surface, floor, lens)


def hiding_mark(surface: pygame.Surface, at: Point, size: float) -> None:
    """Draw the mark of a hiding spot: an empty diamond."""
    x, y = at
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    strokes.path(surface, ink.HIDING, corners, closed=True)


def _walls(surface: pygame.Surface, floor: Floor, lens: Lens) -> None:
    width = min(max(round(_WALL * lens.scale), 1), 8)
    ends = lens.pixels(floor.walls.reshape(-1, 2, 2))
    for a, b in ends.tolist():
        strokes.line(surface, ink.WALL, tuple(a), tuple(b), width)


def _stair(surface: pygame.Surface, region: Region, run: tuple[Point, Point], lens: Lens) -> None:
    """Draw the treads across the way up."""
    (ax, ay), (bx, by) = run
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    if length < TREAD:
        return
    ux, uy = (bx - ax) / length, (by - ay) / length
    every = max(TREAD, 4 / lens.scale)  # no denser than four pixels
    for step in np.arange(every / 2, length, every).tolist():
        at = ax + ux * step, ay + uy * step
        cut = _across(region.polygon, at, (-uy, ux))
        if cut is not None:
            strokes.line(surface, ink.TREAD, lens.pixel(cut[0]), lens.pixel(cut[1]))


def _across(polygon: Sequence[Point], at: Point, way: Point) -> tuple[Point, Point] | None:
    """Return the line through ``at`` along ``way`` as far as it lies in ``polygon``."""
    hits = sorted(_hits(polygon, at, way))
    before, after = [hit for hit in hits if hit <= 0], [hit for hit in hits if hit > 0]
    if not before or not after:
        return None
    low, high = before[-1], after[0]
    return (at[0] + way[0] * low, at[1] + way[1] * low), (at[0] + way[0] * high, at[1] + way[1] * high)


def _hits(polygon: Sequence[Point], at: Point, way: Point) -> Iterator[float]:
    for (ax, ay), (bx, by) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        side_a = way[0] * (ay - at[1]) - way[1] * (ax - at[0])
        side_b = way[0] * (by - at[1]) - way[1] * (bx - at[0])
        if (side_a > 0) != (side_b > 0):
            share = side_a / (side_a - side_b)
            yield (ax + (bx - ax) * share - at[0]) * way[0] + (ay + (by - ay) * share - at[1]) * way[1]


def _is_around(standing: Segments, stairs: Sequence[Region], layer_of: dict[str, int]) -> NDArray[np.bool_]:
    """Return ``(w,)`` which walls stand around ``stairs``: their layers hold those of other storeys, too."""
    around = np.zeros(len(standing.line), np.bool_)
    ends = standing.line.reshape(-1, 2, 2)
    for stair in stairs:
        low, high = np.min(stair.polygon, axis=0) - _SLACK, np.max(stair.polygon, axis=0) + _SLACK
        around |= (standing.layer == layer_of[stair.id]) & ((ends >= low) & (ends <= high)).all(axis=(1, 2))
    return around
