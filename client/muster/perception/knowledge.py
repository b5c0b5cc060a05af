"""What each person knows: the building, the threat as they last noticed it, what they were told to do."""

from collections.abc import Sequence

import numpy as np

from muster.perception.percept import Cue, Knowing
from muster.scenario.building import Building, RegionKind
from muster.scenario.persona import Duty, Knowledge, Persona
from muster.world.acts import Act
from muster.world.bodies import NEVER
from muster.world.navigation.plan import FloorPlan
from muster.world.types import Bools, Bytes, Floats, Ints

TRUST = {Duty.PUPIL: 0.3, Duty.VISITOR: 0.3, Duty.STAFF: 0.7, Duty.WARDEN: 0.9, Duty.SECURITY: 0.95}
"""How much weight a stranger's word carries, by what they are taken for; the order is what studies of warnings find
(Mileti and Sorensen 1990: official sources are believed more), the numbers ours."""

SPEAKERS_TRUST = 0.8
"""Of an announcement; ours."""

HABIT, WAY_IN, SIGNED = 1.0, 0.7, 0.3
"""Familiarity of an exit used every day, of the one somebody came in by, and of one only seen or signed."""


class Known:
    """Knowledge of all people, one row a person.

    Attributes:
        regions: ``(n, R)`` known to be there.
        familiar: ``(n, exits)`` 0 unknown .. 1 used every day.
        aware: ``(n,)`` has noticed that something is wrong. alarmed_at: tick of hearing an alarm.
        threat_how: ``(n,)`` a ``Knowing``, 0 for none; threat_tick, threat_region, threat_point: when and where it was
            last noticed, the point being where it was seen or from where it was heard.
        advice_act, advice_target, advice_trust: the last advice taken in; target -1 for any.
        cues: what each has noticed since the last percept.
        shut: doors each has found locked.
    """

    def __init__(self, cast: Sequence[Persona], building: Building, plan: FloorPlan, start: Ints) -> None:
        n = len(cast)
        self.regions = _known_regions(cast, building, start)
        self.familiar = _familiar_exits(cast, building, plan, start)
        self.aware: Bools = np.zeros(n, np.bool_)
        self.alarmed_at: Ints = np.full(n, NEVER, np.int64)
        self.threat_how: Bytes = np.zeros(n, np.uint8)
        self.threat_tick: Ints = np.full(n, NEVER, np.int64)
        self.threat_region: Ints = np.full(n, -1, np.int32)
        self.threat_point: Floats = np.full((n, 2), np.nan)
        self.advice_act: Bytes = np.zeros(n, np.uint8)
        self.advice_target: Ints = np.full(n, -1, np.int32)
        self.advice_trust: Floats = np.zeros(n)
        self.cues: list[list[Cue]] = [[] for _ in range(n)]
        self.shut: list[set[int]] = [set() for _ in range(n)]

    def place_threat(
        self, agent: int, how: Knowing, tick: int, region: int, point: Floats | tuple[float, float]
    ) -> None:
        """Take in where the threat was noticed, unless something surer and as fresh is known."""
        stale = tick - self.threat_tick[agent]
        if self.threat_how[agent] and how > self.threat_how[agent] and stale < STALE[how]:
            return
        self.threat_how[agent], self.threat_tick[agent] = how, tick
        self.threat_region[agent] = region
        self.threat_point[agent] = point
        self.aware[agent] = True

    def advise(self, agent: int, act: Act, target: int, trust: float) -> None:
        """Take in what somebody said to do, unless somebody more trusted has said something else."""
        if trust >= 0.8 * self.advice_trust[agent]:
            self.advice_act[agent], self.advice_target[agent] = act, target
            self.advice_trust[agent] = trust


STALE = {Knowing.SEEN: 0, Knowing.HEARD: 60, Knowing.TOLD: 200}
"""Ticks for which something surer is kept: a sighting outweighs a sound for 3 s and hearsay for 10 s."""


def _known_regions(cast: Sequence[Persona], building: Building, start: Ints) -> Bools:
    index = {region.id: i for i, region in enumerate(building.regions)}
    shared = np.array([region.kind is not RegionKind.ROOM for region in building.regions], np.bool_)
    known = np.zeros((len(cast), len(building.regions)), np.bool_)
    for i, person in enumerate(cast):
        if person.knows is Knowledge.ALL:
            known[i] = True
        elif person.knows is Knowledge.DAILY:
            known[i] = shared
        known[i, start[i]] = True
        known[i, [index[id] for id in person.also_knows if id in index]] = True
    return known


def _familiar_exits(cast: Sequence[Persona], building: Building, plan: FloorPlan, start: Ints) -> Floats:
    door_index = {door.id: i for i, door in enumerate(building.doors)}
    doors = [door_index[exit.door] for exit in building.exits]
    way_in = _widest(doors, plan)
    familiar = np.zeros((len(cast), len(doors)))
    for i, person in enumerate(cast):
        if person.knows is Knowledge.ALL:
            familiar[i] = HABIT
        elif person.knows is Knowledge.DAILY:
            familiar[i] = [0.5 if _is_shared(door, building, plan) else 0.0 for door in doors]
        if doors:
            own = _nearest(doors, plan, int(start[i])) if person.knows is Knowledge.DAILY else way_in
            familiar[i, way_in] = max(familiar[i, way_in], WAY_IN)
            familiar[i, own] = max(familiar[i, own], WAY_IN)
    return familiar


def _widest(doors: Sequence[int], plan: FloorPlan) -> int:
    """Return which exit people come in by: the widest, the first of equals."""
    return int(np.argmax(plan.door_width[doors])) if doors else -1


def _nearest(doors: Sequence[int], plan: FloorPlan, region: int) -> int:
    """Return the exit nearest to a region as the crow flies: the one used going to and fro every day."""
    away = plan.door_middle[doors] - plan.region_inner[region]
    return int(np.argmin(np.hypot(away[:, 0], away[:, 1])))


def _is_shared(door: int, building: Building, plan: FloorPlan) -> bool:
    """Whether an exit leads from a corridor or lobby-like space, not from somebody's room."""
    kinds = [building.regions[int(region)].kind for region in plan.door_regions[door]]
    return RegionKind.ROOM not in kinds
