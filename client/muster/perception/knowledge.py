"""What each person knows: the building, the threat as they last noticed it, what they were told to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from muster.behavior.v1.vocabulary import Knowing
from muster.perception.familiarity import KnownRegions, familiar_exits
from muster.perception.percept import Cue
from muster.scenario.building import Building
from muster.scenario.persona import Duty, Persona
from muster.world.acts import Act
from muster.world.arrays import Bools, Bytes, Floats, Ints
from muster.world.bodies import NEVER
from muster.world.navigation.plan import FloorPlan

TRUST = {Duty.PUPIL: 0.3, Duty.VISITOR: 0.3, Duty.STAFF: 0.7, Duty.WARDEN: 0.9, Duty.SECURITY: 0.95}
"""How much weight a stranger's word carries, by what they are taken for; the order is what studies of warnings find
(Mileti and Sorensen 1990: official sources are believed more), the numbers ours."""

SPEAKERS_TRUST = 0.8
"""Of an announcement; ours."""

OUTWEIGHS = {Knowing.SEEN: 0.0, Knowing.HEARD: 3.0, Knowing.TOLD: 10.0}
"""Seconds for which something surer is kept: a sighting outweighs a sound for 3 s and hearsay for 10 s; ours."""

OUT_OF_DATE = 60.0
"""Seconds in which one grows e-fold less sure where the threat is, for it may have moved; ours."""


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
        threat: where that was, None for no idea.
        advice_act, advice_target, advice_trust: the last advice taken in; target -1 for any.
        cues: what each has noticed since the last percept.
        shut: doors each holds to be locked and would not try. locked: those each knows to be locked.
        taken: hiding spots each has found occupied.
    """

    def __init__(
        self, cast: Sequence[Persona], building: Building, plan: FloorPlan, start: Ints, ticks_per_second: float
    ) -> None:
        n = len(cast)
        self._ticks_per_second = ticks_per_second
        self.regions = KnownRegions(cast, building, start)
        self.familiar: list[list[float]] = familiar_exits(cast, building, plan, start).tolist()
        self.aware: Bools = np.zeros(n, np.bool_)
        self.alarmed: Bools = np.zeros(n, np.bool_)
        self.threat_how: Bytes = np.zeros(n, np.uint8)
        self.threat_tick: Ints = np.full(n, NEVER, np.int64)
        self.threat: list[Whereabouts | None] = [None] * n
        self.advice_act: Bytes = np.zeros(n, np.uint8)
        self.advice_target: Ints = np.full(n, -1, np.int32)
        self.advice_trust: Floats = np.zeros(n)
        self.cues: list[list[Cue]] = [[] for _ in range(n)]
        self.shut: list[set[int]] = [set() for _ in range(n)]
        self.locked: list[set[int]] = [set() for _ in range(n)]
        self.taken: list[set[int]] = [set() for _ in range(n)]

    def place_threat(self, agent: int, how: Knowing, tick: int, where: Whereabouts) -> None:
        """Take in where the threat was noticed, unless something surer and as fresh is known."""
        stale = tick - self.threat_tick[agent]
        is_vaguer = bool(self.threat_how[agent]) and how > self.threat_how[agent]
        if is_vaguer and stale < OUTWEIGHS[how] * self._ticks_per_second:
            return
        self.threat_how[agent], self.threat_tick[agent] = how, tick
        self.threat[agent] = where
        self.aware[agent] = True

    def sureness(self, agent: int, tick: int) -> float:
        """Return 0 .. 1: how sure somebody is by now that the threat is where they last noticed it."""
        where = self.threat[agent]
        if where is None:
            return 0.0
        return where.sure * exp(-(tick - int(self.threat_tick[agent])) / (OUT_OF_DATE * self._ticks_per_second))

    def advise(self, agent: int, act: Act, target: int, trust: float) -> None:
        """Take in what somebody said to do, unless somebody more trusted has said something else."""
        if trust >= 0.8 * self.advice_trust[agent]:
            self.advice_act[agent], self.advice_target[agent] = act, target
            self.advice_trust[agent] = trust

    def finds_locked(self, agent: int, door: int) -> None:
        """Somebody has tried a door in vain."""
        self.shut[agent].add(door)
        self.locked[agent].add(door)

    def finds_open(self, agent: int, door: int) -> None:
        """Somebody has unlocked a door, or sees it stand open."""
        self.shut[agent].discard(door)
        self.locked[agent].discard(door)
