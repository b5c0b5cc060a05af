"""Sizes and colours of the HUD: they grow with the picture."""

from collections.abc import Mapping
from dataclasses import dataclass

from muster.render.palette import BACKGROUND, DIM, INK, STATUS_COLOURS, WEIGHT_COLOURS, Colour
from muster.render.panda3d.hud.lettering import Face
from muster.render.panda3d.hud.quads import Tint

_BODY = 16 / 720  # of the picture's height
_SMALLEST = 13  # pixels of an em: smaller text is hard to read in this font


def tint(colour: Colour, opacity: float = 1.0) -> Tint:
    """Return a colour with an opacity of 0 to 1."""
    return (*colour, round(255 * opacity))


GROUND = tint((36, 41, 49))  # lighter than the background, which panels would melt into
RAISED = tint((58, 66, 77))
ACCENT = tint((74, 122, 170))
INK_TINT, DIM_TINT, BACKGROUND_TINT = tint(INK), tint(DIM), tint(BACKGROUND)
STATUS_TINTS = {status: tint(colour) for status, colour in STATUS_COLOURS.items()}
WEIGHT_TINTS = {weight: tint(colour) for weight, colour in WEIGHT_COLOURS.items()}


@dataclass(frozen=True)
class Style:
    """What fits a picture of one size.

    Attributes:
        width, height: of the picture, pixels.
        small, body, large: letters for remarks, for text and for headings.
        gap: pixels between things; ``margin`` between panels and around the picture.
    """

    width: int
    height: int
    small: Face
    body: Face
    large: Face
    gap: int
    margin: int

    def face(self, name: str) -> Face:
        """Return letters by their name."""
        return {"small": self.small, "body": self.body, "large": self.large}[name]


def letter_sizes(width: int, height: int) -> dict[str, int]:
    """Return pixels of an em for the letters of a picture: as its height, or as its width where that is less."""
    body = max(round(min(height, width * 9 / 16) * _BODY), _SMALLEST)
    return {"small": max(round(body * 0.86), _SMALLEST - 1), "body": body, "large": round(body * 1.3)}


def style_for(width: int, height: int, faces: Mapping[str, Face]) -> Style:
    """Return the style of a picture, with letters of ``letter_sizes``."""
    body = letter_sizes(width, height)["body"]
    return Style(width, height, faces["small"], faces["body"], faces["large"], round(body * 0.4), round(body * 0.6))
