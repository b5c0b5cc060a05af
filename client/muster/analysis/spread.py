"""What several runs say of one figure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from scipy.stats import binom, t

PERCENTS = (5, 50, 95)
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Spread:
    """One figure over runs.

    Attributes:
        runs: how many have the figure. p5, p50, p95: percentiles, interpolated linearly.
        mean_low, mean_high: 95 % interval of the mean (Student); None of one run.
        p95_low, p95_high: 95 % interval of the 95th percentile, from order statistics, which assumes no distribution;
            ``p95_high`` is None of fewer than 59 runs, where the greatest may lie below it, and ``p95_low`` of one.
    """

    runs: int
    mean: float
    sd: float
    least: float
    p5: float
    p50: float
    p95: float
    greatest: float
    mean_low: float | None
    mean_high: float | None
    p95_low: float | None
    p95_high: float | None

    def to_json(self) -> dict[str, object]:
        """Return plain values, to the thousandth."""
        return {key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(self).items()}


def spread(values: Sequence[float | None]) -> Spread | None:
    """Return what ``values`` say, one a run, None where a run has no such figure; None when no run has it."""
    found = np.sort(np.array([value for value in values if value is not None], np.float64))
    if not len(found):
        return None
    sd = float(found.std(ddof=1)) if len(found) > 1 else 0.0
    half = float(t.ppf((1 + CONFIDENCE) / 2, len(found) - 1)) * sd / len(found) ** 0.5 if len(found) > 1 else None
    mean = float(found.mean())
    p5, p50, p95 = (float(each) for each in np.percentile(found, PERCENTS))
    return Spread(
        len(found),
        mean,
        sd,
        float(found[0]),
        p5,
        p50,
        p95,
        float(found[-1]),
        mean - half if half is not None else None,
        mean + half if half is not None else None,
        *_of_percentile(found, 0.95),
    )


def certain(values: Sequence[float]) -> Spread:
    """Return what ``values`` say, of a figure that every run has; there is at least one."""
    found = spread(values)
    assert found is not None
    return found


def _of_percentile(
    found: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", share: float
) -> tuple[float | None, float | None]:
    """Return order statistics between which a percentile lies with at least 95 %; None where there is none.

    The number of runs below the percentile is binomial, so the r-th smallest lies below it when at least r do. Each
    side has half of what may be missed, but where even the greatest run cannot bound it from above at that: there the
    whole.
    """
    n, side = len(found), (1 - CONFIDENCE) / 2
    if n < 2:
        return None, None
    below = int(binom.ppf(side, n, share))  # at least that many lie below it, with 97.5 %
    above = int(binom.ppf(1 - side, n, share)) + 1
    if above > n and share**n <= 1 - CONFIDENCE:
        above = n
    return (float(found[below - 1]) if below > 0 else None, float(found[above - 1]) if above <= n else None)
