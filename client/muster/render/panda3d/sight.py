"""What a camera in place sees: which way a pixel lies, and who is in the picture."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from muster.render.camera import Eye
from muster.render.frame import Singles

_MARGIN = 1.5  # metres: somebody whose middle is so far outside the picture may still reach into it


@dataclass(frozen=True)
class Sight:
    """An ``Eye`` that fills a picture of ``width`` by ``height`` pixels."""

    eye: Eye
    width: int
    height: int

    @property
    def pixel(self) -> float:
        """Radians that a pixel in the middle of the picture spans."""
        return 2 * self._high / self.height

    def ray(self, x: float, y: float) -> NDArray[np.float64]:
        """Return the unit vector through a point of the picture; -1 to 1, to the right and up."""
        way = self.eye.forward + x * self._wide * self._right + y * self._high * self.eye.up
        return way / np.linalg.norm(way)

    def projected(self, point: Singles) -> tuple[float, float, float]:
        """Return where in the picture a point ``(3,)`` is, as ``ray`` has it, and its depth; mirrored when behind."""
        off = point - self.eye.position
        depth = float(off @ self.eye.forward)
        across, up = float(off @ self._right), float(off @ self.eye.up)
        scale = max(abs(depth), 1e-6) * (1 if depth >= 0 else -1)
        return across / (scale * self._wide), up / (scale * self._high), depth

    def depth(self, points: Singles) -> Singles:
        """Return ``(n,)`` metres ahead of the camera of points ``(n, 3)``, NaN for those outside the picture."""
        frame = np.stack((self.eye.forward, self._right, self.eye.up), axis=1).astype(np.float32)
        depth, right, up = ((points - self.eye.position.astype(np.float32)) @ frame).T
        is_in = depth > -_MARGIN
        is_in &= np.abs(right) < depth * np.float32(self._wide) + np.float32(_MARGIN * math.hypot(1, self._wide))
        is_in &= np.abs(up) < depth * np.float32(self._high) + np.float32(_MARGIN * math.hypot(1, self._high))
        return np.where(is_in, depth, np.float32(np.nan))

    @cached_property
    def _right(self) -> NDArray[np.float64]:
        return np.cross(self.eye.forward, self.eye.up)

    @property
    def _high(self) -> float:
        return math.tan(self.eye.field / 2)

    @property
    def _wide(self) -> float:
        return self._high * self.width / self.height
