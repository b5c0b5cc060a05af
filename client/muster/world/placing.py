"""Where everybody stands as the episode begins."""

from collections.abc import Sequence

import numpy as np

from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario
from muster.world import draws
from muster.world.arrays import Floats, Ints
from muster.world.bodies import Bodies
from muster.world.draws import Purpose
from muster.world.navigation.plan import FloorPlan

APART = 0.6  # metres between two people at the start, where the room has space
TRIES = 30


def place(bodies: Bodies, plan: FloorPlan, scenario: Scenario, cast: Sequence[Persona], seed: int) -> None:
    """Put everybody into their start region, at a place drawn by their own key, apart from those already there."""
    region_index = {region.id: i for i, region in enumerate(scenario.building.regions)}
    if scenario.population.spread:
        start = _spread(plan, len(cast), seed)
    else:
        start = np.array([region_index[person.start] for person in cast], np.int32)
    turn = 2.0 * np.pi * draws.uniform(seed, np.arange(len(cast)), Purpose.PLACE, np.zeros(len(cast), np.int64))
    bodies.heading[: len(cast)] = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for region in np.unique(start):
        rows = np.flatnonzero(start == region)
        bodies.position[rows] = _standing_places(plan, int(region), rows, seed)
        bodies.region[rows] = region
        bodies.layer[rows] = plan.region_layer[region]


def _spread(plan: FloorPlan, n: int, seed: int) -> Ints:
    """Return a start region for each of ``n`` agents, rooms drawn in proportion to their floor area."""
    rooms = np.flatnonzero(plan.region_is_room)
    share = np.cumsum(plan.region_area[rooms]) / plan.region_area[rooms].sum()
    draw = draws.uniform(seed, np.arange(n), Purpose.PLACE, np.ones(n, np.int64))
    return rooms[np.searchsorted(share, draw, side="right").clip(max=len(rooms) - 1)].astype(np.int32)


def _standing_places(plan: FloorPlan, region: int, rows: Ints, seed: int) -> Floats:
    cells = plan.standing_cells(region)
    placed = np.empty((len(rows), 2))
    for k, row in enumerate(rows):
        draw = draws.uniform(seed, np.full(TRIES, row), Purpose.PLACE, np.arange(2, TRIES + 2))
        tries = cells[(draw * len(cells)).astype(np.int64)]
        gaps = np.hypot(*(tries[:, None, :] - placed[None, :k, :]).transpose(2, 0, 1)).min(axis=1, initial=np.inf)
        placed[k] = tries[np.argmax(gaps >= APART)] if (gaps >= APART).any() else tries[np.argmax(gaps)]
    return placed
