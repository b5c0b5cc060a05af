"""Lines and polygons with smooth edges, where pygame draws steps."""

from collections.abc import Sequence
from itertools import pairwise

import pygame

from muster.render.palette import Colour
from muster.scenario.building import Point


def line(target: pygame.Surface, colour: Colour, a: Point, b: Point, width: int = 1) -> None:
    """Draw a line ``width`` pixels wide."""
    pygame.draw.aaline(target, colour, a, b, width)


def path(target: pygame.Surface, colour: Colour, points: Sequence[Point], width: int = 1, *, closed: bool) -> None:
    """Draw lines through ``points``."""
    for a, b in pairwise([*points, points[0]] if closed else points):
        line(target, colour, a, b, width)


def area(target: pygame.Surface, colour: Colour, points: Sequence[Point]) -> None:
    """Fill a polygon."""
    pygame.draw.polygon(target, colour, points)
    pygame.draw.aalines(target, colour, True, points)


def dashes(target: pygame.Surface, colour: Colour, a: Point, b: Point, dash: float = 5.0) -> None:
    """Draw a broken line, ``dash`` pixels on and as many off."""
    length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
    if length < 1:
        return
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    start = 0.0
    while start < length:
        end = min(start + dash, length)
        line(target, colour, (a[0] + ux * start, a[1] + uy * start), (a[0] + ux * end, a[1] + uy * end))
        start += 2 * dash


def arrow(target: pygame.Surface, colour: Colour, a: Point, b: Point, head: float, width: int = 1) -> None:
    """Draw an arrow from ``a`` to ``b`` with a head of ``head`` pixels."""
    length = max(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5, 1e-6)
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    back = b[0] - ux * head, b[1] - uy * head
    line(target, colour, a, back, width)
    side = head * 0.55
    area(target, colour, [b, (back[0] - uy * side, back[1] + ux * side), (back[0] + uy * side, back[1] - ux * side)])
