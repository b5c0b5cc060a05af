"""Who showed what at first, and what at the end: ribbons from outcomes on the left to outcomes on the right."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.report.figures import flows
from muster.optimizer.report.outcomes import Outcome, outcomes
from muster.optimizer.report.told import Told
from muster.pages.markup import Html, tag
from muster.pages.plot import WIDTH, box, label, picture, short

Floats = NDArray[np.float64]

HEIGHT, TOP, BAR, GAP = 350.0, 24.0, 14.0, 16.0
SIDE = 178.0
"""Room for names on either side."""
LETTERS = 19
LEAST = 0.05
"""People; ribbons of less cannot be seen."""


def flows_plot(told: Told) -> Html:
    """Return the plot; empty before there was an episode."""
    if not told.episodes:
        return Html("")
    moved, names = flows(told), outcomes(told.spec.benchmark)
    unit = _unit(moved)
    left, right = _stacked(moved.sum(axis=1), unit), _stacked(moved.sum(axis=0), unit)
    ends = "fresh episodes" if told.fresh else f"episode {len(told.episodes)}"
    return picture(
        "From what people showed at first to what they showed at the end",
        HEIGHT,
        label(SIDE + BAR, TOP - 9, "episode 1", "faint", "end"),
        label(WIDTH - SIDE - BAR, TOP - 9, ends, "faint"),
        *_ribbons(moved, left, right, names),
        *_ends(moved, left, right, names),
    )


def _unit(moved: Floats) -> float:
    """Return how high one person is."""
    most = max(int((moved.sum(axis=axis) > LEAST).sum()) for axis in (0, 1))
    return (HEIGHT - TOP - 12 - GAP * (most - 1)) / max(float(moved.sum()), 1.0)


def _stacked(people: Floats, unit: float) -> Floats:
    """Return ``(c + 2,)`` where the bar of each outcome begins."""
    heights = np.where(people > LEAST, people * unit + GAP, 0.0)
    return TOP + np.concatenate([[0.0], np.cumsum(heights)[:-1]])


def _ribbons(moved: Floats, left: Floats, right: Floats, names: tuple[Outcome, ...]) -> Iterator[Html]:
    unit, starts, ends = _unit(moved), left.copy(), right.copy()
    for before, after in product(range(len(names)), repeat=2):
        people = float(moved[before, after])
        if people > LEAST:
            said = f"{names[before].name} → {names[after].name}: {_people(people)}"
            path = _ribbon(float(starts[before]), float(ends[after]), people * unit)
            yield tag("path", tag("title", said), d=path, class_=f"ribbon o{names[after].number}")
        starts[before] += people * unit
        ends[after] += people * unit


def _ribbon(start: float, end: float, high: float) -> str:
    x1, x2 = SIDE + BAR, WIDTH - SIDE - BAR
    middle = (x1 + x2) / 2
    there = f"M{x1:g} {start:.1f}C{middle:g} {start:.1f} {middle:g} {end:.1f} {x2:g} {end:.1f}"
    back = f"V{end + high:.1f}C{middle:g} {end + high:.1f} {middle:g} {start + high:.1f} {x1:g} {start + high:.1f}Z"
    return there + back


def _ends(moved: Floats, left: Floats, right: Floats, names: tuple[Outcome, ...]) -> Iterator[Html]:
    unit = _unit(moved)
    for name, people, top in zip(names, moved.sum(axis=1), left, strict=True):
        if people > LEAST:
            said = f"{short(name.name, LETTERS)} {_people(people)}"
            yield box(SIDE, top, BAR, people * unit, class_=f"fill o{name.number}")
            yield label(SIDE - 6, top + people * unit / 2 + 4, said, None, "end")
    for name, people, top in zip(names, moved.sum(axis=0), right, strict=True):
        if people > LEAST:
            said = f"{_people(people)} {short(name.name, LETTERS)}"
            yield box(WIDTH - SIDE - BAR, top, BAR, people * unit, class_=f"fill o{name.number}")
            yield label(WIDTH - SIDE + 6, top + people * unit / 2 + 4, said)


def _people(people: float) -> str:
    return f"{people:.0f}" if abs(people - round(people)) < 0.05 else f"{people:.1f}"
