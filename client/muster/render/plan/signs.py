"""Words on the plan that stand still: names of rooms, exits, muster points, and which way stairs go."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

import pygame

from muster.render.palette import Colour
from muster.render.plan import ink, strokes
from muster.render.plan.floors import Floor
from muster.render.plan.lens import Lens
from muster.render.plan.lettering import Lettering
from muster.scenario.building import MusterPoint, Point, Region, RegionKind
from muster.scenario.geometry import along, edges
from muster.scenario.plan.doors import side
from muster.scenario.plan.labels import heart

_SMALLEST, _LARGEST = 10, 16  # pixels, of a room's name
_ROOM = 0.9  # of the floor across that a name may take
_LONG = 1.6  # times as long as wide: names in such rooms may be turned
_SIGN = 11  # pixels, of words on signs


def write_signs(floor: Floor, surface: pygame.Surface, lens: Lens, lettering: Lettering) -> None:
    """Write everything on ``floor`` that has words."""
    for region in floor.regions:
        if region.id in floor.runs:
            _stair_sign(floor, region, surface, lens, lettering)
        elif region.kind is not RegionKind.OUTSIDE:
            marks = tuple(spot.at for spot in floor.hiding_spots if spot.region == region.id)
            _name(region, marks, surface, lens, lettering)
    for point in floor.scene.building.muster_points:
        if floor.scene.building.region(point.region).storey == floor.id:
            _muster_sign(point, surface, lens, lettering)
    _exit_signs(floor, surface, lens, lettering)


def _name(region: Region, marks: tuple[Point, ...], surface: pygame.Surface, lens: Lens, lettering: Lettering) -> None:
    """Write the name of a room as large as it has room for, on up to three lines; not at all when it has none."""
    at = _heart(region.polygon, marks)
    room = tuple(_span(region.polygon, at, axis) * lens.scale * _ROOM for axis in (0, 1))
    best = _best_setting(region.name, room, lens.px(_LARGEST), lettering)
    if best is not None:
        lines, px, turned = best
        _write_lines(surface, lines, lens.pixel(at), px, turned, lettering)


def _best_setting(
    name: str, room: Sequence[float], largest: int, lettering: Lettering
) -> tuple[Sequence[str], int, bool] | None:
    for px in range(largest, _SMALLEST - 1, -1):
        for turned in (False, True) if room[1] > _LONG * room[0] else (False,):
            across, down = (room[1], room[0]) if turned else (room[0], room[1])
            for lines in _broken(name):
                widest = max(lettering.width(line, px) for line in lines)
                if widest <= across and len(lines) * lettering.height(px) <= down:
                    return lines, px, turned
    return None


def _write_lines(
    surface: pygame.Surface, lines: Sequence[str], at: Point, px: int, turned: bool, lettering: Lettering
) -> None:
    high = lettering.height(px)
    for index, line in enumerate(lines):
        drawn, off = lettering.draw(line, px, ink.NAME), (index - (len(lines) - 1) / 2) * high
        if turned:
            drawn = pygame.transform.rotate(drawn, 90)
        x, y = (at[0] + off, at[1]) if turned else (at[0], at[1] + off)
        surface.blit(drawn, drawn.get_rect(center=(round(x), round(y))))


def _stair_sign(floor: Floor, region: Region, surface: pygame.Surface, lens: Lens, lettering: Lettering) -> None:
    """Draw an arrow the way the stair goes from this storey, with the word."""
    foot, head = floor.runs[region.id]
    is_up = region.storey == floor.id
    start, end = (foot, head) if is_up else (head, foot)
    a, b = lens.pixel(along((start, end), 0.15)), lens.pixel(along((start, end), 0.85))
    length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
    if length < 10:
        return
    strokes.arrow(surface, ink.NAME, a, b, min(max(length * 0.2, 5), 12))
    if length > 26:
        middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        board(
            surface,
            "up" if is_up else "down",
            middle,
            ink.FLOOR[RegionKind.STAIR],
            ink.NAME,
            lettering,
            px=lens.px(_SIGN),
        )


def _exit_signs(floor: Floor, surface: pygame.Surface, lens: Lens, lettering: Lettering) -> None:
    """Draw each exit's door in green, an arrow through it, and its name outside."""
    building = floor.scene.building
    doors = {door.id: door for _, door in floor.doors}
    for exit in building.exits:
        if exit.door not in doors:
            continue
        door = doors[exit.door]
        outside = next((id for id in door.between if building.region(id).kind is RegionKind.OUTSIDE), door.between[1])
        dx, dy = side(door, outside, building)
        a, b = lens.path(door.segment)
        strokes.line(surface, ink.MUSTER, a, b, max(round(0.3 * lens.scale), 3))
        x, y = lens.pixel(along(door.segment, 0.5))
        strokes.arrow(surface, ink.MUSTER, (x, y), (x + dx * 14, y - dy * 14), 7, 2)
        text = _fitting(f"EXIT {exit.name}", "EXIT", lens, lettering)
        reach = 17 + lettering.height(lens.px(_SIGN)) / 2  # to the middle of a board that lies along the wall
        at, is_turned = (x + dx * reach, y - dy * reach), abs(dx) > abs(dy)
        board(surface, text, at, ink.EXIT, ink.ON_EXIT, lettering, px=lens.px(_SIGN), turned=is_turned)


def _muster_sign(point: MusterPoint, surface: pygame.Surface, lens: Lens, lettering: Lettering) -> None:
    """Draw the circle within which people have arrived, and its name."""
    x, y = lens.pixel(point.at)
    radius = point.radius * lens.scale
    steps = [pygame.Vector2(radius, 0).rotate(angle) for angle in range(0, 361, 10)]
    for number, (a, b) in enumerate(pairwise(steps)):
        if number % 2 == 0:
            strokes.line(surface, ink.MUSTER, (x + a.x, y + a.y), (x + b.x, y + b.y), 2)
    text = _fitting(point.name, "muster", lens, lettering)
    board(surface, text, (x, y - radius - 9), ink.EXIT, ink.ON_EXIT, lettering, px=lens.px(_SIGN))


def _fitting(text: str, short: str, lens: Lens, lettering: Lettering) -> str:
    """Return ``text`` where the map is large enough for it."""
    return text if lens.scale > 3 and lettering.width(text, lens.px(_SIGN)) < lens.box.width / 3 else short


def board(
    surface: pygame.Surface,
    text: str,
    at: Point,
    colour: Colour,
    on: Colour,
    lettering: Lettering,
    *,
    px: int,
    turned: bool = False,
) -> pygame.Rect:
    """Write ``text`` on a small board centred on ``at``; ``turned`` to be read from the right."""
    drawn = lettering.draw(text, px, on)
    if turned:
        drawn = pygame.transform.rotate(drawn, 90)
    box = drawn.get_rect(center=(round(at[0]), round(at[1])))
    pygame.draw.rect(surface, colour, box.inflate(*((4, 8) if turned else (8, 4))), border_radius=3)
    return surface.blit(drawn, box)


@lru_cache(4096)
def _heart(polygon: tuple[Point, ...], marks: tuple[Point, ...]) -> Point:
    return heart(polygon, marks)


@lru_cache(4096)
def _span(polygon: tuple[Point, ...], at: Point, axis: int) -> float:
    """Return how far one can go from ``at`` along ``axis`` both ways, evenly, inside ``polygon``."""
    other = 1 - axis
    hits = [
        a[axis] + (at[other] - a[other]) / (b[other] - a[other]) * (b[axis] - a[axis])
        for a, b in edges(polygon)
        if (a[other] > at[other]) != (b[other] > at[other])
    ]
    return 2 * min((abs(hit - at[axis]) for hit in hits), default=0.0)


@lru_cache(4096)
def _broken(name: str) -> tuple[tuple[str, ...], ...]:
    """Return every way to set a name on one, two or three lines, fewest lines first."""
    words = name.split()[:6] or [""]
    return tuple(
        tuple(" ".join(words[a:b]) for a, b in pairwise((0, *cuts, len(words))))
        for breaks in range(min(3, len(words)))
        for cuts in combinations(range(1, len(words)), breaks)
    )
