"""When people leave on an alarm and by which exit, told from trajectories and events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from muster.conduct.following import exit_points
from muster.conduct.observed import Observed
from muster.conduct.verdict import INCAPACITATED_FIRST, NEVER_AWARE, UNKNOWN, Evidence, Verdict

STAYS = "STAYS"


@dataclass(frozen=True)
class Limits:
    """Where one class ends and the next begins.

    Attributes:
        prompt: seconds from noticing to setting off, at most, of those who leave promptly; half a minute is the design
            value of PD 7974-6 for the first to leave where people are awake and building and alarm are well managed.
        away: metres from where they noticed it at which somebody has set off.
    """

    prompt: float = 30.0
    away: float = 3.0


class EgressRules:
    """The classifier ``egress-rules``. Nearest means as the crow flies over the plan, whatever storey one is on."""

    name = "egress-rules"
    classes = ("PROMPT_NEAREST_EXIT", "PROMPT_OTHER_EXIT", "LATE_NEAREST_EXIT", "LATE_OTHER_EXIT", STAYS)

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits

    def classify(self, observed: Observed) -> Sequence[Verdict]:
        """Return a verdict on everybody, in agent order."""
        return [self._verdict(observed, agent) for agent in range(observed.people)]

    def _verdict(self, observed: Observed, agent: int) -> Verdict:
        aware, down = float(observed.aware_at[agent]), float(observed.down_at[agent])
        if down <= aware or (np.isnan(aware) and not np.isnan(down)):
            return Verdict(agent, INCAPACITATED_FIRST, 1.0)
        if np.isnan(aware):
            return Verdict(agent, NEVER_AWARE, 1.0)
        start = int(np.searchsorted(observed.times, aware - 1e-6))
        way = np.linalg.norm(observed.position[start:, agent] - observed.position[start, agent], axis=1)
        left = np.flatnonzero(way > self._limits.away)
        if not len(left):
            return Verdict(
                agent, STAYS, _margin(float(way.max()), self._limits.away), features={"away": float(way.max())}
            )
        return self._leaver(observed, agent, start, start + int(left[0]))

    def _leaver(self, observed: Observed, agent: int, start: int, off: int) -> Verdict:
        pre_movement = float(observed.times[off] - observed.aware_at[agent])
        features = {"pre_movement_s": pre_movement}
        used = int(observed.exit_used[agent])
        if used < 0:  # set off, and was not out when the recording ended
            return Verdict(agent, UNKNOWN, 0.0, tuple(_evidence(observed, agent, off, pre_movement)), features)
        away = np.linalg.norm(exit_points(observed) - observed.position[start, agent], axis=1)
        nearest = "NEAREST" if used == int(np.argmin(away)) else "OTHER"
        when = "PROMPT" if pre_movement <= self._limits.prompt else "LATE"
        features["detour_m"] = float(away[used] - away.min())
        evidence = (*_evidence(observed, agent, off, pre_movement), _left_by(observed, agent, used))
        return Verdict(agent, f"{when}_{nearest}_EXIT", _margin(pre_movement, self._limits.prompt), evidence, features)


def _evidence(observed: Observed, agent: int, off: int, pre_movement: float) -> Iterator[Evidence]:
    region = int(observed.region[off, agent])
    place = observed.building.regions[region].name if region >= 0 else "nowhere"
    yield Evidence(float(observed.times[off]), place, f"set off {pre_movement:.1f} s after noticing")


def _left_by(observed: Observed, agent: int, used: int) -> Evidence:
    exit, out = observed.building.exits[used].name, observed.outside[:, agent]
    return Evidence(float(observed.times[out.argmax()]), exit, f"left by {exit}")


def _margin(value: float, limit: float) -> float:
    return round(min(abs(value - limit) / limit, 1.0), 3)
