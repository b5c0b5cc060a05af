"""How far from the target, episode by episode, against what chance alone would make of it."""

from collections.abc import Iterator

import numpy as np

from muster.optimizer.divergence import Floor, floor
from muster.optimizer.intervals import Interval
from muster.optimizer.report.told import Told
from muster.pages.markup import Html, joined, tag
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
    standing,
    tick_text,
)

HEIGHT, TOP, BOTTOM, LEFT = 424.0, 22.0, 322.0, 44.0
FRESH = 62.0
"""Width of the column for fresh episodes, at the right."""
BARS = 52.0
"""Height of the bars below that count who was changed."""


def divergence_plot(told: Told) -> Html:
    """Return the plot; it has no more than its axes before the first episode."""
    x = Scale(0, max(told.spec.episodes, 1), LEFT, WIDTH - FRESH - 12)
    y = Scale(0, _highest(told), BOTTOM, TOP)
    fresh = WIDTH - FRESH / 2 - 4
    return picture(
        "Total variation distance from the target over episodes",
        HEIGHT,
        *_axes(y),
        *_episodes(told, x, y),
        *(_fresh(told.evaluation.tvd, Floor(*told.evaluation.floor), fresh, y) if told.evaluation else ()),
        *_changes(told, x, fresh),
    )


def floor_of(told: Told) -> Floor:
    """Return the floor of one episode with as many people as were judged on average."""
    judged = [int(told.counts(episode)[:-1].sum()) for episode in told.episodes]
    people = round(sum(judged) / len(judged)) if judged else len(told.cast)
    return floor(told.spec.target, max(people, 1), np.random.default_rng(0))


def _highest(told: Told) -> float:
    evaluated = [told.evaluation.tvd.high] if told.evaluation else []
    return max([*told.tvds, *evaluated, floor_of(told).high]) * 1.08


def _axes(y: Scale) -> Iterator[Html]:
    for tick in y.ticks:
        yield line(LEFT, y(tick), WIDTH, y(tick))
        yield label(LEFT - 6, y(tick) + 4, tick_text(tick, y.ticks), "faint", "end")
    yield label(LEFT, TOP - 5, "TVD", "faint")


def _episodes(told: Told, x: Scale, y: Scale) -> Iterator[Html]:
    chance = floor_of(told)
    yield _band(x(0), x(x.high), chance, y)
    points = [(x(number + 0.5), y(tvd)) for number, tvd in enumerate(told.tvds)]
    yield polyline(points, "path")
    for (across, up), (number, tvd) in zip(points, enumerate(told.tvds), strict=True):
        yield dot(across, up, f"episode {number + 1}: TVD {figure_text(tvd)}", "point")


def _fresh(tvd: Interval, chance: Floor, x: float, y: Scale) -> Iterator[Html]:
    yield _band(x - FRESH / 2, x + FRESH / 2, chance, y)
    yield standing(x, y(tvd.low), y(tvd.high))
    yield dot(x, y(tvd.value), f"fresh episodes, pooled: TVD {figure_text(tvd.value)}", "point fresh", 6.0)
    yield label(x, y(tvd.high) - 8, figure_text(tvd.value), "strong", "middle")


def _band(start: float, end: float, chance: Floor, y: Scale) -> Html:
    said = (
        f"chance alone: mean {figure_text(chance.mean)}, 5–95 %: {figure_text(chance.low)}–{figure_text(chance.high)}"
    )
    area = box(start, y(chance.high), end - start, y(chance.low) - y(chance.high), tag("title", said), class_="floor")
    return joined([area, line(start, y(chance.mean), end, y(chance.mean), "mean")])


def _changes(told: Told, x: Scale, fresh: float) -> Iterator[Html]:
    """Yield bars hanging from the axis, as many people long as were changed before an episode."""
    top = BOTTOM + 24
    most = max([plan.made for plan in told.plans] + [1])
    every = max(1, -(-told.spec.episodes // 10))
    for number in range(told.spec.episodes):
        if (number + 1) % every == 0 or number == 0:
            yield label(x(number + 0.5), BOTTOM + 17, str(number + 1), "faint", "middle")
    yield label(fresh, BOTTOM + 17, "fresh", "faint", "middle")
    for number, plan in enumerate(told.plans):
        middle = x(number + 0.5) if number < told.spec.episodes else fresh
        width = min(0.6 * (x(1) - x(0)), 26.0)
        long = BARS * plan.made / most
        said = f"{plan.made} changed before {_before(number, told.spec.episodes)}, {len(plan.refused)} refused"
        yield box(middle - width / 2, top, width, max(long, 1.0), tag("title", said), class_="bar")
        if plan.made and (width >= 14 or plan.made == most):
            yield label(middle, top + long + 14, str(plan.made), "faint", "middle")


def _before(number: int, episodes: int) -> str:
    return f"episode {number + 1}" if number < episodes else "the fresh episodes"
