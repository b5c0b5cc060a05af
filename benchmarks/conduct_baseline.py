"""The rules of the study that `intruder-rules` set out from, as they were described, to compare with.

Following is told by the index of alignment alone. They count from the end of the reaction time, as ours do.
"""

import numpy as np

from muster.conduct.following import companies
from muster.conduct.life import counting
from muster.conduct.observed import Observed

NOBODY = ""


def baseline(observed: Observed) -> list[str]:
    """Return everybody's class; "" for those who could not act."""
    counts = counting(observed, slice(None))
    index = [each.alignment for each in companies(observed, counts)]
    return [_class(observed, agent, counts[:, agent], index[agent]) for agent in range(observed.people)]


def _class(observed: Observed, agent: int, counts: np.ndarray, index: float) -> str:
    if not counts.any():
        return NOBODY
    step, position = observed.step, observed.position[:, agent].astype(np.float64)
    speed = np.linalg.norm(np.gradient(position, step, axis=0), axis=1)
    way = np.linalg.norm(observed.threat - position[:, None], axis=2)
    engaged = (observed.threat_present & (way < 1.5)).any(axis=1) & counts
    hidden = observed.hidden[:, agent] & counts
    if longest_s(engaged, step) >= 1.0 or not np.isnan(observed.fought_at[agent]):
        return "FIGHT"
    if longest_s(hidden, step) >= 5.0:
        before = counts & (np.arange(len(counts)) < hidden.argmax())
        return "HIDE_IN_PLACE" if speed[before].sum() * step < 6.0 else "HIDE_AFTER_RUNNING"
    if longest_s(counts & ~hidden & (speed < 0.2), step) >= 8.0:
        return "FREEZE"
    if observed.exit_used[agent] >= 0 or (counts & (speed > 0.5)).sum() * step >= 3.0:
        return "RUN_FOLLOWING_CROWD" if index >= 0.25 else "RUN_INDEPENDENTLY"
    return "UNKNOWN"


def longest_s(when: np.ndarray, step: float) -> float:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], when.astype(int), [0]))))
    return float((edges[1::2] - edges[::2]).max() * step) if len(edges) else 0.0
