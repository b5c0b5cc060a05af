"""Words as pictures: one font for everything, each text drawn once and kept."""

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache

import pygame

from muster.render.palette import Colour

_KEPT, _WIDTHS_KEPT = 3_000, 30_000  # texts
_FINER = 2  # set so many times larger and then shrunk: letters stand where they should, not on whole pixels
_DEFAULT_SHARE = 0.6875  # pygame draws its own font at this share of the size asked for
_MISSING = "\uffff"  # no font has it
_OTHERS = ("dejavusans", "notosanscjksc", "notosanscjkjp", "notosans", "arialunicodems", "segoeui", "arial")
"""Fonts of the system to look through for letters that pygame's own font lacks, first come first served."""
_SPACES = re.compile(r"[ \t\r\n]+")
ELLIPSIS, NO_BREAK = "…", "\u00a0"


class Lettering:
    """Sets text in pygame's own font, which is the same on every machine, or where that lacks letters, in another."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[tuple[str, int, Colour, Colour | None], pygame.Surface] = OrderedDict()
        self._widths: dict[tuple[str, int], int] = {}
        self._fonts: dict[tuple[str, int], pygame.font.Font] = {}

    def draw(self, text: str, px: int, colour: Colour, *, rim: Colour | None = None) -> pygame.Surface:
        """Return ``text`` in letters of ``px`` pixels, with a rim around them where it is to lie on any ground."""
        key = text, px, colour, rim
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        drawn = self._drawn[key] = self._set(text, px, colour) if rim is None else self._rimmed(text, px, colour, rim)
        if len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        return drawn

    def write(
        self,
        target: pygame.Surface,
        text: str,
        at: tuple[float, float],
        px: int,
        colour: Colour,
        *,
        align: tuple[float, float] = (0.0, 0.0),
    ) -> pygame.Rect:
        """Write ``text``; ``align`` is the share of its width and height that lies left of and above ``at``."""
        drawn = self.draw(text, px, colour)
        width, height = drawn.get_size()
        return target.blit(drawn, (round(at[0] - align[0] * width), round(at[1] - align[1] * height)))

    def width(self, text: str, px: int) -> int:
        """Return how many pixels ``text`` is wide."""
        if len(self._widths) > _WIDTHS_KEPT:
            self._widths.clear()
        if (text, px) not in self._widths:
            face, shown = self._face(text)
            self._widths[text, px] = -(-self._font(face, px).size(shown)[0] // _FINER)
        return self._widths[text, px]

    def height(self, px: int) -> int:
        """Return the pixels from one line to the next."""
        return -(-self._font("", px).get_linesize() // _FINER)

    def shortened(self, text: str, px: int, width: float) -> str:
        """Return ``text``, or as much of it as ``width`` pixels hold with an ellipsis."""
        if self.width(text, px) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.width(text[:middle].rstrip() + ELLIPSIS, px) <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + ELLIPSIS

    def wrapped(self, text: str, px: int, width: float, lines: int) -> Sequence[str]:
        """Return ``text`` on at most ``lines`` lines of ``width`` pixels; what is too much ends in an ellipsis.

        Lines break at spaces, not at no-break spaces.
        """
        done, line, words = list[str](), "", [word for word in _SPACES.sub(" ", text).split(" ") if word]
        for index, word in enumerate(words):
            longer = f"{line} {word}" if line else word
            if not line or self.width(longer, px) <= width:
                line = longer
            elif len(done) == lines - 1:
                return [*done, self.shortened(" ".join([line, *words[index:]]), px, width)]
            else:
                done.append(self.shortened(line, px, width))
                line = word
        return [*done, self.shortened(line, px, width)] if line else done

    def _set(self, text: str, px: int, colour: Colour) -> pygame.Surface:
        face, shown = self._face(text)
        fine = self._font(face, px).render(shown, True, colour)
        return pygame.transform.smoothscale(fine, (-(-fine.get_width() // _FINER), -(-fine.get_height() // _FINER)))

    def _rimmed(self, text: str, px: int, colour: Colour, rim: Colour) -> pygame.Surface:
        letters, around = self._set(text, px, colour), self._set(text, px, rim)
        drawn = pygame.Surface((letters.get_width() + 2, letters.get_height() + 2), pygame.SRCALPHA)
        drawn.fblits([(around, place) for place in ((0, 1), (2, 1), (1, 0), (1, 2))])
        drawn.blit(letters, (1, 1))
        return drawn

    def _font(self, face: str, px: int) -> pygame.font.Font:
        if (face, px) not in self._fonts:
            size = _FINER * px if face else round(_FINER * px / _DEFAULT_SHARE)
            self._fonts[face, px] = pygame.font.Font(face or None, size)
        return self._fonts[face, px]

    def _face(self, text: str) -> tuple[str, str]:
        """Return the file of a font that has every letter of ``text``, "" for pygame's own, and what to draw."""
        text = text if text.isprintable() else "".join(each if each.isprintable() else " " for each in text)
        return ("", text) if text.isascii() else self._other_face(text)

    def covers(self, text: str, face: str = "") -> bool:
        """Return whether a font, pygame's own or the file ``face``, has every letter of ``text``."""
        font = self._font(face, 12)
        missing = font.metrics(_MISSING)
        return not any(font.metrics(letter) == missing for letter in set(text))

    def _other_face(self, text: str) -> tuple[str, str]:
        for face in ("", *_installed()):
            if self.covers(text, face):
                return face, text
        bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
        return "", bare


@lru_cache(1)
def _installed() -> Sequence[str]:
    found = [pygame.font.match_font(name) for name in _OTHERS]
    return [path for path in found if path]
