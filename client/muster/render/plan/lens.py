"""Where metres lie in the picture: one lens for each storey that is shown, north up."""

from dataclasses import dataclass

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.scenario.building import Point


@dataclass(frozen=True)
class Lens:
    """Maps one storey to its part of the picture.

    Attributes:
        box: pixels, the part of the picture.
        centre: metres, what lies in the middle of the box.
        scale: pixels a metre.
        unit: how large words and marks are, 1 in a picture of 1280x720.
    """

    box: pygame.Rect
    centre: Point
    scale: float
    unit: float = 1.0

    def px(self, size: float) -> int:
        """Return ``size``, as it is at 1280x720, in pixels of this picture."""
        return round(size * self.unit)

    def pixels(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return ``(..., 2)`` pixels for ``(..., 2)`` metres."""
        middle = np.array(self.box.topleft) + np.array(self.box.size) / 2
        return middle + (points - np.array(self.centre)) * np.array([self.scale, -self.scale])

    def pixel(self, point: Point) -> Point:
        """Return where one point, in metres, lies."""
        left, top, width, height = self.box
        x, y = (point[0] - self.centre[0]) * self.scale, (point[1] - self.centre[1]) * self.scale
        return left + width / 2 + x, top + height / 2 - y

    def path(self, points: tuple[Point, ...]) -> list[Point]:
        """Return where points, in metres, lie."""
        return [self.pixel(point) for point in points]

    def metres(self, pixel: tuple[float, float]) -> Point:
        """Return what lies at a pixel."""
        left, top, width, height = self.box
        x, y = pixel[0] - left - width / 2, pixel[1] - top - height / 2
        return self.centre[0] + x / self.scale, self.centre[1] - y / self.scale


@dataclass(frozen=True)
class Cell:
    """One storey in the picture: its index, and its lens."""

    storey: int
    lens: Lens
