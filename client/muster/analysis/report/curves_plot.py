"""Who is out when, in every run, and the median of them."""

from collections.abc import Iterator

import numpy as np

from muster.analysis.summary import Combination, Run
from muster.analysis.tracks import Floats
from muster.pages.markup import Html, tag
from muster.pages.plot import WIDTH, Scale, label, line, picture, polyline, tick_text

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 46.0, WIDTH - 12.0, 26.0, 296.0, 336.0
_STEPS = 120
"""Of a curve at most: with more people each step is several of them, narrower than a line is wide."""


def curves_plot(each: Combination) -> Html:
    """Return a step a person in thin lines, one a run; the median over runs; a band from 5 to 95 % of the runs."""
    x = Scale(0.0, _end(each), LEFT, RIGHT)
    y = Scale(0.0, float(max(each.people, 1)), BOTTOM, TOP)
    parts = [*_axes(x, y), _band(each, x, y), *(_curve(run, x, y) for run in each.runs), *_cue(each, x)]
    median = zip(each.curve.times.tolist(), each.curve.median.tolist(), strict=True)
    parts.append(polyline(((x(time), y(count)) for time, count in median if time <= x.high), "median"))
    return picture("People out over time, each run and the median", HEIGHT, *parts)


def _end(each: Combination) -> float:
    """Return how far to draw: a little beyond the last who came out of any run, or to the end when nobody did."""
    last = [time for run in each.runs for time in run["out_at"] if time is not None]
    return max(last) * 1.05 + 1.0 if last else float(each.curve.times[-1]) + 1.0


def _axes(x: Scale, y: Scale) -> Iterator[Html]:
    for tick in x.ticks:
        yield line(x(tick), TOP, x(tick), BOTTOM)
        yield label(x(tick), BOTTOM + 17, tick_text(tick, x.ticks), "faint", "middle")
    for tick in y.ticks:
        yield line(LEFT, y(tick), RIGHT, y(tick))
        yield label(LEFT - 6, y(tick) + 4, f"{tick:g}", "faint", "end")
    yield label((LEFT + RIGHT) / 2, BOTTOM + 35, "seconds from the start", "faint", "middle")
    yield label(4, 13, "people out", "faint")


def _band(each: Combination, x: Scale, y: Scale) -> Html:
    curve = each.curve
    within = curve.times <= x.high
    times = curve.times[within].tolist()
    upper = list(zip(times, curve.high[within].tolist(), strict=True))
    lower = list(zip(times, curve.low[within].tolist(), strict=True))
    points = " ".join(f"{x(time):.1f},{y(count):.1f}" for time, count in [*upper, *reversed(lower)])
    return tag("polygon", points=points, class_="band")


def _curve(run: Run, x: Scale, y: Scale) -> Html:
    out: Floats = np.sort(np.array([time for time in run["out_at"] if time is not None], np.float64))
    picks: list[int] = (
        np.unique(np.linspace(0, max(len(out) - 1, 0), min(_STEPS, len(out))).round()).astype(int).tolist()
    )
    steps = "".join(f"H{x(float(out[pick])):.1f}V{y(pick + 1.0):.1f}" for pick in picks)
    return tag("path", tag("title", f"seed {run['seed']}"), d=f"M{x(0):.1f} {y(0):.1f}{steps}", class_="run")


def _cue(each: Combination, x: Scale) -> Iterator[Html]:
    cues = [float(run["cue_at"]) for run in each.runs if run["cue_at"] is not None]
    if cues:
        at = x(float(np.median(cues)))
        yield line(at, TOP, at, BOTTOM, "cue")
        yield label(at + 4, TOP + 12, f"first cue, {np.median(cues):.0f} s", "faint")
