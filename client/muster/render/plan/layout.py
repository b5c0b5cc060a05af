"""Where the parts of the picture are: head, map, side and timeline, from its size alone."""

from dataclasses import dataclass

import pygame

from muster.render.inputs import Input

_NARROW = 560  # pixels; below, the side takes a share of the width instead of what it needs
_NARROWEST = 300  # pixels; below, the map needs the width of the side
_SHARE = 0.42


@dataclass(frozen=True)
class Spot:
    """A part of the picture that can be clicked on, and what that means."""

    box: pygame.Rect
    means: Input


@dataclass(frozen=True)
class Layout:
    """Boxes in pixels; those of panels are empty when panels are not shown.

    Attributes:
        unit: how large everything is, 1 at 1280x720.
        key: what the marks on the map mean, a line below it.
    """

    unit: float
    head: pygame.Rect
    map: pygame.Rect
    key: pygame.Rect
    side: pygame.Rect
    foot: pygame.Rect

    def px(self, size: float) -> int:
        """Return ``size``, as it is at 1280x720, in pixels of this picture."""
        return round(size * self.unit)

    @property
    def text(self) -> int:
        """Size of most words."""
        return max(self.px(14), 12)

    @property
    def small(self) -> int:
        """Size of what matters less."""
        return max(self.px(12), 11)


def laid_out(size: tuple[int, int], *, shows_panels: bool) -> Layout:
    """Return the layout of a picture of ``size``."""
    width, height = size
    unit = min(max(min(width / 1280, height / 720), 0.8), 2.5)
    if not shows_panels:
        nothing = pygame.Rect(0, 0, 0, 0)
        return Layout(unit, nothing, pygame.Rect(0, 0, width, height), nothing, nothing, nothing)
    head, foot, key = (round(high * unit) for high in (34, 40, 22))
    side = _side_width(width, unit)
    return Layout(
        unit,
        pygame.Rect(0, 0, width, head),
        pygame.Rect(0, head, width - side, max(height - head - key - foot, 1)),
        pygame.Rect(0, height - foot - key, width - side, key),
        pygame.Rect(width - side, head, side, max(height - head - foot, 1)),
        pygame.Rect(0, height - foot, width, foot),
    )


def _side_width(width: int, unit: float) -> int:
    if width < _NARROW:
        return 0 if width < _NARROWEST else round(_SHARE * width)
    return round(min(max(0.27 * width, 268), 380 * unit))
