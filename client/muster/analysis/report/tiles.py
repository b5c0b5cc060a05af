"""The figures that count, large."""

from collections.abc import Iterator

from muster.analysis.density import CRITICAL
from muster.analysis.report.telling import between, minutes
from muster.analysis.summary import INSIDE, LAST, PRE_MOVEMENT, Combination
from muster.pages.markup import Html, tag


def tiles(each: Combination) -> Html:
    """Return the main figures of one combination."""
    return tag("section", *_tiles(each), class_="tiles", aria_label="In figures")


def _tiles(each: Combination) -> Iterator[Html]:
    last, most, waited = each.times[LAST], each.times["95 % out"], each.times[PRE_MOVEMENT[0]]
    if last is not None:
        said = f"95 % of runs by {last.p95:.0f} s, the latest {last.greatest:.0f} s"
        mean = f"mean {between(last.mean_low, last.mean_high, 0)} s (95 % interval)" if last.runs > 1 else "one run"
        yield _tile(f"{last.mean:.0f} s", f"last person out, {minutes(last.mean)} min", f"{mean}; {said}")
    if most is not None:
        yield _tile(f"{most.p50:.0f} s", "95 % of people out, median", f"in {most.runs} of {len(each.runs)} runs")
    if waited is not None:
        yield _tile(f"{waited.p50:.0f} s", "from the first cue to setting off", "median person of the median run")
    runs = len(each.runs)
    left = sum(found.mean for found in each.reasons.values())
    note = f"{left:.1f} people {INSIDE}, a run" if each.everybody_out < runs else "nobody left inside"
    yield _tile(f"{each.everybody_out} of {runs}", "runs with everybody out", note, each.everybody_out < runs)
    over = max((place.over.mean for place in each.places), default=0.0)
    places = sum(place.runs_over > 0 for place in each.places)
    yield _tile(
        f"{over:.0f} s",
        f"over {CRITICAL:g} people/m², worst place",
        f"in {places} places" if places else "nowhere, in no run",
        places > 0,
    )
    sufficed = each.convergence.sufficed
    note = "settled by five measures" if sufficed else "averages still change; see below"
    yield _tile(str(sufficed) if sufficed else f"over {runs}", "runs needed (NIST TN 1822)", note, sufficed is None)


def _tile(value: str, name: str, note: str, is_bad: bool = False) -> Html:
    return tag("div", tag("strong", value), tag("b", name), tag("small", note), class_="tile bad" if is_bad else "tile")
