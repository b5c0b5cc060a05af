"""The table of times."""

from collections.abc import Iterator

from muster.analysis.spread import Spread
from muster.analysis.summary import Combination
from muster.pages.markup import Html, table

_HEAD = ("seconds", "mean", "95 % interval", "5 %", "median", "95 %", "95 % interval", "least", "greatest", "runs")


def times(each: Combination) -> Html:
    """Return one row a figure: its mean and percentiles over runs, with their intervals."""
    return table(_HEAD, ((name, *_cells(found)) for name, found in each.times.items()))


def seconds(value: float | None) -> str:
    """Return a time to the tenth, a dash for none."""
    return "–" if value is None else f"{value:.1f}"


def between(low: float | None, high: float | None) -> str:
    """Return an interval; where one side has no bound, it says so."""
    if low is None and high is None:
        return "–"
    if high is None:
        return f"{seconds(low)} or more"
    return f"{seconds(low)} to {seconds(high)}"


def _cells(found: Spread | None) -> Iterator[str]:
    if found is None:
        yield from ("in no run", *[""] * (len(_HEAD) - 2))
        return
    yield seconds(found.mean)
    yield between(found.mean_low, found.mean_high)
    yield from (seconds(value) for value in (found.p5, found.p50, found.p95))
    yield between(found.p95_low, found.p95_high)
    yield from (seconds(value) for value in (found.least, found.greatest))
    yield str(found.runs)
