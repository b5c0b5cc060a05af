"""Letters of one size from Panda3D's built-in font, as rectangles of a texture that fall on whole pixels."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from panda3d.core import DynamicTextFont, LVecBase4, TextNode, TextProperties, Texture

from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.lettering import BOLD
from muster.render.panda3d.hud.quads import WHITE, Quads, joined, placed, rectangles
from muster.render.renderer import RenderError

_PAGE = 1024  # texels: all letters that the font has fit on one page up to LARGEST
LARGEST = 60  # pixels
_OFF = 1.5
"""Pixels that Panda3D draws letters too far to the right and down, measured from the bearings of H in four sizes.

With them taken off, texels fall on pixels: otherwise letters are blurred.
"""
_BLANK = 1  # pixels that letters have around them on their page, and that need not be drawn
_SLANT = 0.2  # of the height, for italics
_SPELT = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "×": "x", "→": "->", "−": "-", "✓": "v", "\t": " "}
)

Glyph = tuple[float, Quads]
"""How many pixels a letter moves the pen, and its rectangle, none for blanks; it stands on 0, and y grows upwards."""


class Typeface:
    """One size of the font; a ``lettering.Face``.

    Attributes:
        size: pixels of an em.
        line: pixels from one line to the next. ascent: from the top of a line to what letters stand on.
        texture: what the rectangles are cut from.
    """

    def __init__(self, size: int) -> None:
        self.size = min(size, LARGEST)
        self.line = round(self.size * 1.3)
        self.ascent = round(self.size * 0.98)
        font = _font(self.size)
        self._glyphs = _glyphs(font, self.size)
        self.texture: Texture = font.get_page(0)
        self.quads: Callable[[str, bool, bool], Quads] = lru_cache(maxsize=2000)(self._quads)
        """Of a text, bold or not, italic or not: its visible letters in white, the line's upper left corner at 0, 0."""
        self._spelt: Callable[[str], str] = lru_cache(maxsize=2000)(self._spell)

    def width(self, text: str) -> float:
        """Return how many pixels ``text`` takes on one line."""
        return sum(self._glyphs[letter][0] for letter in self._spelt(text))

    def _quads(self, text: str, is_bold: bool, is_italic: bool) -> Quads:
        letters: list[Quads] = []
        corners: list[tuple[float, float]] = []
        pen = 0.0
        for letter in self._spelt(text):
            advance, quads = self._glyphs[letter]
            letters.append(quads)
            corners.append((round(pen) - _OFF, self.ascent - _OFF))
            pen += advance
        line = placed(letters, corners, None)
        if is_italic:
            line["position"][..., 0] += _SLANT * (line["position"][..., 2] + self.ascent)
        if is_bold:
            line = joined([line, placed([line], [(BOLD * self.line, 0)], None)])
        return line

    def _spell(self, text: str) -> str:
        """Return ``text`` in letters that there are: without its accent where an accented one is missing, else "?"."""
        return "".join(self._known(letter) for letter in text.translate(_SPELT))

    def _known(self, letter: str) -> str:
        if letter in self._glyphs:
            return letter
        plain = unicodedata.normalize("NFKD", letter)[0]
        if plain in self._glyphs:
            return plain
        return " " if letter.isspace() else "" if unicodedata.combining(letter) else "?"


@lru_cache(maxsize=9)
def typeface(size: int) -> Typeface:
    """Return the letters of a size, made once: three for each size of a picture."""
    return Typeface(size)


_LETTERS = "".join(map(chr, (*range(32, 127), *range(161, 256)))) + "ıŒœŸ–—‘’‚“”„†•…€™≤≥≠"
"""What is asked of the font, once and for all: a letter drawn for the first time would upload the texture again."""


def _font(size: int) -> DynamicTextFont:
    built_in = TextProperties.get_default_font()
    if not isinstance(built_in, DynamicTextFont):
        raise RenderError("this Panda3D was built without FreeType and has no letters; pip install --force panda3d")
    font = DynamicTextFont(built_in)
    font.clear()
    font.set_scale_factor(1)
    font.set_pixels_per_unit(size)
    font.set_page_size(_PAGE, _PAGE)
    return font


def _glyphs(font: DynamicTextFont, size: int) -> dict[str, Glyph]:
    node = TextNode("")
    node.set_font(font)
    has = node.has_exact_character
    known = [letter for letter in _LETTERS if has(letter)]  # pyright: ignore[reportArgumentType] a str, not an int
    return {letter: _glyph(font, letter, size) for letter in known}


def _glyph(font: DynamicTextFont, letter: str, size: int) -> Glyph:
    glyph = font.get_glyph(ord(letter))
    advance = glyph.get_advance() * size
    place, uv = LVecBase4(), LVecBase4()
    if not glyph.get_quad(place, uv):
        return advance, joined([])
    left, bottom, right, top = (float(edge) * size for edge in place)
    u_left, v_bottom, u_right, v_top = (float(edge) for edge in uv)
    box = Box(left, -top, right, -bottom).inset(_BLANK)
    cut = Box(u_left + _BLANK / _PAGE, v_top - _BLANK / _PAGE, u_right - _BLANK / _PAGE, v_bottom + _BLANK / _PAGE)
    return advance, rectangles([box], [cut], [WHITE])
