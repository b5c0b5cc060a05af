"""What plots have in common: a picture as wide as there is room, and scales from figures to places in it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from muster.pages.markup import Html, joined, tag

WIDTH = 520.0
"""Of every plot, in its own units: letters of 13 of them stay readable on a phone."""


@dataclass(frozen=True)
class Scale:
    """Maps ``low`` ... ``high`` to the places ``start`` ... ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a figure."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Four to seven round figures."""
        span = self.high - self.low
        rough = span / 5
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(unit * power for unit in (1, 2, 2.5, 5, 10) if unit * power >= rough * 0.999)
        return tuple(k * step for k in range(math.ceil(self.low / step), math.floor(self.high / step + 1e-9) + 1))


def picture(title: str, height: float, *children: str) -> Html:
    """Return a picture that says what it is to those who do not see it."""
    return tag("svg", *children, viewBox=f"0 0 {WIDTH:g} {height:g}", role="img", aria_label=title)


def line(x1: float, y1: float, x2: float, y2: float, class_: str = "grid") -> Html:
    """Return a line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def box(x: float, y: float, width: float, height: float, *children: str, class_: str) -> Html:
    """Return a rectangle."""
    return tag("rect", *children, x=x, y=y, width=max(width, 0.0), height=max(height, 0.0), class_=class_)


def label(x: float, y: float, said: str, class_: str | None = None, anchor: str = "start") -> Html:
    """Return a text whose line stands at ``y``."""
    return tag("text", said, x=x, y=y, text_anchor=None if anchor == "start" else anchor, class_=class_)


def dot(x: float, y: float, said: str, class_: str, radius: float = 5.0) -> Html:
    """Return a point that says what it is when pointed at."""
    return tag("circle", tag("title", said), cx=x, cy=y, r=radius, class_=class_)


def whisker(low: float, high: float, y: float, class_: str = "whisker") -> Html:
    """Return an interval lying on its side."""
    ends = joined(line(x, y - 4, x, y + 4, class_) for x in (low, high))
    return joined([line(low, y, high, y, class_), ends])


def standing(x: float, low: float, high: float, class_: str = "whisker") -> Html:
    """Return an interval standing up."""
    ends = joined(line(x - 5, y, x + 5, y, class_) for y in (low, high))
    return joined([line(x, low, x, high, class_), ends])


def polyline(points: Iterable[tuple[float, float]], class_: str) -> Html:
    """Return a line through points."""
    return tag("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_=class_)


def figure_text(value: float) -> str:
    """Return a divergence or share as papers have it: three decimals, no zero before the point."""
    if not math.isfinite(value):
        return "–"
    said = f"{abs(value):.3f}"
    return ("−" if value < 0 and float(said) else "") + said.removeprefix("0")


def short(said: str, letters: int) -> str:
    """Return a name that has at most so many letters."""
    return said if len(said) <= letters else f"{said[: letters - 1]}…"


def tick_text(value: float, ticks: Sequence[float]) -> str:
    """Return a tick with as many decimals as its neighbours need."""
    decimals = 2 if any(abs(tick * 10 - round(tick * 10)) > 1e-6 for tick in ticks) else 1
    return f"{value:.{decimals}f}".removeprefix("0") if 0 < value < 1 else f"{value:g}"
