"""The six classes of conduct under a hostile intruder, told by rules from trajectories and events.

The classes are those of PEBA (arXiv 2509.16457); the order of the rules and the first thresholds are those of the study
behind it, shifted where people here can do what could not be done there: a room all of whose doors are barred hides
everybody in it. Everything counts from the end of the reaction time: until then nobody could have done anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from muster.conduct.following import Companions, Company
from muster.conduct.observed import Observed
from muster.conduct.spans import bridged, longest
from muster.conduct.verdict import INCAPACITATED_FIRST, NEVER_AWARE, UNKNOWN, Evidence, Verdict

FIGHT = "FIGHT"
HIDE_IN_PLACE = "HIDE_IN_PLACE"
HIDE_AFTER_RUNNING = "HIDE_AFTER_RUNNING"
FREEZE = "FREEZE"
RUN_FOLLOWING_CROWD = "RUN_FOLLOWING_CROWD"
RUN_INDEPENDENTLY = "RUN_INDEPENDENTLY"

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Thresholds:
    """Where one class ends and the next begins; seconds, metres, m/s.

    Attributes:
        fight: going for the intruder for so long, or coming to grips with it at all.
        closing, fight_within: speed toward the intruder and distance from it that count as going for it.
        hide: hidden for so long without a break. in_place: way before it, at most.
        freeze: exposed and still for so long. still: speed below which one stands still.
        run: on the move for so long, or out of the building.
        following: score from which a run follows the crowd (see ``_following``).
    """

    fight: float = 1.0
    closing: float = 0.6
    fight_within: float = 8.0
    hide: float = 5.0
    in_place: float = 6.0
    freeze: float = 8.0
    still: float = 0.15
    run: float = 3.0
    following: float = 0.25


class IntruderRules:
    """The classifier ``intruder-rules``."""

    name = "intruder-rules"
    classes = (FIGHT, HIDE_IN_PLACE, HIDE_AFTER_RUNNING, FREEZE, RUN_FOLLOWING_CROWD, RUN_INDEPENDENTLY)

    def __init__(self, thresholds: Thresholds = Thresholds()) -> None:
        self._limits = thresholds

    def classify(self, observed: Observed) -> Sequence[Verdict]:
        """Return a verdict on everybody, in agent order."""
        companions = Companions(observed, observed.free_at)
        return [self._verdict(_Life(observed, agent), companions) for agent in range(observed.people)]

    def _verdict(self, life: "_Life", companions: Companions) -> Verdict:
        aside = life.aside()
        if aside is not None:
            return aside
        measured = self._measure(life, companions.company(life.agent, life.counts))
        outcome = self._outcome(measured)
        evidence = tuple(sorted(_evidence(life, measured, outcome), key=lambda each: each.time))
        return Verdict(life.agent, outcome, self._margin(measured, outcome), evidence, measured.features())

    def _measure(self, life: "_Life", company: Company) -> "_Measured":
        limits = self._limits
        hidden_from, hidden = longest(bridged(life.sheltered, round(0.6 / life.step)))
        still_from, still = longest(life.counts & life.exposed & (life.speed < limits.still))
        return _Measured(
            fight_s=life.fought_s(limits),
            hidden_s=hidden * life.step,
            hidden_from=life.time_of(hidden_from),
            way_m=life.way_until(hidden_from),
            still_s=still * life.step,
            still_from=life.time_of(still_from),
            still_after_m=life.way_until(still_from),
            moving_s=float((life.counts & (life.speed > 0.5)).sum()) * life.step,
            out_at=life.out_at,
            counted_s=float(life.counts.sum()) * life.step,
            following=_following(company),
            company=company,
        )

    def _outcome(self, measured: "_Measured") -> str:
        limits = self._limits
        if measured.fight_s >= limits.fight:
            return FIGHT
        if measured.hidden_s >= limits.hide and not measured.left_after_a_stop:
            return HIDE_IN_PLACE if measured.way_m < limits.in_place else HIDE_AFTER_RUNNING
        if measured.still_s >= limits.freeze and np.isnan(measured.out_at) and measured.still_rather_than_run:
            return FREEZE
        if measured.moving_s >= limits.run or not np.isnan(measured.out_at):
            return RUN_FOLLOWING_CROWD if measured.following >= limits.following else RUN_INDEPENDENTLY
        return UNKNOWN

    def _margin(self, measured: "_Measured", outcome: str) -> float:
        """Return how far the deciding features are from their thresholds, in shares of those; at most 1."""
        limits = self._limits
        apart = {
            FIGHT: [_over(measured.fight_s, limits.fight)],
            HIDE_IN_PLACE: [_over(measured.hidden_s, limits.hide), _over(limits.in_place, measured.way_m)],
            HIDE_AFTER_RUNNING: [_over(measured.hidden_s, limits.hide), _over(measured.way_m, limits.in_place)],
            FREEZE: [_over(measured.still_s, limits.freeze)],
            RUN_FOLLOWING_CROWD: [min(abs(measured.following - limits.following) / limits.following, 1.0)],
            RUN_INDEPENDENTLY: [min(abs(measured.following - limits.following) / limits.following, 1.0)],
            UNKNOWN: [_over(limits.hide, measured.hidden_s), _over(limits.freeze, measured.still_s)],
        }
        return round(min(apart[outcome]), 3)


@dataclass(frozen=True)
class _Measured:
    fight_s: float
    hidden_s: float
    hidden_from: float
    way_m: float
    still_s: float
    still_from: float
    still_after_m: float
    moving_s: float
    out_at: float
    counted_s: float
    following: float
    company: Company

    @property
    def left_after_a_stop(self) -> bool:
        """Left the building after hiding for less than half of the time until then."""
        return not np.isnan(self.out_at) and self.hidden_s < 0.5 * self.counted_s

    @property
    def still_rather_than_run(self) -> bool:
        """Stood where it caught them, or for more time than they were on the move."""
        return self.still_after_m < 6.0 or self.still_s > self.moving_s

    def features(self) -> dict[str, float]:
        own = {name: float(value) for name, value in vars(self).items() if name != "company"}
        return {**own, **{name: float(value) for name, value in asdict(self.company).items()}}


class _Life:
    """One person's samples."""

    def __init__(self, observed: Observed, agent: int) -> None:
        self.observed, self.agent, self.step = observed, agent, observed.step
        times = observed.times
        free, down = observed.free_at[agent], observed.down_at[agent]
        position = observed.position[:, agent].astype(np.float64)
        self._strides = np.concatenate(([0.0], np.linalg.norm(np.diff(position, axis=0), axis=1)))
        half = max(round(0.5 / self.step), 1)
        padded = np.pad(position, ((half, half), (0, 0)), mode="edge")
        self.speed = np.linalg.norm(padded[2 * half :] - padded[: -2 * half], axis=1) / (2 * half * self.step)
        outside = observed.outside[:, agent]
        self.counts: Bools = (times >= free - 1e-6) & ~outside & ~(times >= down)
        rooms = observed.region[:, agent]
        self.sheltered: Bools = observed.hidden[:, agent] | self._is_behind_locks(rooms)
        self.sheltered &= self.counts
        self.exposed: Bools = ~self.sheltered
        left = outside & (times >= free)
        self.out_at = float(times[left.argmax()]) if left.any() else float("nan")

    def aside(self) -> Verdict | None:
        """Return the verdict on somebody who could not act, if so."""
        observed, agent = self.observed, self.agent
        down = observed.down_at[agent]
        if np.isnan(observed.aware_at[agent]) and np.isnan(down):
            return Verdict(agent, NEVER_AWARE, 1.0)
        if down <= observed.free_at[agent] or (np.isnan(observed.free_at[agent]) and not np.isnan(down)):
            evidence = Evidence(float(down), self.place(float(down)), "incapacitated before they could act")
            return Verdict(agent, INCAPACITATED_FIRST, 1.0, (evidence,))
        return None

    def fought_s(self, limits: Thresholds) -> float:
        """Return seconds of going for an intruder; at least the threshold once it came to grips."""
        observed = self.observed
        if not np.isnan(observed.fought_at[self.agent]):
            return max(limits.fight, 2.0)
        best = 0
        for k in range(observed.threat.shape[1]):
            way = observed.threat[:, k] - observed.position[:, self.agent]
            distance = np.linalg.norm(way, axis=1)
            ahead = np.gradient(observed.position[:, self.agent].astype(np.float64), self.step, axis=0)
            closing = (ahead * way).sum(axis=1) / np.maximum(distance, 1e-9)
            going = (closing > limits.closing) & (closing > 0.8 * self.speed) & (distance < limits.fight_within)
            going &= observed.threat_present[:, k] & (observed.threat_storey[:, k] == observed.storey[:, self.agent])
            start, length = longest(going & self.counts)
            if length and distance[start + length - 1] < 0.5 * limits.fight_within:
                best = max(best, length)
        return best * self.step

    def way_until(self, sample: int) -> float:
        """Return metres walked from the end of the reaction time to ``sample``."""
        first = int(self.counts.argmax())
        return float(self._strides[first + 1 : sample + 1].sum())

    def time_of(self, sample: int) -> float:
        """Return the simulated second of ``sample``."""
        return float(self.observed.times[sample])

    def place(self, time: float) -> str:
        """Return the name of the region they were in."""
        sample = min(int(np.searchsorted(self.observed.times, time - 1e-6)), len(self.observed.times) - 1)
        region = int(self.observed.region[sample, self.agent])
        return self.observed.building.regions[region].name if region >= 0 else "nowhere"

    def _is_behind_locks(self, rooms: NDArray[np.int64]) -> Bools:
        samples = np.arange(len(rooms))
        return (rooms >= 0) & self.observed.secluded[samples, np.maximum(rooms, 0)]


def _following(company: Company) -> float:
    """Return the score of following: alignment, corrected by who was first, who is ahead, and whose exit it was."""
    led, behind = 0.3 * (company.led - 0.5), 0.15 * company.behind
    exit = 0.15 * company.crowd_exit - (0.15 if company.own_exit else 0.0)
    return company.alignment + led + behind + exit if company.alignment > 0 else 0.0


def _over(value: float, limit: float) -> float:
    """Return by which share ``value`` is over ``limit``, 0 to 1."""
    return float(min(max((value - limit) / max(limit, 1e-9), 0.0), 1.0))


def _evidence(life: _Life, measured: _Measured, outcome: str) -> Iterator[Evidence]:
    start = float(life.observed.free_at[life.agent])
    yield Evidence(start, life.place(start), "could act from here on")
    if outcome == FIGHT:
        fought = float(life.observed.fought_at[life.agent])
        if np.isnan(fought):
            yield Evidence(start, life.place(start), f"went for the intruder for {measured.fight_s:.1f} s")
        else:
            yield Evidence(fought, life.place(fought), "came to grips with the intruder")
    if outcome in (HIDE_IN_PLACE, HIDE_AFTER_RUNNING):
        text = f"hidden for {measured.hidden_s:.1f} s after {measured.way_m:.1f} m"
        yield Evidence(measured.hidden_from, life.place(measured.hidden_from), text)
    if outcome == FREEZE:
        text = f"exposed and still for {measured.still_s:.1f} s"
        yield Evidence(measured.still_from, life.place(measured.still_from), text)
    if outcome in (RUN_FOLLOWING_CROWD, RUN_INDEPENDENTLY):
        yield from _of_running(life, measured, start)


def _of_running(life: _Life, measured: _Measured, start: float) -> Iterator[Evidence]:
    company = measured.company
    yield Evidence(
        start, life.place(start), f"on the move for {measured.moving_s:.1f} s; following {measured.following:.2f}"
    )
    if company.alignment > 0:
        text = f"{company.led:.0%} of those going along were on their way before"
        yield Evidence(start, life.place(start), text)
    if not np.isnan(measured.out_at):
        exit = life.observed.building.exits[int(life.observed.exit_used[life.agent])].name
        whose = "the nearest" if company.own_exit else "not the nearest"
        text = f"left by {exit}, {whose}; {company.crowd_exit:.0%} of those going along left there, too"
        yield Evidence(measured.out_at, exit, text)
