"""Combinations of a sweep against its first one, run by run: runs of one seed share their random numbers."""

from muster.analysis.spread import Spread, spread
from muster.analysis.summary import LAST, Combination


def difference(first: Combination, other: Combination, figure: str = LAST) -> Spread | None:
    """Return how many seconds later ``figure`` is in ``other``, over seeds that both have it for; None for none."""
    ours, theirs = first.by_seed(figure), other.by_seed(figure)
    return spread([theirs[seed] - ours[seed] for seed in sorted(ours.keys() & theirs.keys())])
