"""The table of times."""

from collections.abc import Iterator

from muster.analysis.report.telling import between, seconds
from muster.analysis.spread import Spread
from muster.analysis.summary import Combination
from muster.pages.markup import Html, table

_HEAD = (
    "seconds",
    "mean",
    "95 % interval",
    "sd",
    "5 %",
    "median",
    "95 %",
    "95 % interval",
    "least",
    "greatest",
    "runs",
)
_SAID = {"first out": "first person out", "last out": "last person out"}


def times(each: Combination) -> Html:
    """Return one row a figure: its mean and percentiles over runs, with the intervals of the mean and the 95 %."""
    return table(_HEAD, ((_SAID.get(name, name), *_cells(found)) for name, found in each.times.items()))


def _cells(found: Spread | None) -> Iterator[str]:
    if found is None:
        yield from ("in no run", *[""] * (len(_HEAD) - 2))
        return
    yield seconds(found.mean)
    yield between(found.mean_low, found.mean_high)
    yield from (seconds(value) for value in (found.sd, found.p5, found.p50, found.p95))
    yield between(found.p95_low, found.p95_high)
    yield from (seconds(value) for value in (found.least, found.greatest))
    yield str(found.runs)
