"""Where points of the building lie in the picture."""

import math

import numpy as np
from numpy.typing import NDArray

from muster.render.camera import Eye

Reals = NDArray[np.float64]


def project(eye: Eye, points: Reals, width: int, height: int) -> tuple[Reals, Reals]:
    """Return ``(n, 2)`` pixels from the upper left corner and ``(n,)`` metres ahead of the eye; behind it below 0."""
    way = points - eye.position
    ahead = way @ eye.forward
    right = np.cross(eye.forward, eye.up)
    focal = height / 2 / math.tan(eye.field / 2)
    far = np.where(np.abs(ahead) > 1e-6, ahead, 1e-6)
    across, up = focal * (way @ right) / far, focal * (way @ eye.up) / far
    return np.stack([width / 2 + across, height / 2 - up], axis=1), ahead
