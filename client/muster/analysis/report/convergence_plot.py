"""How much each further run still changed: the five measures, one plot each."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from muster.analysis.convergence import Change, Convergence, Limits
from muster.pages.markup import Html, joined, tag
from muster.pages.plot import WIDTH, Scale, dot, label, line, picture, polyline

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 56.0, WIDTH - 12.0, 12.0, 166.0, 204.0
_LEAST = 1e-5
"""Below it a change is drawn as if it were so large: a thousandth of the strictest limit."""
_POWERS = ("1", "0.1", "0.01", "10⁻³", "10⁻⁴", "≤10⁻⁵")


@dataclass(frozen=True)
class _Measure:
    name: str
    about: str
    of: Callable[[Change], float]
    limit: Callable[[Limits], float]


_MEASURES = (
    _Measure("TET", "mean of the last person out", lambda each: each.tet, lambda limits: limits.tet),
    _Measure("SD", "standard deviation of the last person out", lambda each: each.sd, lambda limits: limits.sd),
    _Measure("ERD", "distance of the averaged curves", lambda each: each.erd, lambda limits: limits.erd),
    _Measure("EPC", "scale of the averaged curves", lambda each: abs(each.epc - 1), lambda limits: limits.epc),
    _Measure("SC", "shape of the averaged curves", lambda each: abs(each.sc - 1), lambda limits: limits.sc),
)


def convergence_plots(found: Convergence) -> Html:
    """Return what the measures say in a sentence, and a plot of each."""
    if not found.changes:
        return tag("p", _nothing(found))
    return joined([tag("p", verdict(found), class_="verdict"), tag("div", *_plots(found), class_="small")])


def verdict(found: Convergence) -> str:
    """Return whether there were enough runs."""
    limits = found.limits
    wanted = f"{limits.runs} runs in a row that change none of the five by more than its limit"
    if found.sufficed is not None:
        return f"After {found.sufficed} runs there had been {wanted}: these runs are enough by this measure."
    done = found.changes[-1].runs if found.changes else 1
    return f"After {done} runs there had not yet been {wanted}. More runs are needed."


def _nothing(found: Convergence) -> str:
    if not found.people:
        return "In at least one run nobody got out, so that there is no curve to average."
    return "One run says nothing of how much the next would change."


def _plots(found: Convergence) -> Iterator[Html]:
    for measure in _MEASURES:
        heading = tag("h3", f"{measure.name}: ", tag("span", measure.about))
        yield tag("div", heading, _plot(measure, found))


def _plot(measure: _Measure, found: Convergence) -> Html:
    limit = measure.limit(found.limits)
    x = Scale(1.0, float(max(found.changes[-1].runs, found.limits.runs + 1)), LEFT, RIGHT)
    y = Scale(math.log10(_LEAST), 0.0, BOTTOM, TOP)
    places = [(x(each.runs), y(_log(measure.of(each)))) for each in found.changes]
    dots = (
        dot(*at, f"run {each.runs}: {measure.of(each):.2g}", "in" if measure.of(each) <= limit else "over", 3.5)
        for at, each in zip(places, found.changes, strict=True)
    )
    parts = [*_axes(x, y), *_limit(limit, y), polyline(places, "path"), *dots]
    return picture(f"{measure.name}, {measure.about}, run by run", HEIGHT, *parts)


def _log(value: float) -> float:
    return math.log10(min(max(value, _LEAST), 1.0))


def _axes(x: Scale, y: Scale) -> Iterator[Html]:
    for tick in x.ticks:
        if tick == round(tick):
            yield line(x(tick), BOTTOM, x(tick), BOTTOM + 4)
            yield label(x(tick), BOTTOM + 18, f"{tick:g}", "faint", "middle")
    for power in range(-5, 1):
        yield line(LEFT, y(power), RIGHT, y(power))
        yield label(LEFT - 6, y(power) + 4, _POWERS[-power], "faint", "end")
    yield label((LEFT + RIGHT) / 2, BOTTOM + 35, "runs", "faint", "middle")


def _limit(limit: float, y: Scale) -> Iterator[Html]:
    at = y(math.log10(limit))
    yield line(LEFT, at, RIGHT, at, "limit")
    yield label(RIGHT, at - 5, f"limit {limit:g}", "limit", "end")
