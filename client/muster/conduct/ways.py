"""How far it is to walk to the exits: through doors, straight from one to the next within a region."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path

from muster.scenario.building import Building, Region, RegionKind

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Ways:
    """Walking distances to the exits of one building by ways inside it, were all its doors open.

    A way goes from door to door as the crow flies, so it cuts the corners of a room that is no convex shape, and
    furniture costs nothing.
    """

    def __init__(self, building: Building) -> None:
        regions = {region.id: number for number, region in enumerate(building.regions)}
        self._middle: Floats = np.array([np.mean(door.segment, axis=0) for door in building.doors]).reshape(-1, 2)
        self._sides: Ints = np.array([[regions[side] for side in door.between] for door in building.doors]).reshape(
            -1, 2
        )
        doors = {door.id: number for number, door in enumerate(building.doors)}
        exits = [doors[exit.door] for exit in building.exits]
        self._onward: Floats = _between(self._middle, self._sides, building.regions)[:, exits]

    def to_exits(self, region: Ints, position: Floats) -> Floats:
        """Return ``(m, e)`` metres from ``position`` ``(m, 2)`` in ``region`` ``(m,)`` to each exit; inf: no way."""
        lengths = np.full((len(region), self._onward.shape[1]), np.inf)
        for here in np.unique(region[region >= 0]):
            there = np.flatnonzero(region == here)
            doors = np.flatnonzero((self._sides == here).any(axis=1))
            if len(doors):
                first = np.linalg.norm(position[there][:, None] - self._middle[doors], axis=2)
                lengths[there] = (first[..., None] + self._onward[doors]).min(axis=1)
        return lengths


def _between(middle: Floats, sides: Ints, regions: Sequence[Region]) -> Floats:
    """Return ``(d, d)`` metres between doors; on stairs, the walking length where it is known."""
    direct = np.zeros((len(middle), len(middle)))
    for number, region in enumerate(regions):
        if region.kind is RegionKind.OUTSIDE:
            continue
        doors = np.flatnonzero((sides == number).any(axis=1))
        apart = np.linalg.norm(middle[doors][:, None] - middle[doors], axis=2)
        if region.walking_length is not None:
            apart = np.maximum(apart, region.walking_length)
        block = direct[np.ix_(doors, doors)]
        direct[np.ix_(doors, doors)] = np.where(block > 0, np.minimum(block, apart), np.maximum(apart, 1e-3))
    np.fill_diagonal(direct, 0.0)
    return shortest_path(direct, directed=False)


def exit_points(building: Building) -> Floats:
    """Return ``(e, 2)`` metres, the middle of the door of each exit."""
    doors = {door.id: door.segment for door in building.doors}
    return np.array([np.mean(doors[exit.door], axis=0) for exit in building.exits]).reshape(-1, 2)
