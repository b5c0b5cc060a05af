"""How far observed conduct is from a target, and how far chance alone would put it.

Counts have ``c`` classes and, last, UNKNOWN: an outcome of its own with target 0, never left out and never shared among
the others.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Divergence:
    """Observed shares against a target.

    Attributes:
        tvd: total variation distance, 0 to 1.
        jsd: Jensen-Shannon divergence in nats, 0 to ln 2.
        kl: Kullback-Leibler divergence of the observed from the target in nats, with Jeffreys' smoothing of the counts
            (one half added to each), since a class that nobody showed would make it infinite or arbitrary.
        entropy_gap: entropy of the observed shares less that of the target, nats; negative for a crowd too much alike.
    """

    tvd: float
    jsd: float
    kl: float
    entropy_gap: float


def divergence(counts: Ints, target: Floats) -> Divergence:
    """Return how far ``counts`` ``(c + 1,)`` are from ``target`` ``(c,)``; nobody counted is as all UNKNOWN."""
    wanted = np.append(target, 0.0)
    if not counts.any():
        counts = np.append(np.zeros(len(target), np.int64), 1)
    observed = counts / counts.sum()
    smoothed = (counts + 0.5) / (counts.sum() + 0.5 * len(counts))
    smooth_target = (wanted * counts.sum() + 0.5) / (counts.sum() + 0.5 * len(counts))
    return Divergence(
        tvd=tvd(observed, wanted),
        jsd=jsd(observed, wanted),
        kl=float((smoothed * np.log(smoothed / smooth_target)).sum()),
        entropy_gap=entropy(observed) - entropy(wanted),
    )


def tvd(p: Floats, q: Floats) -> float:
    """Return the total variation distance of two distributions."""
    return float(0.5 * np.abs(p - q).sum())


def jsd(p: Floats, q: Floats) -> float:
    """Return the Jensen-Shannon divergence of two distributions, nats."""
    return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2


def entropy(p: Floats) -> float:
    """Return the Shannon entropy of a distribution, nats."""
    positive = p[p > 0]
    return float(-(positive * np.log(positive)).sum())


def dispersion(counts: Ints, target: Floats) -> float:
    """Return the variance of class counts over episodes relative to that of independent draws from ``target``.

    ``counts`` is ``(e, c + 1)``, at least two episodes. 1: people vary as if each drew for themselves; less: quotas;
    more: whole crowds swing together. NaN for a target of one class, from which nobody can vary.
    """
    classes = counts[:, :-1]
    size = counts.sum(axis=1).mean()
    expected = float((size * target * (1 - target)).sum())
    return float(classes.var(axis=0, ddof=1).sum()) / expected if expected > 0 else float("nan")


@dataclass(frozen=True)
class Floor:
    """Where a crowd drawn from the target itself would be: what chance alone makes of TVD.

    Attributes:
        mean, low, high: mean, 5th and 95th percentile.
    """

    mean: float
    low: float
    high: float


def floor(target: Floats, people: int, rng: np.random.Generator, draws: int = 20_000) -> Floor:
    """Return the floor of TVD for ``people`` independent draws from ``target``, by simulation."""
    shares = rng.multinomial(people, target / target.sum(), size=draws) / people
    distances = 0.5 * np.abs(shares - target).sum(axis=1)
    low, high = np.percentile(distances, [5, 95])
    return Floor(float(distances.mean()), float(low), float(high))


def expected_floor(target: Floats, people: int) -> float:
    """Return the floor's mean by the normal approximation: half the sum of sqrt(2 p (1 - p) / (pi n))."""
    return 0.5 * float(np.sqrt(2 * target * (1 - target) / (math.pi * people)).sum())
