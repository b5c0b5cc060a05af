"""What a panel consists of, before anything is drawn: cards, symbols and words, and zones that can be clicked."""

import math
from dataclasses import dataclass, field

from muster.render.inputs import Input
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.quads import Tint
from muster.render.panda3d.hud.style import Style


@dataclass(frozen=True, slots=True)
class Card:
    """A filled rectangle, with corners of ``radius`` pixels."""

    box: Box
    tint: Tint
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol of ``atlas.SYMBOLS``."""

    symbol: str
    box: Box
    tint: Tint


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text from ``left``, ``top`` on; ``face`` is one of ``Style``'s, by name."""

    text: str
    left: float
    top: float
    tint: Tint
    face: str = "body"
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """Where a click gives an input."""

    box: Box
    gives: Input


@dataclass(frozen=True, slots=True)
class Slider:
    """Where pressing and dragging seeks: the left edge is the start, the right one ``end`` simulated seconds."""

    box: Box
    end: float

    def time_at(self, x: float) -> float:
        """Return the simulated second under ``x`` pixels.

        From the right edge on it is infinity: whatever the end will be when it gets there, for a live run goes on.
        """
        if x >= self.box.right - 1:
            return math.inf
        return max((x - self.box.left) / self.box.width, 0.0) * self.end


@dataclass(frozen=True, slots=True)
class Scroller:
    """Where a click scrolls a list by ``rows``, or by the wheel alone when that is 0."""

    box: Box
    rows: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A panel's own surface: clicks on it mean nothing, but do not reach what is behind it."""

    box: Box


Zone = Button | Slider | Scroller | Ground


@dataclass
class Sheet:
    """One panel: lowest opaque cards, then translucent ones, then symbols and round corners, then words.

    Among each of these, later ones cover earlier ones. A round corner so shows through a card laid over it.
    """

    shapes: list[Card | Mark] = field(default_factory=list["Card | Mark"])
    words: list[Words] = field(default_factory=list[Words])
    zones: list[Zone] = field(default_factory=list[Zone])

    def ground(self, box: Box, tint: Tint, radius: float) -> None:
        """Add a panel's surface."""
        self.shapes.append(Card(box, tint, radius))
        self.zones.append(Ground(box))

    def add(self, other: "Sheet") -> None:
        """Lay another sheet over this one."""
        self.shapes += other.shapes
        self.words += other.words
        self.zones += other.zones


def extent(words: Words, style: Style) -> Box:
    """Return the box that a line of text takes."""
    face = style.face(words.face)
    return Box(words.left, words.top, words.left + face.width(words.text), words.top + face.line)
