"""Figures of several readings of one arm: the seed is the unit, and every mean says over how many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.conduct.agreement import Agreement
from muster.optimizer.divergence import dispersion, divergence, expected_floor, tvd
from muster.optimizer.intervals import Interval, bootstrap, paired, ratio
from muster.optimizer.publication.design import ONE_SHOT, Arm
from muster.optimizer.publication.reading import Reading
from muster.optimizer.publication.targets import benchmark
from muster.optimizer.study.evaluation import MOST_UNKNOWN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NONE = Interval(float("nan"), float("-inf"), float("inf"))


@dataclass(frozen=True)
class Figures:
    """One arm after some number of episodes.

    Attributes:
        seeds: how many. fresh: evaluation episodes of each.
        tvd, jsd: mean of pooled ones over seeds, Student's interval; of one seed its own, by bootstrap over episodes,
            of which it takes two.
        floor: mean TVD that as many independent people of one seed would have; excess: mean TVD less that.
        dispersion, unknown: means. audited: mean pooled TVD by the auditor. kappa: of rules and auditor, all people.
        decisions, commissions: means, of learning.
    """

    seeds: int
    fresh: int
    tvd: Interval
    jsd: Interval
    floor: float
    dispersion: float
    unknown: float
    audited: float
    kappa: float
    decisions: float
    commissions: float

    @property
    def excess(self) -> float:
        """Mean TVD less what chance alone makes of it."""
        return self.tvd.value - self.floor

    @property
    def supports_claims(self) -> bool:
        """Whether few enough were UNKNOWN."""
        return self.unknown <= MOST_UNKNOWN


class Readings:
    """All there are, and how to find some of them."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.all = tuple(readings)

    def of(self, arm: Arm, after: int) -> dict[int, Reading]:
        """Return readings by seed; those of a method that learns nothing, after whatever number."""
        those = [each for each in self.all if each.arm == arm]
        return {each.seed: each for each in those if each.after == after or arm.method in ONE_SHOT}


def target_of(reading: Reading) -> Floats:
    """Return ``(c,)`` shares that the arm was steered toward."""
    shares = np.array(benchmark(reading.target).shares)
    return shares / shares.sum()


def pooled(reading: Reading, first: int | None = None) -> Ints:
    """Return ``(c + 1,)`` counts over the first so many fresh episodes, or all."""
    return np.array(reading.counts[:first], np.int64).sum(axis=0)


def distances(readings: Sequence[Reading], first: int | None = None, target: Floats | None = None) -> Floats:
    """Return ``(s,)`` the pooled TVD of each reading, from its own target unless another is given."""
    return np.array(
        [divergence(pooled(each, first), target_of(each) if target is None else target).tvd for each in readings]
    )


def figures(readings: Sequence[Reading], first: int | None = None) -> Figures:
    """Return the figures of readings of one arm, one a seed and at least one, by their first so many episodes."""
    target = target_of(readings[0])
    tables = [np.array(each.counts[:first], np.int64) for each in readings]
    found = [divergence(table.sum(axis=0), target) for table in tables]
    if len(readings) == 1 and len(tables[0]) > 1:
        distance, other, _ = bootstrap(tables[0], target, np.random.default_rng(0))
    else:
        distance, other = (_bounded(np.array([getattr(each, name) for each in found])) for name in ("tvd", "jsd"))
    return Figures(
        seeds=len(readings),
        fresh=min(len(table) for table in tables),
        tvd=distance,
        jsd=other,
        floor=_mean(tables, lambda table: expected_floor(target, max(int(table.sum()), 1))),
        dispersion=_mean(tables, lambda table: dispersion(table, target) if len(table) > 1 else float("nan")),
        unknown=_mean(tables, lambda table: float(table[:, -1].sum() / max(table.sum(), 1))),
        audited=float(np.mean([_audited(each, target) for each in readings])),
        kappa=agreement(readings).kappa,
        decisions=float(np.mean([each.decisions for each in readings])),
        commissions=float(np.mean([each.commissions for each in readings])),
    )


def agreement(readings: Sequence[Reading]) -> Agreement:
    """Return how far rules and auditor agree, over everybody in all fresh episodes."""
    table = np.sum([np.array(each.confusion, np.int64) for each in readings], axis=0)
    labels = (*benchmark(readings[0].target).ids, "UNKNOWN", "aside")
    return Agreement(labels, table)


def obedience(readings: Sequence[Reading]) -> Interval:
    """Return Cohen's kappa of the class asked for, of a rewrite or outright, and the class shown next; mean over seeds.

    0: what is asked for makes no difference; 1: it is what is always shown.
    """
    kappas = np.array([_kappa(np.array(each.asked, np.int64)) for each in readings if np.sum(each.asked) > 0])
    return paired(kappas[np.isfinite(kappas)]) if np.isfinite(kappas).any() else NONE


def both(one: dict[int, Reading], other: dict[int, Reading]) -> tuple[list[Reading], list[Reading]]:
    """Return the readings of the seeds that both have."""
    seeds = sorted(one.keys() & other.keys())
    return [one[seed] for seed in seeds], [other[seed] for seed in seeds]


def quotient(one: dict[int, Reading], other: dict[int, Reading]) -> Interval:
    """Return the ratio of mean pooled TVDs over seeds in common, by as many episodes as both have."""
    ours, theirs = both(one, other)
    if not ours:
        return NONE
    first = min(len(each.counts) for each in (*ours, *theirs))
    return ratio(distances(ours, first), distances(theirs, first))


def audited_quotient(one: dict[int, Reading], other: dict[int, Reading]) -> Interval:
    """Return the ratio of mean pooled TVDs by the auditor over seeds in common, by all episodes of each."""
    ours, theirs = both(one, other)
    if not ours:
        return NONE
    first, second = (np.array([_audited(each, target_of(each)) for each in those]) for those in (ours, theirs))
    return ratio(first, second)


def difference(one: dict[int, Reading], other: dict[int, Reading]) -> Interval:
    """Return the mean difference of pooled TVDs over seeds in common, by as many episodes as both have."""
    ours, theirs = both(one, other)
    if not ours:
        return NONE
    first = min(len(each.counts) for each in (*ours, *theirs))
    return paired(distances(ours, first) - distances(theirs, first))


def _bounded(values: Floats) -> Interval:
    """Return Student's interval, which for a distance does not reach below 0."""
    found = paired(values)
    return Interval(found.value, max(found.low, 0.0) if np.isfinite(found.low) else found.low, found.high)


def _audited(reading: Reading, target: Floats) -> float:
    shown = np.array(reading.confusion, np.int64).sum(axis=0)[:-1]
    return tvd(shown / max(int(shown.sum()), 1), np.append(target, 0.0))


def _kappa(asked: Ints) -> float:
    square = np.vstack([asked, np.zeros(asked.shape[1], np.int64)])  # nobody is asked for UNKNOWN
    return Agreement(tuple(str(k) for k in range(len(square))), square).kappa


def _mean(tables: Sequence[Ints], measure: Callable[[Ints], float]) -> float:
    return float(np.mean([measure(table) for table in tables]))
