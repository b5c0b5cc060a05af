"""Which region a point lies in, for many points at once and without compiling the building's plan."""

import numpy as np
from numpy.typing import NDArray

from muster.scenario.building import Building, Region


class RegionFinder:
    """Finds regions of one building; a stair counts on both storeys it joins."""

    def __init__(self, building: Building) -> None:
        self._index = {storey.id: number for number, storey in enumerate(building.storeys)}
        self._regions = building.regions

    def regions(self, position: NDArray[np.float64], storey: NDArray[np.uint16]) -> NDArray[np.int64]:
        """Return the index of the region each of ``position`` ``(..., 2)`` lies in, -1 for none."""
        found = np.full(storey.shape, -1, np.int64)
        for number, region in enumerate(self._regions):
            here = self._is_on(region, storey) & (found < 0)
            if here.any():
                points = position[here]
                found[here] = np.where(inside(region, points), number, found[here])
        return found

    def _is_on(self, region: Region, storey: NDArray[np.uint16]) -> NDArray[np.bool_]:
        on = storey == self._index[region.storey]
        return on | (storey == self._index[region.rises_to]) if region.rises_to else on


def inside(region: Region, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return ``(m,)`` whether ``points`` ``(m, 2)`` lie in ``region``, by the even-odd rule."""
    corners = np.array(region.polygon)
    x, y = points[:, 0], points[:, 1]
    low, high = corners.min(axis=0), corners.max(axis=0)
    crossings = np.zeros(len(points), np.int64)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if ay != by:
            crossings += ((ay > y) != (by > y)) & (x < ax + (y - ay) / (by - ay) * (bx - ax))
    return (crossings % 2 == 1) & (points >= low).all(axis=1) & (points <= high).all(axis=1)
