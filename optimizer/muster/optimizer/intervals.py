"""How sure a figure is. Within a study the unit is the episode, whose people share a crowd; between, it is the seed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DRAWS = 2_000


@dataclass(frozen=True)
class Interval:
    """A figure and the bounds between which it lies with 95 % confidence."""

    value: float
    low: float
    high: float


def bootstrap(counts: Ints, target: Floats, rng: np.random.Generator, draws: int = DRAWS) -> tuple[Interval, ...]:
    """Return TVD, JSD and KL of the pooled ``counts`` ``(e, c + 1)`` from ``target`` ``(c,)``, by resampling episodes.

    The values are those of the counts. The bounds are for the crowd's own distance, that of endless episodes: noise
    only ever lengthens a distance, so the bootstrap's excess is taken off them (Efron and Tibshirani 1993, ch. 10).
    That is too little near 0, where the lower bound is 0 unless the distance is longer than chance would make that of
    a crowd just on the target. ``tests/optimizer/test_intervals.py`` measures how often they hold.
    """
    resampled = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=draws) @ counts
    pooled = counts.sum(axis=0)
    off = np.append(target, 0.0) - pooled / max(int(pooled.sum()), 1)
    on_target = np.maximum(resampled + resampled.sum(axis=1, keepdims=True) * off, 0.0)
    value, drawn, chance = (_figures(table, target) for table in (pooled[None, :], resampled, on_target))
    # Of e episodes a bootstrap's variance is e - 1 to e too small, and its tails are the normal's, not Student's.
    wider = float(stats.t.ppf(0.975, max(len(counts) - 1, 1))) * (len(counts) / max(len(counts) - 1, 1)) ** 0.5
    return tuple(_bounded(float(value[0, each]), drawn[:, each], chance[:, each], wider) for each in range(3))


def _figures(table: NDArray[np.number], target: Floats) -> Floats:
    """Return ``(rows, 3)`` TVD, JSD and KL of each row, as ``divergence`` has them: a thousand times as quickly."""
    wanted = np.append(target, 0.0)
    nobody = np.append(np.zeros(len(target)), 1.0)
    counts = np.where(table.any(axis=1, keepdims=True), table, nobody)
    total, half = counts.sum(axis=1, keepdims=True), 0.5 * counts.shape[1]
    shares = counts / total
    smoothed, smooth_target = ((each + 0.5) / (total + half) for each in (counts, wanted * total))
    between = _entropy((shares + wanted) / 2) - (_entropy(shares) + _entropy(wanted)) / 2
    return np.stack(
        [
            0.5 * np.abs(shares - wanted).sum(axis=1),
            between,
            (smoothed * np.log(smoothed / smooth_target)).sum(axis=1),
        ],
        axis=1,
    )


def _entropy(shares: Floats) -> Floats:
    """Return the entropy of each row, nats."""
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    return -np.asarray((shares * logs).sum(axis=-1), np.float64)


def _bounded(value: float, drawn: Floats, chance: Floats, wider: float) -> Interval:
    excess, reach = float(drawn.mean()) - value, wider * float(drawn.std())
    low = 0.0 if value <= np.percentile(chance, 97.5) else max(value - excess - reach, 0.0)
    high = max(float(np.percentile(drawn, 97.5)) - excess, value - excess + reach)
    return Interval(value, low, high)


def paired(differences: Floats) -> Interval:
    """Return the mean of ``differences`` ``(s,)``, one a seed, with Student's interval; one seed has none."""
    mean = float(differences.mean())
    if len(differences) < 2:
        return Interval(mean, -np.inf, np.inf)
    reach = _reach(differences)
    return Interval(mean, mean - reach, mean + reach)


def hotelling(shares: Floats, target: Floats) -> float:
    """Return the p-value that the mean of episodes' shares ``(e, c + 1)`` is the target ``(c,)``, by Hotelling's T².

    NaN when there are too few episodes.
    One outcome is left out, since shares sum to 1, and so are those that no episode showed: what they lack, others
    have too much.
    """
    varied = np.flatnonzero(shares.std(axis=0) > 0)[:-1]
    episodes, classes = len(shares), len(varied)
    if classes == 0 or episodes <= classes + 1:
        return float("nan")
    off = shares[:, varied].mean(axis=0) - target[varied]
    covariance = np.atleast_2d(np.cov(shares[:, varied], rowvar=False))
    statistic = episodes * float(off @ np.linalg.pinv(covariance) @ off)
    f = statistic * (episodes - classes) / (classes * (episodes - 1))
    return float(stats.f.sf(f, classes, episodes - classes))


def ratio(ours: Floats, theirs: Floats) -> Interval:
    """Return the mean of ``ours`` ``(s,)`` over the mean of ``theirs``, paired by seed.

    The interval is Student's of the ratio's logarithm, linearised (the delta method): a percentile bootstrap of a dozen
    pairs is too short. One pair has none.
    """
    if min(ours.mean(), theirs.mean()) <= 0:
        return Interval(float("nan"), 0.0, np.inf)
    value = float(ours.mean() / theirs.mean())
    if len(ours) < 2:
        return Interval(value, 0.0, np.inf)
    reach = _reach(ours / ours.mean() - theirs / theirs.mean())
    return Interval(value, value * float(np.exp(-reach)), value * float(np.exp(reach)))


def _reach(values: Floats) -> float:
    """Return how far Student's interval reaches on either side of the mean of two values or more."""
    error = float(values.std(ddof=1)) / len(values) ** 0.5
    return float(stats.t.ppf(0.975, len(values) - 1)) * error
