"""Trails: the way everybody has come in the last seconds, fading with age."""

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.between import JUMP
from muster.render.frame import Bytes, Status
from muster.render.palette import STATUS_COLOURS
from muster.render.plan import ink
from muster.render.plan.lens import Lens
from muster.render.trails import Trails
from muster.scenario.building import RegionKind

_OLDEST, _LATEST = 0.15, 0.75  # how much of a person's own colour the two ends of a trail have
_THICK = 9.0  # pixels a metre from which trails are two pixels wide

_COLOURS = np.array([STATUS_COLOURS[status] for status in Status], np.float64)
_FLOOR = np.array(ink.FLOOR[RegionKind.CORRIDOR], np.float64)


def draw_trails(surface: pygame.Surface, trails: Trails, storey: int, lens: Lens, status: Bytes) -> None:
    """Draw the trails on one storey; ``status`` ``(n,)`` gives their colours."""
    here = np.flatnonzero((trails.storey == storey).any(axis=0))
    step, column = np.nonzero(_walked(trails, here, storey))  # the latest last, so that it lies on top
    if not len(step):
        return
    who = here[column]
    start, end = (lens.pixels(trails.position[step + late, who]) for late in (0, 1))
    share = np.linspace(_OLDEST, _LATEST, len(trails.time) - 1)[step, None]
    colour = _FLOOR + (_COLOURS[status[who]] - _FLOOR) * share
    _draw_lines(surface, lens, start, end, colour.astype(np.uint8))


def _walked(trails: Trails, who: NDArray[np.intp], storey: int) -> NDArray[np.bool_]:
    """Return ``(k - 1, m)`` which steps of ``(m,)`` people were walked on a storey."""
    east, north = np.abs(np.diff(trails.position[:, who], axis=0)).transpose(2, 0, 1)
    steps = np.maximum(east, north)
    here = trails.storey[:, who] == storey
    return (steps < JUMP) & (steps > 0) & here[1:] & here[:-1]


def _draw_lines(
    surface: pygame.Surface, lens: Lens, start: NDArray[np.float64], end: NDArray[np.float64], colour: Bytes
) -> None:
    """Draw ``s`` lines at once, in a fraction of the time that pygame takes for one after the other.

    Args:
        surface: what to draw on.
        lens: its box is not left.
        start: ``(s, 2)`` pixels, like ``end``.
        end: where lines end.
        colour: ``(s, 3)``.
    """
    way: NDArray[np.float64] = end - start
    count = np.ceil(np.maximum(np.abs(way[:, 0]), np.abs(way[:, 1]))).astype(np.int64) + 1  # dots in each line
    line = np.repeat(np.arange(len(count)), count)
    share = (np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)) / count[line]
    dots = np.rint(start[line] + way[line] * share[:, None]).astype(np.int64)
    box = lens.box.clip(surface.get_rect())
    pixels = pygame.surfarray.pixels3d(surface)
    for right, down in ((0, 0), (1, 0), (0, 1), (1, 1)) if lens.scale > _THICK else ((0, 0),):
        x, y = dots[:, 0] + right, dots[:, 1] + down
        seen = (x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)
        pixels[x[seen], y[seen]] = colour[line[seen]]
