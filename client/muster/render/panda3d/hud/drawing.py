"""From sheets to rectangles: which ink each is drawn with, and where it lies."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from panda3d.core import Texture

from muster.render.panda3d.hud.atlas import SOFT, uv_of
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.inks import Ink
from muster.render.panda3d.hud.quads import Quads, placed, rectangles
from muster.render.panda3d.hud.sheet import Card, Mark, Sheet, Words
from muster.render.panda3d.hud.typeface import Typeface

OPAQUE, GLASS, SHAPES = "opaque", "glass", "shapes"
"""Inks of cards that hide what is behind them, of cards that do not, and of symbols and round corners."""

Drawn = dict[str, Quads]
"""Rectangles by ink: the three of shapes, then one for each face, by its name; later ones lie above."""


def inks_for(symbols: Texture, faces: Mapping[str, Typeface]) -> dict[str, Ink]:
    """Return the inks by name."""
    shapes = {OPAQUE: Ink(is_opaque=True), GLASS: Ink(), SHAPES: Ink(symbols)}
    return shapes | {name: Ink(face.texture) for name, face in faces.items()}


def quads_of(sheet: Sheet, faces: Mapping[str, Typeface]) -> Drawn:
    """Return the rectangles of a sheet."""
    lines = {name: [words for words in sheet.words if words.face == name] for name in faces}
    return _shapes(sheet.shapes) | {name: _lines(lines[name], face) for name, face in faces.items()}


def _lines(lines: list[Words], face: Typeface) -> Quads:
    letters = [face.quads(words.text, words.is_bold, words.is_italic) for words in lines]
    corners = [(round(words.left), round(words.top)) for words in lines]
    return placed(letters, corners, [words.tint for words in lines])


def _shapes(shapes: list[Card | Mark]) -> Drawn:
    pieces = [(piece, shape.tint) for shape in shapes for piece in _pieces(shape)]
    drawn: Drawn = {}
    for name in (OPAQUE, GLASS, SHAPES):
        mine = [(piece, tint) for piece, tint in pieces if piece.ink == name]
        boxes, cuts = [piece.box for piece, _ in mine], [piece.cut for piece, _ in mine]
        drawn[name] = rectangles(boxes, cuts, [tint for _, tint in mine])
    return drawn


class _Piece(NamedTuple):
    """One rectangle of a shape, and what it shows of its ink's texture."""

    ink: str
    box: Box
    cut: Box


def _pieces(shape: Card | Mark) -> Iterator[_Piece]:
    if isinstance(shape, Mark):
        grown = shape.box.inset(-SOFT * shape.box.width)
        yield _Piece(SHAPES, grown, uv_of(shape.symbol, beyond=SOFT))
        return
    ink = OPAQUE if shape.tint[3] == 255 else GLASS
    box = shape.box.on_pixels()
    radius = int(min(shape.radius, box.width / 2, box.height / 2))
    if radius > 0:
        yield from _rounded(box, radius, ink)
    else:
        yield _Piece(ink, box, _NOWHERE)


def _rounded(box: Box, radius: float, ink: str) -> Iterator[_Piece]:
    """Yield a card with quarters of a disc as its corners."""
    left, right, top, bottom = box.left + radius, box.right - radius, box.top + radius, box.bottom - radius
    yield _Piece(ink, Box(left, box.top, right, top), _NOWHERE)
    yield _Piece(ink, Box(box.left, top, box.right, bottom), _NOWHERE)
    yield _Piece(ink, Box(left, bottom, right, box.bottom), _NOWHERE)
    for row, (upper, lower) in enumerate(((box.top, top), (bottom, box.bottom))):
        for column, (west, east) in enumerate(((box.left, left), (right, box.right))):
            yield _Piece(SHAPES, Box(west, upper, east, lower), _QUARTERS[row, column])


def _quarter(disc: Box, row: int, column: int) -> Box:
    middle, level = (disc.left + disc.right) / 2, (disc.top + disc.bottom) / 2
    left, right = (disc.left, middle) if column == 0 else (middle, disc.right)
    top, bottom = (disc.top, level) if row == 0 else (level, disc.bottom)
    return Box(left, top, right, bottom)


_NOWHERE = Box(0, 0, 0, 0)  # of the texture
_QUARTERS = {(row, column): _quarter(uv_of("circle"), row, column) for row in (0, 1) for column in (0, 1)}
