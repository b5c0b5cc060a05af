"""Trails: the way everybody has come in the last seconds, fading with age."""

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.between import JUMP
from muster.render.frame import Bytes, Status
from muster.render.palette import STATUS_COLOURS, Colour
from muster.render.plan import ink
from muster.render.plan.lens import Lens
from muster.render.trails import Trails
from muster.scenario.building import RegionKind

_LEAST = 0.6  # metres: who has moved less leaves no trail
_FADES = (0.25, 0.45, 0.7)
"""How much of a person's own colour the oldest, the middle and the latest third of a trail have."""


def draw_trails(surface: pygame.Surface, trails: Trails, storey: int, lens: Lens, status: Bytes) -> None:
    """Draw the trails on one storey; ``status`` ``(n,)`` gives their colours."""
    if len(trails.time) < 2:
        return
    here = (trails.storey == storey).any(axis=0)
    moved = np.ptp(trails.position, axis=0).max(axis=1, initial=0.0) > _LEAST
    who = np.flatnonzero(here & moved)
    at = lens.pixels(trails.position[:, who])
    breaks = _breaks(trails, who, storey)
    for start, end, share in _thirds(len(trails.time)):
        for column, agent in enumerate(who.tolist()):
            colour = _faded(STATUS_COLOURS[Status(int(status[agent]))], share)
            if not breaks[start:end, column].any():
                pygame.draw.lines(surface, colour, False, at[start : end + 1, column].tolist(), _width(lens))
            else:
                _draw_pieces(surface, colour, at[start : end + 1, column], breaks[start:end, column], _width(lens))


def _breaks(trails: Trails, who: NDArray[np.intp], storey: int) -> NDArray[np.bool_]:
    """Return ``(k - 1, m)`` which steps were not walked on this storey."""
    steps = np.abs(np.diff(trails.position[:, who], axis=0)).max(axis=2)
    elsewhere = trails.storey[:, who] != storey
    return (steps > JUMP) | elsewhere[1:] | elsewhere[:-1]


def _thirds(count: int) -> list[tuple[int, int, float]]:
    """Return first and last point of each third of ``count`` points, with how strong it is."""
    ends = [round(index * (count - 1) / len(_FADES)) for index in range(len(_FADES) + 1)]
    return [(a, b, share) for a, b, share in zip(ends, ends[1:], _FADES, strict=False) if b > a]


def _draw_pieces(
    surface: pygame.Surface, colour: Colour, at: NDArray[np.float64], breaks: NDArray[np.bool_], width: int
) -> None:
    for index in np.flatnonzero(~breaks).tolist():
        pygame.draw.line(surface, colour, at[index].tolist(), at[index + 1].tolist(), width)


def _faded(colour: Colour, share: float) -> Colour:
    floor = ink.FLOOR[RegionKind.CORRIDOR]
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(floor, colour, strict=True))
    return red, green, blue


def _width(lens: Lens) -> int:
    return 1 if lens.scale < 9 else 2
