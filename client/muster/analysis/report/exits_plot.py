"""Which exits people used."""

from collections.abc import Iterator

from muster.analysis.report.telling import ranged
from muster.analysis.spread import Spread
from muster.analysis.summary import Combination
from muster.pages.markup import Html
from muster.pages.plot import WIDTH, Scale, box, label, line, picture, short, whisker

ROW, TOP = 44.0, 4.0


def exits_plot(each: Combination) -> Html:
    """Return a bar an exit: people a run, with a whisker from 5 to 95 % of the runs."""
    names = {exit.id: exit.name for exit in each.variant.scenario.building.exits}
    most = max((found.p95 for found in each.exits.values()), default=0.0)
    x = Scale(0.0, max(most, 1.0) * 1.05, 8.0, WIDTH - 8.0)
    bottom = TOP + ROW * len(names)
    rows = (
        part
        for row, (exit, name) in enumerate(names.items())
        for part in _row(name, each.exits[exit], each.people, TOP + ROW * row, x)
    )
    return picture("People a run by exit", bottom + 24, *_axis(x, bottom), *rows)


def _axis(x: Scale, bottom: float) -> Iterator[Html]:
    for tick in x.ticks:
        yield line(x(tick), TOP, x(tick), bottom + 4)
        yield label(x(tick), bottom + 19, f"{tick:g}", "faint", "middle")


def _row(name: str, found: Spread, people: int, top: float, x: Scale) -> Iterator[Html]:
    yield label(x(0), top + 14, short(name, 30), "strong")
    said = f"{ranged(found)} people, {found.mean / max(people, 1):.0%}"
    yield label(WIDTH - 8, top + 14, said, "faint", "end")
    yield box(x(0), top + 20, x(found.mean) - x(0), 14, class_="bar")
    if found.p95 > found.p5:
        yield whisker(x(found.p5), x(found.p95), top + 27)
