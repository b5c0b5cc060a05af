"""Symbols, drawn with smooth edges into one small texture by numpy."""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray
from panda3d.core import SamplerState, Texture

from muster.render.panda3d.hud.box import Box

CELL = 64  # texels
_MARGIN = 8  # texels around a symbol that stay empty, so that smaller copies do not run into each other
_ROW = 4  # cells
_HALVED = 3  # how often the texture may be halved, as the margin allows

Field = NDArray[np.float64]
"""``(CELL, CELL)`` how far a texel is inside a symbol, in halves of the symbol's width; below 0 outside."""


def _polygon(*corners: tuple[float, float]) -> Callable[[Field, Field], Field]:
    """Return a convex polygon with its corners counter-clockwise in x to the right, y up, -1 to 1."""

    def inside(x: Field, y: Field) -> Field:
        depth = np.full_like(x, 2.0)
        for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
            length = np.hypot(x1 - x0, y1 - y0)
            depth = np.minimum(depth, ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length)
        return depth

    return inside


def _bar(left: float, right: float, height: float = 0.9) -> Callable[[Field, Field], Field]:
    return _polygon((left, -height), (right, -height), (right, height), (left, height))


def _either(*shapes: Callable[[Field, Field], Field]) -> Callable[[Field, Field], Field]:
    return lambda x, y: np.max([shape(x, y) for shape in shapes], axis=0)


def _cross(x: Field, y: Field) -> Field:
    across, up = (x + y) / np.sqrt(2), (x - y) / np.sqrt(2)
    strokes = [np.minimum(0.28 - np.abs(a), 1.15 - np.abs(b)) for a, b in ((across, up), (up, across))]
    return np.maximum(*strokes)


_ON = _polygon((-0.7, 0.9), (-0.7, -0.9), (0.85, 0.0))
_BACK = _polygon((0.7, -0.9), (0.7, 0.9), (-0.85, 0.0))
_SYMBOLS: Mapping[str, Callable[[Field, Field], Field]] = {
    "circle": lambda x, y: 1.0 - np.hypot(x, y),
    "square": _bar(-0.86, 0.86, 0.86),
    "ring": lambda x, y: np.minimum(1.0 - np.hypot(x, y), np.hypot(x, y) - 0.55),
    "triangle": _polygon((-1.0, -0.85), (1.0, -0.85), (0.0, 0.95)),
    "cross": _cross,
    "diamond": _polygon((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)),
    "play": _ON,
    "pause": _either(_bar(-0.75, -0.2), _bar(0.2, 0.75)),
    "step": _either(_bar(-0.8, -0.4), _polygon((-0.2, 0.9), (-0.2, -0.9), (0.95, 0.0))),
    "step-back": _either(_bar(0.4, 0.8), _polygon((0.2, -0.9), (0.2, 0.9), (-0.95, 0.0))),
    "next": _either(_bar(0.5, 0.9), _polygon((-0.9, 0.9), (-0.9, -0.9), (0.5, 0.0))),
    "last": _either(_bar(-0.9, -0.5), _polygon((0.9, -0.9), (0.9, 0.9), (-0.5, 0.0))),
    "up": _polygon((-0.9, -0.5), (0.9, -0.5), (0.0, 0.6)),
    "down": _polygon((0.9, 0.5), (-0.9, 0.5), (0.0, -0.6)),
    "speaker": _either(_bar(-0.95, -0.35, 0.35), _polygon((-0.5, -0.3), (0.75, -0.95), (0.75, 0.95), (-0.5, 0.3))),
    "tail": _polygon((-0.7, 1.0), (0.0, -1.0), (0.7, 1.0)),
}
"""By name; those of ``palette.STATUS_SYMBOLS`` are among them."""

SYMBOLS = tuple(_SYMBOLS)


SOFT = 4 / (CELL - 2 * _MARGIN)
"""Of a symbol's size: as far beyond its edges the texture is shown, so that they are not cut off while still grey."""


@cache
def uv_of(symbol: str, *, beyond: float = 0.0) -> Box:
    """Return where ``symbol`` lies in the texture, ``beyond`` its edges, top and bottom as in OpenGL."""
    row, column = divmod(SYMBOLS.index(symbol), _ROW)
    size, margin = CELL * _ROW, _MARGIN - beyond * (CELL - 2 * _MARGIN)
    left, top = column * CELL + margin, row * CELL + margin
    inner = CELL - 2 * margin
    return Box(left / size, 1 - top / size, (left + inner) / size, 1 - (top + inner) / size)


def coverage() -> NDArray[np.uint8]:
    """Return the texture ``(height, width)``, the upper row first: how much of each texel is covered, 0 to 255."""
    half = CELL / 2 - _MARGIN
    line: NDArray[np.float64] = (np.arange(CELL, dtype=np.float64) + 0.5 - CELL / 2) / half
    x, y = np.broadcast_to(line, (CELL, CELL)), np.broadcast_to(-line[:, None], (CELL, CELL))
    cells = [np.clip(shape(x, y) * half + 0.5, 0.0, 1.0) for shape in _SYMBOLS.values()]
    cells += [np.zeros((CELL, CELL))] * (-len(cells) % _ROW)
    rows = [np.hstack(cells[at : at + _ROW]) for at in range(0, len(cells), _ROW)]
    return (np.vstack(rows) * 255).round().astype(np.uint8)


def make_texture() -> Texture:
    """Return the symbols as a texture: white, with their coverage as opacity."""
    opacity = coverage()[::-1]  # OpenGL begins below
    texture = Texture("hud-symbols")
    texture.setup_2d_texture(opacity.shape[1], opacity.shape[0], Texture.T_unsigned_byte, Texture.F_alpha)
    texture.set_ram_image(opacity.tobytes())  # pyright: ignore[reportUnknownMemberType]
    sampler = SamplerState()
    sampler.set_minfilter(SamplerState.FT_linear_mipmap_linear)
    sampler.set_magfilter(SamplerState.FT_linear)
    sampler.set_max_lod(_HALVED)
    texture.set_default_sampler(sampler)
    return texture
