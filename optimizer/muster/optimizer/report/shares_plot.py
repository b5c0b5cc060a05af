"""Which share of people showed which class, beside what was wanted."""

from collections.abc import Iterator

from muster.optimizer.intervals import Interval
from muster.optimizer.report.figures import Share, shares
from muster.optimizer.report.outcomes import Outcome, outcomes
from muster.optimizer.report.told import Told
from muster.pages.markup import Html, tag
from muster.pages.plot import WIDTH, Scale, box, figure_text, label, line, picture, short, tick_text, whisker

ROW, TOP = 58.0, 8.0


def shares_plot(told: Told) -> Html:
    """Return two bars a class, the target's first, with intervals and a mark where the first episode was."""
    found = shares(told)
    most = max(0.05, *(_highest(share) for share in found)) * 1.04
    x = Scale(0.0, most, 8.0, WIDTH - 8.0)
    bottom = TOP + ROW * len(found)
    names = outcomes(told.spec.benchmark)
    rows = (part for row, share in enumerate(found) for part in _row(share, names[row], TOP + ROW * row, x))
    return picture("Target and observed shares", bottom + 24, *_axis(x, bottom), *rows)


def _highest(share: Share) -> float:
    return max(share.target.high, share.first or 0.0, share.observed.high if share.observed else 0.0)


def _axis(x: Scale, bottom: float) -> Iterator[Html]:
    for tick in x.ticks:
        yield line(x(tick), TOP, x(tick), bottom + 4)
        yield label(x(tick), bottom + 19, tick_text(tick, x.ticks), "faint", "middle")


def _row(share: Share, name: Outcome, top: float, x: Scale) -> Iterator[Html]:
    yield label(x(0), top + 14, short(name.name, 28), "strong")
    yield label(WIDTH - 8, top + 14, _said(share), "faint", "end")
    yield _bar(share.target, "target", top + 20, 10, x)
    if share.observed is not None:
        yield _bar(share.observed, f"fill o{name.number}", top + 34, 14, x)
    if share.first is not None:
        where, middle = x(share.first), top + 41
        said = tag("title", f"first episode: {figure_text(share.first)}")
        yield tag("path", said, d=f"M{where:.1f} {middle - 7:.1f}l7 7l-7 7l-7 -7z", class_="first")


def _bar(share: Interval, class_: str, top: float, height: float, x: Scale) -> Html:
    interval = whisker(x(share.low), x(share.high), top + height / 2) if share.high > share.low else ""
    return tag("g", box(x(0), top, x(share.value) - x(0), height, class_=class_), Html(interval))


def _said(share: Share) -> str:
    wanted = f"wanted {figure_text(share.target.value)}"
    if share.observed is None:
        return wanted
    seen = share.observed
    return f"{wanted}, was {figure_text(seen.value)} ({figure_text(seen.low)}–{figure_text(seen.high)})"
