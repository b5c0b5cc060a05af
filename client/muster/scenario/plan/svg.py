"""SVG text, element by element, and the way from metres to the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from muster.scenario.building import Point

FONT = "'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True)
class View:
    """Where a storey lies on the page.

    Attributes:
        west, north: metres, the corner of the storey that stands at ``left``, ``top`` on the page.
        left, top: page units.
        scale: page units a metre.
    """

    west: float
    north: float
    left: float
    top: float
    scale: float

    def at(self, point: Point) -> Point:
        """Return ``point``, in metres, in page units; the page's y runs down."""
        return self.left + (point[0] - self.west) * self.scale, self.top + (self.north - point[1]) * self.scale

    def path(self, points: Sequence[Point], *, closed: bool = True) -> str:
        """Return the path data of a line through ``points``, in metres."""
        joined = " L".join(pair(self.at(point)) for point in points)
        return f"M{joined}{' Z' if closed else ''}"


def pair(point: Point) -> str:
    """Return ``x,y`` rounded to hundredths of a page unit."""
    return f"{point[0]:.2f},{point[1]:.2f}"


def element(name: str, content: str | None = None, /, **attributes: str | float) -> str:
    """Return ``<name ...>content</name>``; underscores in attribute names become hyphens."""
    written = "".join(f" {key.replace('_', '-')}={quoteattr(_text(value))}" for key, value in attributes.items())
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{content}</{name}>"


def group(parts: Iterable[str], **attributes: str | float) -> str:
    """Return ``parts`` as one group with shared attributes."""
    return element("g", "\n".join(parts), **attributes)


def text(words: str, at: Point, size: float, **attributes: str | float) -> str:
    """Return ``words`` with the middle of their line at ``at``, in page units."""
    x, y = at
    anchor = {"text_anchor": "middle", **attributes}
    return element("text", escape(words), x=x, y=y + size * 0.36, font_size=size, **anchor)


def title(words: str) -> str:
    """Return a tooltip."""
    return element("title", escape(words))


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
