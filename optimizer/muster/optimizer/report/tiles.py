"""The figures that count, large, each with what to hold it against."""

import math
from collections.abc import Iterator

from muster.optimizer.intervals import Interval
from muster.optimizer.report.divergence_plot import floor_of
from muster.optimizer.report.told import Told
from muster.optimizer.study.evaluation import Evaluation
from muster.pages.markup import Html, tag
from muster.pages.plot import figure_text


def tiles(told: Told) -> Html:
    """Return the figures of the evaluation; before there is one, that of the last episode."""
    shown = _evaluated(told, told.evaluation) if told.evaluation else _last(told)
    return tag("section", *shown, class_="tiles", aria_label="In figures")


def between(interval: Interval) -> str:
    """Return the bounds of an interval; nothing is between what is not finite."""
    if not (math.isfinite(interval.low) and math.isfinite(interval.high)):
        return "no interval"
    return f"{figure_text(interval.low)} to {figure_text(interval.high)}"


def _last(told: Told) -> Iterator[Html]:
    last = told.episodes[-1].divergence if told.episodes else None
    if last is not None:
        note = f"by chance alone {figure_text(floor_of(told).mean)}"
        yield _tile(figure_text(last.tvd), "TVD of the last episode", note)


def _evaluated(told: Told, evaluation: Evaluation) -> Iterator[Html]:
    began = told.episodes[0].divergence if told.episodes else None
    since = f"; the first episode had {figure_text(began.tvd)}" if began else ""
    yield _tile(
        figure_text(evaluation.tvd.value), "TVD, fresh episodes pooled", f"95 %: {between(evaluation.tvd)}{since}"
    )
    if told.evaluation_first is not None:
        first = told.evaluation_first.tvd
        name = "TVD of the first population" + (", zero-shot" if told.spec.start else "")
        yield _tile(figure_text(first.value), name, f"fresh episodes, too; 95 %: {between(first)}")
    mean, low, high = evaluation.floor
    by_chance = f"chance alone makes {figure_text(mean)} ({figure_text(low)} to {figure_text(high)})"
    yield _tile(figure_text(evaluation.excess), "TVD above the floor", by_chance)
    kl = f"95 %: {between(evaluation.jsd)}; KL {figure_text(evaluation.kl.value)}"
    yield _tile(figure_text(evaluation.jsd.value), "JSD, nats", kl)
    yield _dispersion(evaluation)
    yield _unknown(evaluation)
    yield _tile(_p(evaluation.p_hotelling), "p, Hotelling’s T²", "that the mean over episodes is the target")
    if evaluation.auditor:
        yield _audit(evaluation)


def _dispersion(evaluation: Evaluation) -> Html:
    value = f"{evaluation.dispersion:.2f}" if math.isfinite(evaluation.dispersion) else "–"
    gap = ("+" if evaluation.entropy_gap > 0 else "") + figure_text(evaluation.entropy_gap)
    note = f"1: as if everybody drew for themselves; less: quotas; more: crowds that swing. Entropy gap {gap}"
    return _tile(value, "dispersion", note)


def _unknown(evaluation: Evaluation) -> Html:
    aside = ", ".join(f"{count} {name.replace('_', ' ').lower()}" for name, count in evaluation.aside.items() if count)
    name = "UNKNOWN" if evaluation.supports_claims else "UNKNOWN: supports no claim"
    note = f"counted apart, in no share: {aside or 'nobody'}"
    return _tile(f"{evaluation.unknown:.2%}", name, note, is_bad=not evaluation.supports_claims)


def _audit(evaluation: Evaluation) -> Html:
    kappa = f"{evaluation.kappa:.2f}" if math.isfinite(evaluation.kappa) else "–"
    note = f"another classifier, which no method is told of; Cohen’s kappa of the two: {kappa}"
    return _tile(figure_text(evaluation.audited_tvd), f"TVD by {evaluation.auditor}", note)


def _p(value: float) -> str:
    if not math.isfinite(value):
        return "–"
    return "<.001" if value < 0.001 else figure_text(value)


def _tile(value: str, name: str, note: str, *, is_bad: bool = False) -> Html:
    parts = (tag("strong", value), tag("b", name), tag("small", note))
    return tag("div", *parts, class_="tile bad" if is_bad else "tile")
