"""Doors as they stand at a moment: told apart by colour and by mark."""

from collections.abc import Callable, Mapping

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.plan import ink, strokes
from muster.render.plan.floors import Floor
from muster.render.plan.lens import Lens
from muster.scenario.building import DoorKind, Point
from muster.world.acts import Door

_MARKED = 5.0  # pixels: narrower doors are too small for marks


def draw_doors(surface: pygame.Surface, floor: Floor, lens: Lens, states: NDArray[np.uint8]) -> None:
    """Draw the doors of a storey; ``states`` ``(d,)`` as in ``Frame.doors``."""
    for index, door in floor.doors:
        if door.kind is DoorKind.DOOR:
            a, b = lens.path(door.segment)
            if surface.get_clip().inflate(40, 40).collidepoint(a):
                state = Door(int(states[index]))
                _DRAWS[state](surface, a, b, floor.swings[index], lens.scale)


def draw_door(surface: pygame.Surface, state: Door, a: Point, b: Point, *, scale: float) -> None:
    """Draw one door between two pixels, for a legend."""
    _DRAWS[state](surface, a, b, (0.0, -1.0), scale)


def _open(surface: pygame.Surface, a: Point, b: Point, into: Point, scale: float) -> None:
    reach = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
    leaf = a[0] + into[0] * reach * 0.9, a[1] + into[1] * reach * 0.9
    strokes.line(surface, ink.DOORS[Door.OPEN], a, leaf, _width(scale))


def _closed(surface: pygame.Surface, a: Point, b: Point, into: Point, scale: float) -> None:
    strokes.line(surface, ink.DOORS[Door.CLOSED], a, b, _width(scale))


def _locked(surface: pygame.Surface, a: Point, b: Point, into: Point, scale: float) -> None:
    """Draw a line with a disc on it, as large as a padlock can be seen."""
    colour, x, y = ink.DOORS[Door.LOCKED], (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    strokes.line(surface, colour, a, b, _width(scale) + 1)
    size = min(max(0.28 * scale, 3.0), 9.0)
    pygame.draw.aacircle(surface, ink.OUTLINE, (x, y), size + 1)
    pygame.draw.aacircle(surface, colour, (x, y), size)
    if size >= _MARKED:
        pygame.draw.aacircle(surface, ink.OUTLINE, (x, y), size * 0.4)


def _barricaded(surface: pygame.Surface, a: Point, b: Point, into: Point, scale: float) -> None:
    """Draw two planks along the door: crosses are people who are incapacitated."""
    colour, x, y = ink.DOORS[Door.BARRICADED], (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    along = pygame.Vector2(b[0] - a[0], b[1] - a[1])
    along.scale_to_length(min(max(0.55 * scale, 5.0), 14.0))
    apart = along.rotate(90)
    apart.scale_to_length(min(max(0.22 * scale, 2.5), 6.0))
    for under, width in ((ink.OUTLINE, _width(scale) + 3), (colour, _width(scale) + 1)):
        for side in (-apart, apart):
            start, end = (x + side.x - along.x, y + side.y - along.y), (x + side.x + along.x, y + side.y + along.y)
            strokes.line(surface, under, start, end, width)


def _width(scale: float) -> int:
    return min(max(round(0.12 * scale), 1), 5)


_Draw = Callable[[pygame.Surface, Point, Point, Point, float], None]
_DRAWS: Mapping[Door, _Draw] = {
    Door.OPEN: _open,
    Door.CLOSED: _closed,
    Door.LOCKED: _locked,
    Door.BARRICADED: _barricaded,
}
