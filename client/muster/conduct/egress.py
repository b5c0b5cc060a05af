"""When people leave on an alarm and by which exit, told from trajectories and events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from muster.conduct.observed import Floats, Observed
from muster.conduct.verdict import INCAPACITATED_FIRST, NEVER_AWARE, OUT_FIRST, UNKNOWN, Evidence, Verdict
from muster.conduct.ways import Ways, exit_points

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
    """The classifier ``egress-rules``. Nearest means to walk to, were all doors open."""

    name = "egress-rules"
    classes = ("PROMPT_NEAREST_EXIT", "PROMPT_OTHER_EXIT", "LATE_NEAREST_EXIT", "LATE_OTHER_EXIT", STAYS)

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits

    def classify(self, observed: Observed) -> Sequence[Verdict]:
        """Return a verdict on everybody, in agent order."""
        ways = Ways(observed.building)
        return [self._verdict(observed, agent, ways) for agent in range(observed.people)]

    def _verdict(self, observed: Observed, agent: int, ways: Ways) -> Verdict:
        aware, down = float(observed.aware_at[agent]), float(observed.down_at[agent])
        if down <= aware or (np.isnan(aware) and not np.isnan(down)):
            return Verdict(agent, INCAPACITATED_FIRST, 1.0)
        if np.isnan(aware):
            return Verdict(agent, NEVER_AWARE, 1.0)
        start = int(np.searchsorted(observed.times, aware - 1e-6))
        if observed.outside[start, agent]:
            return Verdict(agent, OUT_FIRST, 1.0)
        way = np.linalg.norm(observed.position[start:, agent] - observed.position[start, agent], axis=1)
        left = np.flatnonzero(way > self._limits.away)
        if not len(left):
            return Verdict(
                agent, STAYS, _margin(float(way.max()), self._limits.away), features={"away": float(way.max())}
            )
        return self._leaver(observed, agent, start + int(left[0]), _lengths(observed, agent, start, ways))

    def _leaver(self, observed: Observed, agent: int, off: int, lengths: Floats) -> Verdict:
        pre_movement = float(observed.times[off] - observed.aware_at[agent])
        features = {"pre_movement_s": pre_movement}
        used = int(observed.exit_used[agent])
        if used < 0:  # set off, and was not out when the recording ended
            return Verdict(agent, UNKNOWN, 0.0, tuple(_evidence(observed, agent, off, pre_movement)), features)
        nearest = "NEAREST" if used == int(np.argmin(lengths)) else "OTHER"
        when = "PROMPT" if pre_movement <= self._limits.prompt else "LATE"
        features["detour_m"] = float(lengths[used] - lengths.min())
        evidence = (*_evidence(observed, agent, off, pre_movement), _left_by(observed, agent, used))
        return Verdict(agent, f"{when}_{nearest}_EXIT", _margin(pre_movement, self._limits.prompt), evidence, features)


def _lengths(observed: Observed, agent: int, start: int, ways: Ways) -> Floats:
    """Return metres to walk to each exit; as the crow flies for somebody in a doorway, who is in no region."""
    here = observed.position[start, agent].astype(np.float64)
    lengths = ways.to_exits(observed.region[[start], agent], here[None])[0]
    return lengths if np.isfinite(lengths).all() else np.linalg.norm(exit_points(observed.building) - here, axis=1)


def _evidence(observed: Observed, agent: int, off: int, pre_movement: float) -> Iterator[Evidence]:
    region = int(observed.region[off, agent])
    place = observed.building.regions[region].name if region >= 0 else "nowhere"
    yield Evidence(float(observed.times[off]), place, f"set off {pre_movement:.1f} s after noticing")


def _left_by(observed: Observed, agent: int, used: int) -> Evidence:
    exit, out = observed.building.exits[used].name, observed.outside[:, agent]
    return Evidence(float(observed.times[out.argmax()]), exit, f"left by {exit}")


def _margin(value: float, limit: float) -> float:
    return round(min(abs(value - limit) / limit, 1.0), 3)
