"""What methods that look at one episode at a time have in common: shares, gaps, and who is to move whither."""

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.method import ASIDE, Report, Setting

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def shares(report: Report, setting: Setting) -> Floats:
    """Return ``(c + 1,)`` observed shares of those who could act, UNKNOWN last; all 0 when nobody could."""
    judged = report.outcomes[report.outcomes != ASIDE]
    counts = np.bincount(judged, minlength=setting.unknown + 1)
    return counts / max(len(judged), 1)


def gaps(report: Report, setting: Setting) -> Floats:
    """Return ``(c + 1,)`` target less observed; positive where people are missing."""
    return np.append(setting.target, 0.0) - shares(report, setting)


def moves(report: Report, setting: Setting, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Return (agent, class) as the reference method chooses them (PEvo, arXiv 2509.16457).

    From each class with too many, as many randomly chosen people as there are too many of, rounded down; each toward a
    class with too few, drawn in proportion to how many are missing there.
    """
    gap = gaps(report, setting)
    missing = np.clip(gap[: setting.unknown], 0.0, None)
    if not missing.any():
        return []
    chosen: list[tuple[int, int]] = []
    for outcome in np.flatnonzero(gap < 0):
        those = np.flatnonzero(report.outcomes == outcome)
        number = min(int(-gap[outcome] * setting.agents), len(those))
        for agent in rng.permutation(those)[:number]:
            toward = draw_class(missing, setting.barred[agent], rng)
            if toward is not None:
                chosen.append((int(agent), toward))
    return chosen


def draw_class(weights: Floats, barred: NDArray[np.bool_], rng: np.random.Generator) -> int | None:
    """Return a class drawn in proportion to ``weights``, none of those ``barred``; None when none is left."""
    allowed = np.where(barred, 0.0, weights)
    total = allowed.sum()
    return int(rng.choice(len(allowed), p=allowed / total)) if total > 0 else None


def quotas(target: Floats, people: int) -> Ints:
    """Return ``(c,)`` whole numbers that sum to ``people``, nearest to the target's shares (largest remainders)."""
    exact = target / target.sum() * people
    counts = np.floor(exact).astype(np.int64)
    rest = people - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:rest]] += 1
    return counts
