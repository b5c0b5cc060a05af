"""Which doors stand open because somebody is passing: recordings hold what is done to locks, not every push."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from muster.render.frame import Bytes, Singles
from muster.render.scene import Scene
from muster.world.acts import Door

REACH = 1.0  # metres from a door's middle, and half its width, as in muster.world.doors
_STOREY = 1.0  # metres above or below a door within which one is at it
_CELL = 1.0  # metres: side of the squares that know the doors near them


class Doorways:
    """The doors of one building, found by the square that somebody stands in."""

    def __init__(self, scene: Scene) -> None:
        doors, index = scene.building.doors, {storey.id: i for i, storey in enumerate(scene.building.storeys)}
        storeys = [scene.building.region(door.between[0]).storey for door in doors]
        segments = np.array([door.segment for door in doors], np.float32).reshape(-1, 2, 2)
        self._middle: Singles = segments.mean(axis=1)
        self._reach = (REACH + np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1) / 2).astype(np.float32)
        self._z: Singles = scene.elevation[[index[storey] for storey in storeys]] if doors else np.zeros(0, np.float32)
        self._levels: Singles = np.unique(self._z)
        self._low = np.floor((self._middle - self._reach[:, None]).min(axis=0, initial=0.0))
        self._near = self._squares()

    def opened(self, doors: Bytes, position: Singles, speed: Singles) -> Bytes:
        """Return ``doors`` with those that are merely closed open where somebody passes; ``position`` is ``(n, 3)``."""
        walking = position[speed > 0.1]
        if not len(walking) or not len(self._z):
            return doors
        passed = self._passed(walking)
        closed = passed[doors[passed] == int(Door.CLOSED)]
        if not len(closed):
            return doors
        opened = doors.copy()
        opened[closed] = int(Door.OPEN)
        return opened

    def _passed(self, walking: Singles) -> NDArray[np.int32]:
        """Return the doors that one of ``walking`` ``(m, 3)`` is at, some of them more than once."""
        level = np.searchsorted((self._levels[1:] + self._levels[:-1]) / 2, walking[:, 2])
        square = np.floor((walking[:, :2] - self._low) / _CELL).astype(np.intp)
        inside = ((square >= 0) & (square < self._near.shape[1:3])).all(axis=1)
        x, y, z = (walking[inside, axis, None] for axis in range(3))
        near = self._near[level[inside], square[inside, 0], square[inside, 1]]
        at = (near >= 0) & (np.abs(z - self._z[near]) < _STOREY)
        at &= np.abs(x - self._middle[near, 0]) < self._reach[near]
        at &= np.abs(y - self._middle[near, 1]) < self._reach[near]
        return near[at]

    def _squares(self) -> NDArray[np.int32]:
        """Return ``(levels, nx, ny, k)`` the doors within reach of each square, -1 where there are fewer than ``k``."""
        covered: dict[tuple[int, int, int], list[int]] = {}
        first = np.floor((self._middle - self._reach[:, None] - self._low) / _CELL).astype(int)
        last = np.floor((self._middle + self._reach[:, None] - self._low) / _CELL).astype(int)
        levels = np.searchsorted(self._levels, self._z)
        for door, (level, low, high) in enumerate(zip(levels.tolist(), first.tolist(), last.tolist(), strict=True)):
            for x, y in product(range(low[0], high[0] + 1), range(low[1], high[1] + 1)):
                covered.setdefault((level, x, y), []).append(door)
        size = last.max(axis=0, initial=0) + 1
        most = max((len(doors) for doors in covered.values()), default=0)
        near = np.full((max(len(self._levels), 1), *size, most), -1, np.int32)
        for square, doors in covered.items():
            near[square][: len(doors)] = doors
        return near
