"""From sheets to rectangles: which texture each comes from, and where it lies."""

from collections.abc import Iterator, Mapping

from muster.render.panda3d.hud.atlas import SOFT, uv_of
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.quads import Quads, Tint, placed, rectangles
from muster.render.panda3d.hud.sheet import Card, Mark, Sheet, Words
from muster.render.panda3d.hud.typeface import Typeface

SHAPES = "shapes"

Drawn = dict[str, Quads]
"""Rectangles by texture: ``SHAPES`` for cards and symbols, else the name of a face."""


def quads_of(sheet: Sheet, faces: Mapping[str, Typeface]) -> Drawn:
    """Return the rectangles of a sheet."""
    lines = {name: [words for words in sheet.words if words.face == name] for name in faces}
    drawn = {name: _lines(lines[name], face) for name, face in faces.items()}
    return {SHAPES: _shapes(sheet.shapes)} | drawn


def _lines(lines: list[Words], face: Typeface) -> Quads:
    letters = [face.quads(words.text, words.is_bold, words.is_italic) for words in lines]
    corners = [(round(words.left), round(words.top)) for words in lines]
    return placed(letters, corners, [words.tint for words in lines])


def _shapes(shapes: list[Card | Mark]) -> Quads:
    pieces = [(*piece, shape.tint) for shape in shapes for piece in _pieces(shape)]
    boxes: list[Box] = [box for box, _, _ in pieces]
    cuts: list[Box] = [cut for _, cut, _ in pieces]
    tints: list[Tint] = [tint for _, _, tint in pieces]
    return rectangles(boxes, cuts, tints)


def _pieces(shape: Card | Mark) -> Iterator[tuple[Box, Box]]:
    """Yield the rectangles of a shape, each with what it shows of the texture."""
    if isinstance(shape, Mark):
        yield shape.box.inset(-SOFT * shape.box.width), uv_of(shape.symbol, beyond=SOFT)
        return
    radius = min(shape.radius, shape.box.width / 2, shape.box.height / 2)
    if radius > 0:
        yield from _rounded(shape.box, radius)
    else:
        yield shape.box, _SOLID


def _rounded(box: Box, radius: float) -> Iterator[tuple[Box, Box]]:
    """Yield the nine parts of a card: its corners are the quarters of a disc."""
    across = (box.left, box.left + radius, box.right - radius, box.right)
    down = (box.top, box.top + radius, box.bottom - radius, box.bottom)
    for row in range(3):
        for column in range(3):
            cut = _SOLID if 1 in (row, column) else _QUARTERS[row, column]
            yield Box(across[column], down[row], across[column + 1], down[row + 1]), cut


def _quarter(disc: Box, row: int, column: int) -> Box:
    middle, level = (disc.left + disc.right) / 2, (disc.top + disc.bottom) / 2
    left, right = (disc.left, middle) if column == 0 else (middle, disc.right)
    top, bottom = (disc.top, level) if row == 0 else (level, disc.bottom)
    return Box(left, top, right, bottom)


def _middle(box: Box) -> Box:
    """Return the inner quarter: nothing of a neighbour bleeds into it, however small it is drawn."""
    across, down = (box.right - box.left) / 4, (box.bottom - box.top) / 4
    return Box(box.left + across, box.top + down, box.right - across, box.bottom - down)


_SOLID = _middle(uv_of("solid"))
_QUARTERS = {(row, column): _quarter(uv_of("circle"), row, column) for row in (0, 2) for column in (0, 2)}
