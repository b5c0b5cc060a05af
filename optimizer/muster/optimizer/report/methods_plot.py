"""Methods side by side as pictures: what their last populations came to, and how they got there."""

from collections.abc import Iterator, Mapping, Sequence

from muster.optimizer.report.divergence_plot import floor_of
from muster.optimizer.report.told import Told
from muster.optimizer.study.comparing import MethodTold
from muster.pages.markup import Html, tag
from muster.pages.plot import (
    WIDTH,
    Scale,
    box,
    dot,
    figure_text,
    label,
    line,
    picture,
    polyline,
    tick_text,
    whisker,
)

ROW, TOP = 62.0, 12.0
CURVES_HIGH, LEFT = 330.0, 44.0

Studies = Mapping[str, Sequence[Told]]
"""Studies by the name of their method."""


def methods_plot(methods: Sequence[MethodTold], studies: Studies) -> Html:
    """Return a row a method: pooled TVD of each seed, their mean with its interval, and what chance alone makes."""
    seen = [evaluation.tvd.value for each in studies.values() for told in each if (evaluation := told.evaluation)]
    finite = [each.tvd.high for each in methods if each.tvd.high < 1]
    x = Scale(0.0, max(0.05, *seen, *finite) * 1.05, 8.0, WIDTH - 8.0)
    bottom = TOP + ROW * len(methods)
    rows = (part for row, each in enumerate(methods) for part in _row(row, each, studies[each.method], x))
    return picture("Pooled TVD by method", bottom + 26, *_axis(x, bottom), *_chance(studies, x, bottom), *rows)


def curves_plot(studies: Studies) -> Html:
    """Return a line a method: TVD of single episodes, averaged over seeds."""
    curves = {name: _mean_curve(each) for name, each in studies.items()}
    chance = floor_of(next(iter(studies.values()))[0])
    highest = max(chance.high, *(max(curve) for curve in curves.values())) * 1.08
    x = Scale(0.0, max(len(curve) for curve in curves.values()), LEFT, WIDTH - 8.0)
    y = Scale(0.0, highest, CURVES_HIGH - 30, 16.0)
    lines = (part for number, curve in enumerate(curves.values()) for part in _curve(number, curve, x, y))
    area = box(x(0), y(chance.high), x(x.high) - x(0), y(chance.low) - y(chance.high), class_="floor")
    return picture("TVD over episodes by method", CURVES_HIGH, *_curve_axes(x, y), area, *lines)


def _row(row: int, method: MethodTold, studies: Sequence[Told], x: Scale) -> Iterator[Html]:
    top = TOP + ROW * row
    middle = top + 38
    yield label(x(0), top + 16, method.method, "strong")
    yield label(WIDTH - 8, top + 16, _said(method), "faint", "end")
    if method.tvd.high < float("inf"):
        yield whisker(x(max(method.tvd.low, 0.0)), x(min(method.tvd.high, x.high)), middle)
    for told in studies:
        if told.evaluation:
            tvd = told.evaluation.tvd.value
            yield dot(
                x(tvd), middle, f"{method.method}, seed {told.spec.seed}: {figure_text(tvd)}", f"seed o{row}", 4.5
            )
    mean = x(method.tvd.value)
    yield line(mean, middle - 10, mean, middle + 10, "middle")


def _said(method: MethodTold) -> str:
    mark = "" if method.supports_claims else " · UNKNOWN: supports no claim"
    return f"{figure_text(method.tvd.value)}, {len(method.seeds)} seed{'s' if len(method.seeds) > 1 else ''}{mark}"


def _axis(x: Scale, bottom: float) -> Iterator[Html]:
    for tick in x.ticks:
        yield line(x(tick), TOP, x(tick), bottom + 4)
        yield label(x(tick), bottom + 20, tick_text(tick, x.ticks), "faint", "middle")


def _chance(studies: Studies, x: Scale, bottom: float) -> Iterator[Html]:
    """Yield what chance makes of the evaluation of the first study; the others had as many episodes."""
    evaluation = next(iter(studies.values()))[0].evaluation
    if evaluation is not None:
        mean, low, high = evaluation.floor
        said = tag("title", f"chance alone: {figure_text(low)} to {figure_text(high)}")
        yield box(x(low), TOP, x(high) - x(low), bottom - TOP, said, class_="floor")
        yield line(x(mean), TOP, x(mean), bottom, "mean")


def _mean_curve(studies: Sequence[Told]) -> list[float]:
    """Return the mean TVD of each episode, over the studies that have it."""
    curves = [told.tvds for told in studies]
    shown = ([curve[number] for curve in curves if len(curve) > number] for number in range(max(map(len, curves))))
    return [sum(tvds) / len(tvds) for tvds in shown]


def _curve(number: int, curve: Sequence[float], x: Scale, y: Scale) -> Iterator[Html]:
    points = [(x(episode + 0.5), y(tvd)) for episode, tvd in enumerate(curve)]
    yield polyline(points, f"curve o{number}")
    for (across, up), (episode, tvd) in zip(points, enumerate(curve), strict=True):
        yield dot(across, up, f"episode {episode + 1}: {figure_text(tvd)}", f"seed o{number}", 3.5)


def _curve_axes(x: Scale, y: Scale) -> Iterator[Html]:
    for tick in y.ticks:
        yield line(LEFT, y(tick), WIDTH, y(tick))
        yield label(LEFT - 6, y(tick) + 4, tick_text(tick, y.ticks), "faint", "end")
    every = max(1, round(x.high / 10))
    for episode in range(0, int(x.high), every):
        yield label(x(episode + 0.5), y(0) + 19, str(episode + 1), "faint", "middle")
