"""What somebody did, as a log in words: when, where, how fast, near whom. Nothing of what they thought or said."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from muster.conduct.observed import Observed

MOST_LINES = 40
GAITS = ((0.2, "stands still"), (0.7, "moves slowly"), (1.7, "walks"), (np.inf, "runs"))
"""Speeds in m/s below which each word is used; for readers, not for rules."""
NEAR = 7.0  # metres within which others are mentioned


@dataclass(frozen=True)
class _Moment:
    """One second of somebody's log; two that are ``like`` each other become one line."""

    sample: int
    time: float
    like: tuple[str, str, str]  # place, what they do, who is near
    metres: float


def log_of(observed: Observed, agent: int) -> str:
    """Return the log of what somebody did from when they could act, oldest first."""
    free = float(observed.free_at[agent])
    noticed = float(observed.aware_at[agent])
    head = f"Something alarming happens; they notice it at {noticed:.0f} s and can act from {free:.0f} s on."
    lines = [*_spans(observed, agent)]
    if len(lines) > MOST_LINES:
        half = MOST_LINES // 2
        lines = [*lines[:half], f"... {len(lines) - 2 * half} more such lines ...", *lines[-half:]]
    return "\n".join([head, *lines, *_ends(observed, agent)])


def _spans(observed: Observed, agent: int) -> Iterator[str]:
    for (place, does, near), moments in groupby(_moments(observed, agent), key=lambda moment: moment.like):
        span = [*moments]
        metres = sum(moment.metres for moment in span)
        intruder = _intruder(observed, agent, span[0].sample)
        went = f", {metres:.0f} m" if metres >= 1.0 else ""
        yield f"{span[0].time:.0f}-{span[-1].time + 1:.0f} s, {place}: {does}{went}; {near}{intruder}"


def _moments(observed: Observed, agent: int) -> Iterator[_Moment]:
    each_second = max(round(1.0 / observed.step), 1)
    free, down = observed.free_at[agent], observed.down_at[agent]
    for sample in range(0, len(observed.times) - each_second, each_second):
        time = float(observed.times[sample])
        if time < free or time >= down or observed.outside[sample, agent]:
            continue
        metres = _moved(observed, agent, sample, each_second)
        place, does = _place(observed, agent, sample), _does(observed, agent, sample, metres)
        yield _Moment(sample, time, (place, does, _near(observed, agent, sample, each_second)), metres)


def _moved(observed: Observed, agent: int, sample: int, samples: int) -> float:
    return float(np.linalg.norm(observed.position[sample + samples, agent] - observed.position[sample, agent]))


def _place(observed: Observed, agent: int, sample: int) -> str:
    region = int(observed.region[sample, agent])
    return observed.building.regions[region].name if region >= 0 else "in a doorway"


def _does(observed: Observed, agent: int, sample: int, metres: float) -> str:
    region = int(observed.region[sample, agent])
    if observed.hidden[sample, agent]:
        return "is in a hiding place"
    gait = next(word for limit, word in GAITS if metres < limit)
    if observed.busy[sample, agent]:
        return f"{gait}, busy at a door, calling for help or helping"
    if region >= 0 and observed.secluded[sample, region]:
        return f"{gait}, all doors of the room locked or barricaded"
    return gait


def _near(observed: Observed, agent: int, sample: int, samples: int) -> str:
    """Return how others near by move, as somebody who watches would put it."""
    now, later = observed.position[sample].astype(np.float64), observed.position[sample + samples].astype(np.float64)
    way, own = now - now[agent], later[agent] - now[agent]
    near = (np.hypot(*way.T) < NEAR) & (observed.storey[sample] == observed.storey[sample, agent])
    near &= ~observed.outside[sample] & ~observed.hidden[sample]
    near[agent] = False
    steps = later - now
    moving = near & (np.hypot(*steps.T) > 0.5)
    if not moving.any():
        return "others near by stand" if near.any() else "nobody near by"
    if np.hypot(*own) < 0.5:
        return "others near by are on the move"
    same = moving & (steps @ own > 0.7 * np.hypot(*steps.T) * np.hypot(*own))
    if same.sum() <= moving.sum() / 2:
        return "others near by go other ways"
    ahead = float((same & (way @ own > 0)).sum() / same.sum())
    where = "ahead of them" if ahead > 0.6 else "behind them" if ahead < 0.4 else "beside them"
    return f"others near by go the same way, {where}"


def _intruder(observed: Observed, agent: int, sample: int) -> str:
    there = observed.threat_present[sample]
    if not there.any():
        return ""
    metres = np.linalg.norm(observed.threat[sample, there] - observed.position[sample, agent], axis=1).min()
    return f"; intruder {metres:.0f} m off"


def _ends(observed: Observed, agent: int) -> Iterator[str]:
    fought, down, used = observed.fought_at[agent], observed.down_at[agent], int(observed.exit_used[agent])
    if not np.isnan(fought):
        yield f"{fought:.0f} s: comes to grips with the intruder"
    if not np.isnan(down):
        yield f"{down:.0f} s: is incapacitated"
    if used >= 0:
        out = float(observed.times[int(observed.outside[:, agent].argmax())])
        yield f"{out:.0f} s: leaves the building by {observed.building.exits[used].name}"
    yield f"{observed.times[-1]:.0f} s: the log ends"
