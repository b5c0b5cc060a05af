"""How densely people stand: persons per square metre, smoothed over about a metre."""

import math

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.frame import Singles
from muster.render.palette import DIM, INK, Colour
from muster.render.plan.ink import OUTLINE
from muster.render.plan.lens import Lens
from muster.render.plan.sheet import Sheet

CRITICAL = 4.0
"""Persons per square metre from which people can hardly choose how to move (Fruin 1993: level F, and critical)."""
TOP = 6.0  # persons per square metre; more looks the same
KERNEL = 0.5  # metres, standard deviation: most of a person's weight lies within a metre of them
CELL = 5  # pixels between two points of the grid
_FAINTEST = 0.3  # persons per square metre; less is not coloured

_STOPS: tuple[tuple[float, Colour, int], ...] = (
    (0.0, (40, 60, 140), 0),
    (_FAINTEST, (40, 70, 150), 60),
    (1.0, (30, 120, 160), 150),
    (2.0, (60, 170, 120), 190),
    (3.0, (190, 200, 60), 205),
    (CRITICAL - 0.01, (250, 220, 90), 215),
    (CRITICAL, (235, 60, 160), 235),
    (TOP, (255, 150, 220), 245),
)
"""Colours by density, with their opacity; at ``CRITICAL`` they change at once."""


def density(points: Singles, xs: NDArray[np.floating], ys: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return ``(len(xs), len(ys))`` persons per square metre at each crossing of ``xs`` and ``ys``, metres.

    Every one of the ``(n, 2)`` points is spread as a Gaussian; walls do not hold it back.
    """
    norm = 1 / (math.sqrt(2 * math.pi) * KERNEL)
    away = (grid.astype(np.float32)[:, None] - points[:, axis] for axis, grid in enumerate((xs, ys)))
    across, along = (norm * np.exp(-((each / np.float32(KERNEL)) ** 2) / 2) for each in away)
    return (across @ along.T).astype(np.float64)


def draw_density(surface: pygame.Surface, points: Singles, lens: Lens) -> None:
    """Draw the density of the people at ``points`` ``(n, 2)`` metres over the box of ``lens``."""
    box = lens.box
    columns, rows = max(box.width // CELL, 2), max(box.height // CELL, 2)
    left, top = lens.metres(box.topleft)
    cell = np.array(box.size) / (columns, rows) / lens.scale
    xs, ys = left + (np.arange(columns) + 0.5) * cell[0], top - (np.arange(rows) + 0.5) * cell[1]
    near = _within(points, xs, ys)
    if not len(near):
        return
    small = pygame.Surface((columns, rows), pygame.SRCALPHA)
    colours = colours_of(density(near, xs, ys))
    pixels, opacity = pygame.surfarray.pixels3d(small), pygame.surfarray.pixels_alpha(small)
    pixels[:], opacity[:] = colours[..., :3], colours[..., 3]
    del pixels, opacity  # they lock the surface
    surface.blit(pygame.transform.smoothscale(small, box.size), box)


def colours_of(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return red, green, blue and opacity for persons per square metre."""
    stops = [stop for stop, _, _ in _STOPS]
    channels = [[*colour, opacity] for _, colour, opacity in _STOPS]
    each = [np.interp(values, stops, [channel[index] for channel in channels]) for index in range(4)]
    return np.stack(each, axis=-1).astype(np.uint8)


def draw_scale(sheet: Sheet) -> None:
    """Draw what the colours mean into the line below the map."""
    line, pad, px = sheet.layout.key, sheet.layout.px(12), sheet.layout.small
    if not line.width:
        return
    words = sheet.write("persons per m²", (line.left + pad, line.centery), DIM, px=px, align=(0.0, 0.5))
    bar = pygame.Rect(words.right + pad, line.top + 3, sheet.layout.px(210), line.height - 6)
    colours = colours_of(np.linspace(0.0, TOP, bar.width))
    for offset, colour in enumerate(colours[:, :3].tolist()):
        pygame.draw.line(sheet.surface, colour, (bar.left + offset, bar.top), (bar.left + offset, bar.bottom - 1))
    for value in range(1, int(TOP)):
        x = bar.left + value / TOP * bar.width
        sheet.write(str(value), (x, bar.centery), OUTLINE if value > 1 else INK, px=px, align=(0.5, 0.5))
    at = bar.right + pad, line.centery
    sheet.write("from 4 on, hardly free to move", at, DIM, px=px, align=(0.0, 0.5), width=line.right - bar.right - pad)


def _within(points: Singles, xs: NDArray[np.floating], ys: NDArray[np.floating]) -> Singles:
    reach = 3 * KERNEL
    low, high = np.array([xs[0] - reach, ys[-1] - reach]), np.array([xs[-1] + reach, ys[0] + reach])
    return points[((points >= low) & (points <= high)).all(axis=1)]
