"""Who could not act: counted apart by every classifier alike, so that all have one denominator."""

import numpy as np

from muster.conduct.observed import Observed
from muster.conduct.verdict import CUT_SHORT, INCAPACITATED_FIRST, NEVER_AWARE, OUT_FIRST


def why_aside(observed: Observed, agent: int) -> str:
    """Return why somebody could not act, one of ``verdict.ASIDE``; "" for those who could."""
    free, down = float(observed.free_at[agent]), float(observed.down_at[agent])
    if np.isnan(observed.aware_at[agent]) and np.isnan(down):
        return NEVER_AWARE
    if down <= free or (np.isnan(free) and not np.isnan(down)):
        return INCAPACITATED_FIRST
    if np.isnan(free):
        return CUT_SHORT
    first = int(np.searchsorted(observed.times, free - 1e-6))
    if first >= len(observed.times):
        return CUT_SHORT
    return OUT_FIRST if observed.outside[first, agent] else ""
