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
        points, found = position.reshape(-1, 2), np.full(storey.size, -1, np.int64)
        for level in self._index.values():
            left = np.flatnonzero(storey.ravel() == level)
            for number in self._on(level):
                here = inside(self._regions[number], points[left])
                found[left[here]] = number
                left = left[~here]
        return found.reshape(storey.shape)

    def _on(self, level: int) -> list[int]:
        """Return the regions on a storey, those that serve it from below included."""
        ends = [(self._index[each.storey], self._index[each.rises_to or each.storey]) for each in self._regions]
        return [number for number, levels in enumerate(ends) if level in levels]


def inside(region: Region, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return ``(m,)`` whether ``points`` ``(m, 2)`` lie in ``region``, by the even-odd rule."""
    corners = np.array(region.polygon)
    low, high = corners.min(axis=0), corners.max(axis=0)
    x, y = points[:, 0], points[:, 1]
    near = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
    x, y = x[near], y[near]
    crossings = np.zeros(len(x), np.int64)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if ay != by:
            crossings += ((ay > y) != (by > y)) & (x < ax + (y - ay) / (by - ay) * (bx - ax))
    near[near] = crossings % 2 == 1
    return near
