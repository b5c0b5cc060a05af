"""How sure a figure over episodes is. The unit is the episode: people within one share a crowd."""

from collections.abc import Callable
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


def bootstrap(counts: Ints, figure: Callable[[Ints], float], rng: np.random.Generator, draws: int = DRAWS) -> Interval:
    """Return ``figure`` of the pooled ``counts`` ``(e, c + 1)``, with a percentile bootstrap over episodes.

    Resampled crowds are noisier than the one observed, so a distance, which noise only ever lengthens, would come out
    too long: the bounds are those of the distance less the bootstrap's own excess (Efron and Tibshirani 1993, ch. 10).
    """
    value = figure(counts.sum(axis=0))
    picks = rng.integers(len(counts), size=(draws, len(counts)))
    drawn = np.array([figure(counts[pick].sum(axis=0)) for pick in picks])
    low, high = np.percentile(drawn, [2.5, 97.5]) - (drawn.mean() - value)
    return Interval(value, max(float(low), 0.0), float(high))


def paired(differences: Floats) -> Interval:
    """Return the mean of ``differences`` ``(s,)``, one a seed, with Student's interval; one seed has none."""
    mean = float(differences.mean())
    if len(differences) < 2:
        return Interval(mean, -np.inf, np.inf)
    error = float(differences.std(ddof=1)) / len(differences) ** 0.5
    reach = float(stats.t.ppf(0.975, len(differences) - 1)) * error
    return Interval(mean, mean - reach, mean + reach)


def hotelling(shares: Floats, target: Floats) -> float:
    """Return the p-value that the mean of episodes' shares ``(e, c + 1)`` is the target ``(c,)``, by Hotelling's T².

    NaN when there are too few episodes.
    One class is left out, since shares sum to 1, and so are classes that no episode showed.
    """
    varied = np.flatnonzero(shares[:, :-1].std(axis=0) > 0)[:-1]
    episodes, classes = len(shares), len(varied)
    if classes == 0 or episodes <= classes + 1:
        return float("nan")
    off = shares[:, varied].mean(axis=0) - target[varied]
    covariance = np.atleast_2d(np.cov(shares[:, varied], rowvar=False))
    statistic = episodes * float(off @ np.linalg.pinv(covariance) @ off)
    f = statistic * (episodes - classes) / (classes * (episodes - 1))
    return float(stats.f.sf(f, classes, episodes - classes))


def ratio(ours: Floats, theirs: Floats, rng: np.random.Generator, draws: int = DRAWS) -> Interval:
    """Return the mean of ``ours`` ``(s,)`` over the mean of ``theirs``, with a percentile bootstrap over pairs."""
    picks = rng.integers(len(ours), size=(draws, len(ours)))
    value = float(ours.mean() / theirs.mean()) if theirs.mean() > 0 else float("inf")
    if len(ours) < 2:
        return Interval(value, 0.0, float("inf"))
    drawn = ours[picks].mean(axis=1) / np.maximum(theirs[picks].mean(axis=1), 1e-12)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(value, float(low), float(high))
