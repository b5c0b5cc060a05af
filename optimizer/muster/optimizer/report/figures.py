"""What a page counts up itself, beside the figures of an evaluation: shares, flows, and what rewrites led to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from muster.optimizer.intervals import DRAWS, Interval
from muster.optimizer.report.outcomes import place
from muster.optimizer.report.told import Made, Told

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Share:
    """One class, or UNKNOWN: what was wanted, and what was there.

    Attributes:
        target: with the 95 % interval of the benchmark's own uncertainty.
        first: share in the first episode, None before there was one.
        observed: in fresh episodes, with a 95 % bootstrap interval over them; None before the evaluation.
    """

    target: Interval
    first: float | None
    observed: Interval | None


def shares(told: Told) -> tuple[Share, ...]:
    """Return a share a class in file order, and last that of UNKNOWN; those aside are in no denominator."""
    targets = [*map(_expected, told.spec.target, [told.spec.benchmark.concentration] * len(told.spec.target))]
    return tuple(
        Share(target, _first(told, number), _observed(told, number))
        for number, target in enumerate([*targets, Interval(0.0, 0.0, 0.0)])
    )


def _expected(share: float, concentration: float) -> Interval:
    """Return a share with the interval of its marginal of the Dirichlet: Beta(c p, c (1 - p))."""
    if not 0 < share < 1:
        return Interval(share, share, share)
    beta = stats.beta(concentration * share, concentration * (1 - share))
    return Interval(share, float(beta.ppf(0.025)), float(beta.ppf(0.975)))


def _first(told: Told, number: int) -> float | None:
    if not told.episodes:
        return None
    judged = told.counts(told.episodes[0])[:-1]
    return float(judged[number] / max(judged.sum(), 1))


def _observed(told: Told, number: int) -> Interval | None:
    if told.evaluation is None:
        return None
    table: Ints = np.array(told.evaluation.counts)
    picks = np.random.default_rng(0).integers(len(table), size=(DRAWS, len(table)))
    drawn = table[picks].sum(axis=1)
    low, high = np.percentile(drawn[:, number] / np.maximum(drawn.sum(axis=1), 1), [2.5, 97.5])
    pooled = table.sum(axis=0)
    return Interval(float(pooled[number] / max(pooled.sum(), 1)), float(low), float(high))


def flows(told: Told) -> Floats:
    """Return ``(c + 2, c + 2)`` how many people went from row's outcome in the first episode to column's at the end.

    The end is the fresh episodes, each of which counts for its part of a person, or the last episode before there are
    any. UNKNOWN is next to last, those aside are last. No episodes, no flows.
    """
    benchmark, size = told.spec.benchmark, len(told.spec.benchmark.ids) + 2
    moved = np.zeros((size, size))
    ends = told.fresh or told.episodes[-1:]
    for end in ends:
        for before, after in zip(told.episodes[0].outcomes, end.outcomes, strict=True):
            moved[place(before, benchmark), place(after, benchmark)] += 1 / len(ends)
    return moved


@dataclass(frozen=True)
class Led:
    """What being rewritten toward one class, or told to show it, led to.

    Attributes:
        made, refused: texts. shown: ``(c + 2,)`` outcomes of people in episodes as these versions.
    """

    made: int
    refused: int
    shown: Ints


def led(told: Told) -> tuple[Led, ...]:
    """Return one a class, in file order."""
    ids = told.spec.benchmark.ids
    shown = np.zeros((len(ids), len(ids) + 2), np.int64)
    made, refused = np.zeros(len(ids), np.int64), np.zeros(len(ids), np.int64)
    for plan in told.plans:
        for refusal in plan.refused:
            refused[refusal.toward] += 1
    for agent, versions in enumerate(told.versions):
        for number, version in enumerate(versions):
            toward = aimed_at(version, ids)
            if toward is not None:
                made[toward] += 1
                shown[toward] += _outcomes_as(told, agent, number)
    return tuple(Led(int(m), int(r), s) for m, r, s in zip(made, refused, shown, strict=True))


def aimed_at(made: Made, ids: tuple[str, ...]) -> int | None:
    """Return the class that a version was made to show; None when it was made for none."""
    kind, _, toward = made.version.origin.partition(":")
    return ids.index(toward) if kind in ("rewrite", "instruct") and toward in ids else None


def _outcomes_as(told: Told, agent: int, version: int) -> Ints:
    benchmark = told.spec.benchmark
    seen = [place(shown.outcomes[agent], benchmark) for shown in told.episodes if shown.versions[agent] == version]
    return np.bincount(np.array(seen, np.int64), minlength=len(benchmark.ids) + 2)
