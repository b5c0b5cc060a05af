"""The combinations of a sweep beside each other."""

import json
from collections.abc import Iterator

from muster.analysis.comparing import difference
from muster.analysis.report.telling import between, seconds
from muster.analysis.summary import LAST, Combination, Summary
from muster.pages.markup import Html, figure, joined, table, tag
from muster.pages.plot import WIDTH, Scale, dot, label, line, picture, short, tick_text, whisker

ROW, TOP = 40.0, 4.0
_NOTE = (
    "Dot: mean time of the last person out over runs; thick: its 95 % interval; thin: 5 to 95 % of runs. "
    "Differences are "
    "from the first combination, seed by seed, for runs of one seed share their random numbers; in bold where the 95 % "
    "interval leaves out 0. With many combinations some do so by chance: about one in twenty."
)


def comparison(summary: Summary) -> Html:
    """Return a plot and a table with one row a combination."""
    return figure("The combinations compared", _NOTE, _plot(summary), _table(summary), class_="whole")


def anchor(number: int) -> str:
    """Return the id of a combination's section."""
    return f"combination-{number}"


def _table(summary: Summary) -> Html:
    keys = list(summary.combinations[0].variant.settings)
    head = ["", *keys, "last out, s", "95 % interval", "difference, s", "95 % out, s", "everybody out", "inside a run"]
    head += ["s over 4 /m²"]
    return table(head, (tuple(_row(summary, number, keys)) for number in range(len(summary.combinations))))


def _row(summary: Summary, number: int, keys: list[str]) -> Iterator[str]:
    each = summary.combinations[number]
    last, most = each.times[LAST], each.times["95 % out"]
    yield tag("a", f"{number + 1}", href=f"#{anchor(number)}")
    yield from (json.dumps(each.variant.settings[key]) for key in keys)
    yield seconds(last.mean if last else None)
    yield between(last.mean_low, last.mean_high) if last else "–"
    yield _difference(summary.combinations[0], each) if number else "–"
    yield seconds(most.mean if most else None)
    yield f"{each.everybody_out} of {len(each.runs)}"
    yield f"{sum(found.mean for found in each.reasons.values()):.1f}"
    yield f"{max((place.over.mean for place in each.places), default=0.0):.1f}"


def _values(each: Combination) -> str:
    """Return what a combination is set to; the names of the keys stand in the table."""
    return ", ".join(json.dumps(value) for value in each.variant.settings.values())


def _difference(first: Combination, other: Combination) -> str:
    found = difference(first, other)
    if found is None:
        return "–"
    if found.mean_low is None or found.mean_high is None:
        return f"{found.mean:+.1f}"
    said = f"{found.mean:+.1f} ({found.mean_low:+.1f} to {found.mean_high:+.1f})"
    return tag("b", said) if found.mean_low > 0 or found.mean_high < 0 else said


def _plot(summary: Summary) -> Html:
    found = [(number, each.times[LAST]) for number, each in enumerate(summary.combinations)]
    most = max((max(last.p95, last.mean_high or 0.0) for _, last in found if last is not None), default=1.0)
    x = Scale(0.0, max(most, 1.0) * 1.05, 30.0, WIDTH - 20.0)
    bottom = TOP + ROW * len(found)
    parts = [*_axis(x, bottom)]
    for row, (number, last) in enumerate(found):
        y = TOP + ROW * row
        parts.append(label(0, y + 31, f"{number + 1}", "strong"))
        parts.append(label(x(0), y + 15, short(_values(summary.combinations[number]), 64), "faint"))
        if last is not None:
            parts.append(whisker(x(last.p5), x(last.p95), y + 27))
            if last.mean_low is not None and last.mean_high is not None:
                parts.append(line(x(max(last.mean_low, 0.0)), y + 27, x(last.mean_high), y + 27, "interval"))
            parts.append(dot(x(last.mean), y + 27, f"{last.mean:.1f} s", "point"))
    return joined([picture("Time of the last person out, by combination", bottom + 40, *parts)])


def _axis(x: Scale, bottom: float) -> Iterator[Html]:
    for tick in x.ticks:
        yield line(x(tick), TOP, x(tick), bottom + 4)
        yield label(x(tick), bottom + 18, tick_text(tick, x.ticks), "faint", "middle")
    yield label((x.start + x.end) / 2, bottom + 36, "seconds from the start", "faint", "middle")
