"""Small pictures of people, one for each status, posture and heading: made when first needed, then only copied."""

import math
from functools import lru_cache

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.recording.codes import Pose
from muster.render.frame import Bytes, Status
from muster.render.palette import INK, STATUS_COLOURS, STATUS_SYMBOLS, Colour
from muster.render.plan import ink

HEADINGS = 24
"""How many ways somebody can be seen to face."""
_FINER = 4  # drawn so many times larger, then shrunk: smooth edges
_POSES = len(Pose)


class Sprites:
    """People of one size: ``radius`` pixels from the middle to the rim."""

    def __init__(self, radius: float) -> None:
        self.radius = radius
        self._half = math.ceil(radius * 1.9) + 2
        self._made: dict[int, pygame.Surface] = {}

    @property
    def half(self) -> int:
        """Pixels from the middle of a picture to its edge."""
        return self._half

    def of(self, key: int) -> pygame.Surface:
        """Return the picture for one of ``keys_of``."""
        if key not in self._made:
            self._made[key] = self._draw(key)
        return self._made[key]

    def _draw(self, key: int) -> pygame.Surface:
        rest, heading = divmod(key, HEADINGS)
        status, pose = divmod(rest, _POSES)
        side = 2 * self._half
        large = pygame.Surface((side * _FINER, side * _FINER), pygame.SRCALPHA)
        large.fill((*STATUS_COLOURS[Status(status)], 0))  # so that edges fade into their own colour
        body = _Body(large, self.radius * _FINER, 2 * math.pi * heading / HEADINGS)
        body.posture(pose, STATUS_COLOURS[Status(status)])
        body.symbol(Status(status), 0.78 if pose in (Pose.CROUCH, Pose.CRAWL) else 1.0)
        return pygame.transform.smoothscale(large, (side, side))


def keys_of(status: Bytes, pose: Bytes, turns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ``(n,)`` which picture shows whom; ``turns`` are headings in 1 / ``HEADINGS`` of a turn."""
    return (status.astype(np.int64) * _POSES + pose) * HEADINGS + turns


def symbol_of(status: Status, radius: float) -> pygame.Surface:
    """Return the picture of somebody who stands, for a legend."""
    return sprites_of(radius).of(int(status) * _POSES * HEADINGS + HEADINGS // 4)


@lru_cache(24)
def sprites_of(radius: float) -> Sprites:
    """Return the sprites of a size, to the half pixel."""
    return Sprites(radius)


class _Body:
    """Draws one person around the middle of ``surface``."""

    def __init__(self, surface: pygame.Surface, radius: float, heading: float) -> None:
        self._surface, self._radius = surface, radius
        self._x, self._y = surface.get_width() / 2, surface.get_height() / 2
        self._ahead = pygame.Vector2(math.cos(heading), -math.sin(heading))

    def posture(self, pose: int, colour: Colour) -> None:
        """Draw what lies under the symbol: a tick ahead, wheels at the sides, or a body stretched out."""
        side = pygame.Vector2(-self._ahead.y, self._ahead.x)
        if pose in (Pose.CRAWL, Pose.DOWN):
            length = 1.7 if pose == Pose.DOWN else 1.4
            self._bar(self._ahead * -length, self._ahead * length, 0.75, colour)
            return
        if pose == Pose.SEATED:
            for sign in (-1.2, 1.2):
                self._bar(side * sign - self._ahead * 0.8, side * sign + self._ahead * 0.8, 0.4, colour)
        self._bar(self._ahead * 0.6, self._ahead * 1.65, 0.42, colour)

    def symbol(self, status: Status, share: float) -> None:
        """Draw the symbol that tells the status."""
        colour, size = STATUS_COLOURS[status], self._radius * share
        match STATUS_SYMBOLS[status]:
            case "square":
                self._polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)], size, colour)
            case "triangle":
                self._polygon([(0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)], size, colour)
            case "ring":
                self._disc(size, ink.OUTLINE)
                self._disc(size * 0.88, colour)
                self._disc(size * 0.46, ink.OUTLINE)
            case "cross":
                self._cross(size, INK, 0.72)
                self._cross(size, colour, 0.36)
            case _:
                self._disc(size, ink.OUTLINE)
                self._disc(size * 0.86, colour)

    def _at(self, x: float, y: float) -> pygame.Vector2:
        return pygame.Vector2(self._x + x, self._y + y)

    def _disc(self, radius: float, colour: Colour) -> None:
        pygame.draw.circle(self._surface, colour, (self._x, self._y), radius)

    def _bar(self, a: pygame.Vector2, b: pygame.Vector2, width: float, colour: Colour) -> None:
        """Draw a dark-rimmed bar between two points, all in radii."""
        ends = [self._at(*(end * self._radius)) for end in (a, b)]
        for shade, extra in ((ink.OUTLINE, 0.25), (colour, 0.0)):
            thick = max(round((width + extra) * self._radius), 1)
            pygame.draw.line(self._surface, shade, ends[0], ends[1], thick)

    def _polygon(self, corners: list[tuple[float, float]], size: float, colour: Colour) -> None:
        for shade, share in ((ink.OUTLINE, 1.0), (colour, 0.84)):
            points = [self._at(x * size * share, y * size * share) for x, y in corners]
            pygame.draw.polygon(self._surface, shade, points)

    def _cross(self, size: float, colour: Colour, width: float) -> None:
        for x, y in ((1.0, 1.0), (1.0, -1.0)):
            grown = size * (0.9 if width < 0.5 else 1.05)
            a, b = self._at(-x * grown, -y * grown), self._at(x * grown, y * grown)
            pygame.draw.line(self._surface, colour, a, b, max(round(width * size), 1))
