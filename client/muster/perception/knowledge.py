"""What each person knows: the building, the threat as they last noticed it, what they were told to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from muster.behavior.v1.vocabulary import Knowing
from muster.perception.familiarity import KnownRegions, familiar_exits
from muster.scenario.building import Building
from muster.scenario.persona import Duty, Persona
from muster.world.arrays import Bools, Bytes, Floats, Ints
from muster.world.bodies import NEVER
from muster.world.navigation.plan import FloorPlan

TRUST = {
    Duty.PUPIL: 0.3,
    Duty.VISITOR: 0.3,
    Duty.STAFF: 0.7,
    Duty.WARDEN: 0.9,
    Duty.SECURITY: 0.95,
    Duty.RESPONDER: 0.95,
}
"""How much weight a stranger's word carries, by what they are taken for; the order is what studies of warnings find
(Mileti and Sorensen 1990: official sources are believed more), the numbers ours."""

SPEAKERS_TRUST = 0.8
"""Of an announcement; ours."""

OUTWEIGHS = {Knowing.SEEN: 0.0, Knowing.HEARD: 3.0, Knowing.TOLD: 10.0}
"""Seconds for which something surer is kept: a sighting outweighs a sound for 3 s and hearsay for 10 s; ours."""

OUT_OF_DATE = 60.0
"""Seconds in which one grows e-fold less sure where the threat is, for it may have moved; ours."""


NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Knock:
    """A knock heard at a door at ``tick``; ``by`` is who it is, -1 as long as one does not know."""

    tick: int
    by: int = -1


NO_KNOCKS: Mapping[int, Knock] = {}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody takes the threat to be.

    Attributes:
        region: index.
        point: metres; where it was seen, or the door by which it was heard.
        beyond: metres that it seems to be behind that point.
        sure: 0 .. 1 that it is in that region.
    """

    region: int
    point: tuple[float, float]
    beyond: float = 0.0
    sure: float = 1.0


class Known:
    """Knowledge of all people, one row a person.

    Attributes:
        regions: known to be there.
        familiar: ``(n, exits)`` 0 unknown .. 1 used every day.
        aware: ``(n,)`` has noticed that something is wrong. alarmed: has heard the alarm.
        threat_how: ``(n,)`` a ``Knowing``, 0 for none; threat_tick: when it was last noticed.
        threat_region, threat_point, threat_beyond, threat_sure: where that was, as in ``Whereabouts``; region -1 for no
            idea.
        advice_act, advice_target, advice_trust: ``(n,)`` the last advice taken in; target -1 for any.
        shut: doors each holds to be locked and would not try. locked: those each knows to be locked.
        taken: hiding spots each has found occupied.
        knocks: the last knock each has heard at each door of the room they were in.
        released: ``(n,)`` 0 .. 1, how trustworthily each has been told by responders that it is over.
    """

    def __init__(
        self, cast: Sequence[Persona], building: Building, plan: FloorPlan, start: Ints, ticks_per_second: float
    ) -> None:
        n = len(cast)
        self._ticks_per_second = ticks_per_second
        self.regions = KnownRegions(cast, building, start)
        self.familiar: Floats = familiar_exits(cast, building, plan, start)
        self.aware: Bools = np.zeros(n, np.bool_)
        self.alarmed: Bools = np.zeros(n, np.bool_)
        self.threat_how: Bytes = np.zeros(n, np.uint8)
        self.threat_tick: Ints = np.full(n, NEVER, np.int64)
        self.threat_region: Ints = np.full(n, -1, np.int32)
        self.threat_point: Floats = np.zeros((n, 2))
        self.threat_beyond: Floats = np.zeros(n)
        self.threat_sure: Floats = np.zeros(n)
        self.advice_act: Bytes = np.zeros(n, np.uint8)
        self.advice_target: Ints = np.full(n, -1, np.int32)
        self.advice_trust: Floats = np.zeros(n)
        self.shut: list[frozenset[int]] = [NONE] * n
        self.locked: list[frozenset[int]] = [NONE] * n
        self.taken: list[frozenset[int]] = [NONE] * n
        self.knocks: list[Mapping[int, Knock]] = [NO_KNOCKS] * n
        self.released: Floats = np.zeros(n)

    def place_threat(
        self,
        rows: Ints,
        how: Knowing,
        tick: int,
        region: Ints | int,
        point: Floats | tuple[float, float],
        beyond: Floats | float = 0.0,
        sure: Floats | float = 1.0,
    ) -> None:
        """Let people take in where the threat was noticed, but for those who know something surer and as fresh.

        What is not the same for all has a row for each of ``rows`` ``(k,)``.
        """
        is_vaguer = (self.threat_how[rows] > 0) & (self.threat_how[rows] < int(how))
        stale = tick - self.threat_tick[rows] >= OUTWEIGHS[how] * self._ticks_per_second
        taken = ~is_vaguer | stale
        who = rows[taken]
        self.threat_how[who], self.threat_tick[who] = how, tick
        self.threat_region[who], self.threat_point[who] = _of(region, taken), _of(point, taken)
        self.threat_beyond[who], self.threat_sure[who] = _of(beyond, taken), _of(sure, taken)
        self.aware[who] = True

    def where(self, agent: int) -> Whereabouts | None:
        """Return where somebody last noticed the threat to be; None for no idea."""
        region = int(self.threat_region[agent])
        if region < 0:
            return None
        x, y = self.threat_point[agent].tolist()
        return Whereabouts(region, (x, y), float(self.threat_beyond[agent]), float(self.threat_sure[agent]))

    def sureness(self, agent: int, tick: int) -> float:
        """Return 0 .. 1: how sure somebody is by now that the threat is where they last noticed it; 0 for no idea."""
        age = tick - int(self.threat_tick[agent])
        fading = exp(-age / (OUT_OF_DATE * self._ticks_per_second))
        return float(self.threat_sure[agent]) * fading * (1.0 - float(self.released[agent]))

    def advise(self, rows: Ints, act: int, target: Ints | int, trust: Floats | float) -> None:
        """Let people take in what somebody said to do, but for those to whom somebody more trusted said something else.

        What is not the same for all has a row for each of ``rows`` ``(k,)``.
        """
        heeded = trust >= 0.8 * self.advice_trust[rows]
        who = rows[heeded]
        self.advice_act[who] = act
        self.advice_target[who], self.advice_trust[who] = _of(target, heeded), _of(trust, heeded)

    def finds_locked(self, agent: int, door: int) -> None:
        """Somebody has tried a door in vain."""
        self.shut[agent] |= {door}
        self.locked[agent] |= {door}

    def finds_open(self, agent: int, door: int) -> None:
        """Somebody has unlocked a door, or sees it stand open."""
        self.shut[agent] -= {door}
        self.locked[agent] -= {door}


_Values = Floats | Ints | float | tuple[float, float]


def _of(values: _Values, which: Bools) -> _Values:
    """Return those of an array; one for all as it is."""
    return values[which] if isinstance(values, np.ndarray) else values
