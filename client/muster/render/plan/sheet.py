"""What panels are drawn on: the picture, its layout and its letters in one hand."""

from dataclasses import dataclass

import pygame

from muster.render.palette import INK, Colour
from muster.render.plan import ink
from muster.render.plan.layout import Layout
from muster.render.plan.lettering import Lettering


@dataclass(frozen=True)
class Sheet:
    """One picture while its panels are drawn."""

    surface: pygame.Surface
    layout: Layout
    lettering: Lettering

    def write(
        self,
        text: str,
        at: tuple[float, float],
        colour: Colour = INK,
        *,
        px: int = 0,
        align: tuple[float, float] = (0.0, 0.0),
        width: float = 0.0,
    ) -> pygame.Rect:
        """Write ``text``, shortened to ``width`` pixels where one is given; see ``Lettering.write``."""
        size = px or self.layout.text
        shown = self.lettering.shortened(text, size, width) if width else text
        return self.lettering.write(self.surface, shown, at, size, colour, align=align)

    def line_height(self, px: int = 0) -> int:
        """Return the pixels from one line to the next."""
        return self.lettering.height(px or self.layout.text)

    def panel(self, box: pygame.Rect) -> None:
        """Fill the ground of a panel."""
        self.surface.fill(ink.PANEL, box)

    def chip(self, text: str, box: pygame.Rect, *, is_on: bool = False, colour: Colour = ink.LINE) -> None:
        """Draw a small button."""
        ground = INK if is_on else colour
        pygame.draw.rect(self.surface, ground, box, border_radius=4)
        self.write(text, box.center, ink.PANEL if is_on else INK, px=self.layout.small, align=(0.5, 0.5))
