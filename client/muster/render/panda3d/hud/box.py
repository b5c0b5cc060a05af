"""Rectangles of the picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, ``x`` to the right and ``y`` down from the upper left corner of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels from the left to the right edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels from the upper to the lower edge."""
        return self.bottom - self.top

    def inset(self, by: float) -> "Box":
        """Return the box with a margin taken off all around."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def moved(self, x: float, y: float) -> "Box":
        """Return the box so many pixels to the right and down."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def on_pixels(self) -> "Box":
        """Return the box with its edges on the nearest pixels: sharp, and without seams to its neighbours."""
        return Box(round(self.left), round(self.top), round(self.right), round(self.bottom))

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point is inside."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def contains(self, other: "Box") -> bool:
        """Return whether nothing of ``other`` sticks out."""
        fits_across = self.left <= other.left and other.right <= self.right
        return fits_across and self.top <= other.top and other.bottom <= self.bottom

    def overlaps(self, other: "Box") -> bool:
        """Return whether they share more than an edge."""
        apart_across = other.right <= self.left or self.right <= other.left
        return not (apart_across or other.bottom <= self.top or self.bottom <= other.top)
