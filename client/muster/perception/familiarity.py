"""How well each person knows the building when the day begins."""

from collections.abc import Sequence

import numpy as np

from muster.scenario.building import Building, RegionKind
from muster.scenario.persona import Knowledge, Persona
from muster.world.navigation.plan import FloorPlan
from muster.world.types import Bools, Floats, Ints

HABIT, WAY_IN, SHARED, SIGNED = 1.0, 0.7, 0.5, 0.3
"""Familiarity of an exit used every day, of the one somebody came in by, of one passed daily, and of one only seen or
signed. Familiar exits are preferred (Sime 1985); numbers ours."""


def known_regions(cast: Sequence[Persona], building: Building, start: Ints) -> Bools:
    """Return ``(n, R)`` which regions each knows to be there."""
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
