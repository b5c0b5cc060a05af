"""Which doors stand open because somebody is passing: recordings hold what is done to locks, not every push."""

import numpy as np
from numpy.typing import NDArray

from muster.render.frame import Bytes, Singles
from muster.render.scene import Scene
from muster.world.acts import Door

REACH = 1.0  # metres from a door's middle, and half its width, as in muster.world.doors


class Doorways:
    """The doors of one building."""

    def __init__(self, scene: Scene) -> None:
        doors, index = scene.building.doors, {storey.id: i for i, storey in enumerate(scene.building.storeys)}
        storeys = [scene.building.region(door.between[0]).storey for door in doors]
        segments = np.array([door.segment for door in doors], np.float32).reshape(-1, 2, 2)
        self._middle: Singles = segments.mean(axis=1)
        self._reach = (REACH + np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1) / 2).astype(np.float32)
        self._z: Singles = scene.elevation[[index[storey] for storey in storeys]] if doors else np.zeros(0, np.float32)

    def opened(self, doors: Bytes, position: Singles, speed: Singles) -> Bytes:
        """Return ``doors`` with those that are merely closed open where somebody passes; ``position`` is ``(n, 3)``."""
        closed = np.flatnonzero(doors == int(Door.CLOSED))
        walking = position[speed > 0.1]
        if not len(closed) or not len(walking):
            return doors
        opened = doors.copy()
        opened[closed[self._is_passed(closed, walking)]] = int(Door.OPEN)
        return opened

    def _is_passed(self, doors: NDArray[np.intp], walking: Singles) -> NDArray[np.bool_]:
        middle, reach = self._middle[doors], self._reach[doors]
        near = np.abs(walking[:, None, 0] - middle[:, 0]) < reach
        near &= np.abs(walking[:, None, 1] - middle[:, 1]) < reach
        near &= np.abs(walking[:, None, 2] - self._z[doors]) < 1.0
        return near.any(axis=0)
