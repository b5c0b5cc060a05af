"""Trails: the way everybody has come in the last seconds, fading with age."""

from dataclasses import dataclass

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.between import JUMP
from muster.render.frame import Bytes, Singles, Status
from muster.render.palette import STATUS_COLOURS, THREAT
from muster.render.plan import ink
from muster.render.plan.lens import Lens
from muster.render.trails import Trails
from muster.scenario.building import RegionKind

_THICK = 9.0  # pixels a metre from which trails are two pixels wide

_COLOURS = np.array([STATUS_COLOURS[status] for status in Status], np.float64)
_THREAT = np.array(THREAT, np.float64)
_FLOOR = np.array(ink.FLOOR[RegionKind.CORRIDOR], np.float64)


def draw_trails(surface: pygame.Surface, trails: Trails, storey: int, lens: Lens, status: Bytes) -> None:
    """Draw the trails on one storey; ``status`` ``(n,)`` gives the colours of people's."""
    people = _Ways(trails.position, trails.storey == storey, _COLOURS[status], 0.15, 0.75)
    threats = np.broadcast_to(_THREAT, (trails.threat_position.shape[1], 3))
    intruders = _Ways(trails.threat_position, trails.threat_storey == storey, threats, 0.5, 1.0)
    people.draw(surface, lens, is_thick=lens.scale > _THICK)
    intruders.draw(surface, lens, is_thick=True)


@dataclass(frozen=True)
class _Ways:
    """Where some bodies have been.

    Attributes:
        position: ``(k, n, 2)`` metres.
        here: ``(k, n)`` whether that was on the storey to draw.
        colour: ``(n, 3)``.
        oldest, latest: how much of that colour the two ends of a way have.
    """

    position: Singles
    here: NDArray[np.bool_]
    colour: NDArray[np.float64]
    oldest: float
    latest: float

    def draw(self, surface: pygame.Surface, lens: Lens, *, is_thick: bool) -> None:
        """Draw them, the latest steps last, so that these lie on top."""
        who = np.flatnonzero(self.here.any(axis=0))
        step, column = np.nonzero(_walked(self.position[:, who], self.here[:, who]))
        if not len(step):
            return
        start, end = (lens.pixels(self.position[step + late, who[column]]) for late in (0, 1))
        share = np.linspace(self.oldest, self.latest, len(self.position) - 1)[step, None]
        colour = _FLOOR + (self.colour[who[column]] - _FLOOR) * share
        _draw_lines(surface, lens, (start, end), colour.astype(np.uint8), is_thick=is_thick)


def _walked(position: Singles, here: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return ``(k - 1, n)`` which steps were walked, and on this storey."""
    east, north = np.abs(np.diff(position, axis=0)).transpose(2, 0, 1)
    steps = np.maximum(east, north)  # NaN, which is neither small nor large, for whoever was not there
    return (steps < JUMP) & (steps > 0) & here[1:] & here[:-1]


def _draw_lines(
    surface: pygame.Surface,
    lens: Lens,
    ends: tuple[NDArray[np.float64], NDArray[np.float64]],
    colour: Bytes,
    *,
    is_thick: bool,
) -> None:
    """Draw ``s`` lines at once within the box of ``lens``: a fraction of what pygame takes for one after the other.

    ``ends`` are two of ``(s, 2)`` pixels, ``colour`` is ``(s, 3)``.
    """
    start, way = ends[0], ends[1] - ends[0]
    count = np.ceil(np.maximum(np.abs(way[:, 0]), np.abs(way[:, 1]))).astype(np.int64) + 1  # dots in each line
    line = np.repeat(np.arange(len(count)), count)
    share = (np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)) / count[line]
    dots = np.rint(start[line] + way[line] * share[:, None]).astype(np.int64)
    box, packed = lens.box.clip(surface.get_rect()), _packed(surface, colour)
    pixels = pygame.surfarray.pixels2d(surface)
    for right, down in ((0, 0), (1, 0), (0, 1), (1, 1)) if is_thick else ((0, 0),):
        x, y = dots[:, 0] + right, dots[:, 1] + down
        seen = (x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)
        pixels[x[seen], y[seen]] = packed[line[seen]]


def _packed(surface: pygame.Surface, colour: Bytes) -> NDArray[np.uint32]:
    """Return ``(s,)`` numbers that stand for ``(s, 3)`` colours in the memory of ``surface``."""
    shifts = np.array(surface.get_shifts()[:3], np.uint32)
    return np.bitwise_or.reduce(colour.astype(np.uint32) << shifts, axis=1)
