"""How well each person knows the building when the day begins."""

from collections.abc import Sequence

import numpy as np

from muster.scenario.building import Building, RegionKind
from muster.scenario.persona import Knowledge, Persona
from muster.world.arrays import Floats, Ints
from muster.world.navigation.plan import FloorPlan

HABIT, WAY_IN, SHARED, SIGNED = 1.0, 0.7, 0.5, 0.3
"""Familiarity of an exit used every day, of the one somebody came in by, of one passed daily, and of one only seen or
signed. Familiar exits are preferred (Sime 1985); numbers ours."""


class KnownRegions:
    """Which regions each person knows to be there: what they share with others of their kind, and their own."""

    def __init__(self, cast: Sequence[Persona], building: Building, start: Ints) -> None:
        index = {region.id: i for i, region in enumerate(building.regions)}
        everywhere = frozenset(index.values())
        passages = frozenset(i for i, region in enumerate(building.regions) if region.kind is not RegionKind.ROOM)
        wide = {Knowledge.ALL: everywhere, Knowledge.DAILY: passages}
        self._wide = [wide.get(person.knows, frozenset[int]()) for person in cast]
        own = [
            frozenset((int(at), *(index[id] for id in person.also_knows if id in index)))
            for person, at in zip(cast, start, strict=True)
        ]
        shared = {regions: regions for regions in own}
        self._own = [shared[regions] for regions in own]

    def knows(self, agent: int, region: int) -> bool:
        """Whether somebody knows a region to be there."""
        return region in self._wide[agent] or region in self._own[agent]

    def learn(self, agent: int, region: int) -> None:
        """Somebody has been there."""
        if not self.knows(agent, region):
            self._own[agent] |= {region}


def familiar_exits(cast: Sequence[Persona], building: Building, plan: FloorPlan, start: Ints) -> Floats:
    """Return ``(n, exits)`` 0 unknown .. 1 used every day."""
    door_index = {door.id: i for i, door in enumerate(building.doors)}
    doors = [door_index[exit.door] for exit in building.exits]
    familiar = np.zeros((len(cast), len(doors)))
    if not doors:
        return familiar
    way_in = int(np.argmax(plan.door_width[doors]))  # the widest; the first of equals
    shared = [SHARED if _is_shared(door, building, plan) else 0.0 for door in doors]
    for i, person in enumerate(cast):
        if person.knows is Knowledge.ALL:
            familiar[i] = HABIT
            continue
        if person.knows is Knowledge.DAILY:
            familiar[i] = shared
            familiar[i, _nearest(doors, plan, int(start[i]))] = WAY_IN
        familiar[i, way_in] = WAY_IN
    return familiar


def _nearest(doors: Sequence[int], plan: FloorPlan, region: int) -> int:
    """Return the exit nearest to a region as the crow flies: the one used going to and fro every day."""
    away = plan.door_middle[doors] - plan.region_inner[region]
    return int(np.argmin(np.hypot(away[:, 0], away[:, 1])))


def _is_shared(door: int, building: Building, plan: FloorPlan) -> bool:
    """Whether an exit leads from a corridor or lobby-like space, not from somebody's room."""
    kinds = [building.regions[int(region)].kind for region in plan.door_regions[door]]
    return RegionKind.ROOM not in kinds
