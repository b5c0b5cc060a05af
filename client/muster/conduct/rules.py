"""The six classes of conduct under a hostile intruder, told by rules from trajectories and events.

The classes are those of PEBA (arXiv 2509.16457); the order of the rules is that of the study behind it, changed where
people here can do what could not be done there: a room all of whose doors are barred hides everybody in it. Everything
counts from the end of the reaction time: until then nobody could have done anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.conduct.aside import why_aside
from muster.conduct.following import Company, Weights, companies
from muster.conduct.life import Life, counting
from muster.conduct.measured import Measured
from muster.conduct.observed import Observed
from muster.conduct.spans import bridged, longest
from muster.conduct.telling import evidence
from muster.conduct.verdict import INCAPACITATED_FIRST, UNKNOWN, Evidence, Verdict

FIGHT = "FIGHT"
HIDE_IN_PLACE = "HIDE_IN_PLACE"
HIDE_AFTER_RUNNING = "HIDE_AFTER_RUNNING"
FREEZE = "FREEZE"
RUN_FOLLOWING_CROWD = "RUN_FOLLOWING_CROWD"
RUN_INDEPENDENTLY = "RUN_INDEPENDENTLY"
INTRUDER_CLASSES = (FIGHT, HIDE_IN_PLACE, HIDE_AFTER_RUNNING, FREEZE, RUN_FOLLOWING_CROWD, RUN_INDEPENDENTLY)


WEIGHTS = Weights()


@dataclass(frozen=True)
class Thresholds:
    """Where one class ends and the next begins; seconds, metres, m/s. docs/conduct.md says where each comes from.

    Attributes:
        fight: going for the intruder for so long, or coming to grips with it at all.
        closing, fight_within: speed toward the intruder and distance from it that count as going for it.
        hide: hidden for so long; peek: looking out of hiding for no longer does not end it.
        in_place: way before hiding, at most, unless it was all in one room.
        freeze: exposed and still for so long; jostled: being moved for no longer does not end it.
        still: speed below which one stands still.
        run: on the move for so long. moving: speed above which one is on the move.
        away, straight: metres from where one started, and share of the way walked that these are, from which on
            walking about has become running; those who follow others need not be straight, those out neither.
        following: score from which a run follows the crowd (see ``Weights``).
    """

    fight: float = 1.0
    closing: float = 0.6
    fight_within: float = 12.0
    hide: float = 5.0
    peek: float = 2.0
    in_place: float = 9.0
    freeze: float = 8.0
    jostled: float = 1.0
    still: float = 0.25
    run: float = 3.0
    moving: float = 0.5
    away: float = 7.0
    straight: float = 0.5
    following: float = -0.25


class IntruderRules:
    """The classifier ``intruder-rules``."""

    name = "intruder-rules"
    classes = INTRUDER_CLASSES

    def __init__(self, thresholds: Thresholds = Thresholds(), weights: Weights = WEIGHTS) -> None:
        self._limits, self._weights = thresholds, weights

    def classify(self, observed: Observed) -> Sequence[Verdict]:
        """Return a verdict on everybody, in agent order."""
        everybody = companies(observed, counting(observed, slice(None)))
        return [self._verdict(Life(observed, agent), company) for agent, company in enumerate(everybody)]

    def measure(self, observed: Observed) -> list[Measured | None]:
        """Return what the rules would look at, of everybody; None for those who could not act."""
        everybody = companies(observed, counting(observed, slice(None)))
        return [
            None if why_aside(observed, agent) else self._measure(Life(observed, agent), company)
            for agent, company in enumerate(everybody)
        ]

    def outcome(self, measured: Measured) -> str:
        """Return the class, by the first rule that holds."""
        limits = self._limits
        if measured.fight_s >= limits.fight:
            return FIGHT
        if measured.hidden_s >= limits.hide and not self._came_out(measured):
            in_place = measured.stayed_in or measured.way_m < limits.in_place
            return HIDE_IN_PLACE if in_place else HIDE_AFTER_RUNNING
        if measured.still_s >= limits.freeze and measured.still_rather_than_run:
            return FREEZE
        if measured.is_out or self._got_away(measured):
            return RUN_FOLLOWING_CROWD if measured.following >= limits.following else RUN_INDEPENDENTLY
        return UNKNOWN

    def _came_out(self, measured: Measured) -> bool:
        """Return whether hiding was but a stop on their way."""
        return measured.left_after_a_stop or (measured.ran_on and self._got_away(measured))

    def _got_away(self, measured: Measured) -> bool:
        limits = self._limits
        if measured.moving_s < limits.run or measured.away_m < limits.away:
            return False
        return measured.following >= limits.following or measured.away_m >= limits.straight * measured.walked_m

    def _verdict(self, life: Life, company: Company) -> Verdict:
        aside = why_aside(life.observed, life.agent)
        if aside:
            return Verdict(life.agent, aside, 1.0, _why_aside(life, aside))
        measured = self._measure(life, company)
        outcome = self.outcome(measured)
        told = tuple(sorted(evidence(life, measured, outcome), key=lambda each: each.time))
        return Verdict(life.agent, outcome, self._margin(measured, outcome), told, measured.features())

    def _measure(self, life: Life, company: Company) -> Measured:
        limits, step = self._limits, life.step
        hidden_from, hidden = longest(bridged(life.sheltered, round(limits.peek / step)))
        still = life.exposed & (life.speed < limits.still) & ~life.observed.busy[:, life.agent]
        still_from, still_for = longest(bridged(still, round(limits.jostled / step)) & life.exposed)
        moving = life.counts & (life.speed > limits.moving)
        fought = not np.isnan(life.observed.fought_at[life.agent])
        return Measured(
            fight_s=max(limits.fight, 2.0) if fought else life.rushed_s(limits.closing, limits.fight_within),
            hidden_s=hidden * step,
            hidden_from=life.time_of(hidden_from),
            ran_on_s=float(moving[hidden_from + hidden :].sum()) * step,
            way_m=life.way_until(hidden_from),
            stayed_in=life.stayed_in_until(hidden_from),
            still_s=still_for * step,
            still_from=life.time_of(still_from),
            still_after_m=life.way_until(still_from),
            moving_s=float(moving.sum()) * step,
            away_m=life.farthest(),
            walked_m=life.way_until(int(np.flatnonzero(life.counts)[-1])),
            out_at=life.out_at,
            counted_s=float(life.counts.sum()) * step,
            following=self._weights.score(company),
            company=company,
        )

    def _margin(self, measured: Measured, outcome: str) -> float:
        """Return how far the deciding features are from their thresholds, in shares of those; at most 1."""
        limits = self._limits
        in_place = 1.0 if measured.stayed_in else _over(limits.in_place, measured.way_m)
        score = min(abs(measured.following - limits.following), 1.0)
        apart = {
            FIGHT: [_over(measured.fight_s, limits.fight)],
            HIDE_IN_PLACE: [_over(measured.hidden_s, limits.hide), in_place],
            HIDE_AFTER_RUNNING: [_over(measured.hidden_s, limits.hide), _over(measured.way_m, limits.in_place)],
            FREEZE: [_over(measured.still_s, limits.freeze)],
            RUN_FOLLOWING_CROWD: [score],
            RUN_INDEPENDENTLY: [score],
            UNKNOWN: [_over(limits.hide, measured.hidden_s), _over(limits.freeze, measured.still_s)],
        }
        return round(min(apart[outcome]), 3)


def _why_aside(life: Life, aside: str) -> tuple[Evidence, ...]:
    if aside != INCAPACITATED_FIRST:
        return ()
    down = float(life.observed.down_at[life.agent])
    return (Evidence(down, life.place(down), "incapacitated before they could act"),)


def _over(value: float, limit: float) -> float:
    """Return by which share ``value`` is over ``limit``, 0 to 1."""
    return float(min(max((value - limit) / max(limit, 1e-9), 0.0), 1.0))
