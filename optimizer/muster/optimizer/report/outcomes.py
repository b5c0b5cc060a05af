"""What outcomes are called and coloured: the classes of a benchmark, UNKNOWN, and those counted apart."""

from dataclasses import dataclass

from muster.optimizer.method import ASIDE
from muster.pages.markup import Html, tag
from muster.scenario.benchmark import Benchmark

# Okabe and Ito (2008), without their black; every kind of colour vision tells them apart.
COLOURS = ("#0072b2", "#009e73", "#56b4e9", "#e69f00", "#cc79a7", "#d55e00", "#f0e442")
GREY, PALE = "#7d8794", "#c3c9d2"


@dataclass(frozen=True)
class Outcome:
    """One outcome: its place among ``outcomes``, what it is called, and a colour as CSS has it."""

    number: int
    name: str
    colour: str

    @property
    def square(self) -> Html:
        """A small square of its colour, for a legend."""
        return tag("i", class_=f"sq o{self.number}")


def outcomes(benchmark: Benchmark) -> tuple[Outcome, ...]:
    """Return the classes in file order, then UNKNOWN, then those aside: ``c + 2``."""
    classes = [Outcome(number, said(id), colour(number)) for number, id in enumerate(benchmark.ids)]
    size = len(classes)
    return (*classes, Outcome(size, "unknown", GREY), Outcome(size + 1, "counted apart", PALE))


def place(outcome: int, benchmark: Benchmark) -> int:
    """Return the place among ``outcomes`` of an outcome as studies write it down."""
    return len(benchmark.ids) + 1 if outcome == ASIDE else outcome


def said(id: str) -> str:
    """Return a class as one says it: HIDE_IN_PLACE, hide in place."""
    return id.replace("_", " ").lower()


def colour(number: int) -> str:
    """Return a colour of its own for each class; beyond the palette, hues a golden angle apart."""
    return COLOURS[number] if number < len(COLOURS) else f"hsl({number * 137 % 360} 45% 55%)"


def colours(benchmark: Benchmark) -> str:
    """Return the colours as style rules: ``o0``, ``o1`` ... of squares and of shapes in a picture."""
    return "\n".join(f".o{each.number}{{--c:{each.colour}}}" for each in outcomes(benchmark))


def legend(benchmark: Benchmark) -> Html:
    """Return which colour is which outcome."""
    return tag("p", *(tag("span", each.square, each.name) for each in outcomes(benchmark)), class_="legend")
