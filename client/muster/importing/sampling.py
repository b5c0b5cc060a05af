"""Where bodies were, at our ten frames a second, from points that another program logged at its own moments."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DT = 0.1
"""Seconds from frame to frame of a recording, and the step that imported recordings have: nothing lies in between."""


def ticks(end: float) -> int:
    """Return how many frames there are up to ``end`` seconds, the first at 0."""
    return int(np.floor(end / DT + 1e-6)) + 1


def tick_of(time: float, frames: int) -> int:
    """Return the frame nearest to a moment, one of ``frames``."""
    return min(max(round(time / DT), 0), frames - 1)


@dataclass(frozen=True)
class Sampled:
    """One body at every frame, ``f`` of them.

    Attributes:
        position: ``(f, 2)`` metres. heading: ``(f,)`` radians. latest: ``(f,)`` index of the last point before.
    """

    position: Floats
    heading: Floats
    latest: NDArray[np.int64]

    def held(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return values of points as they were last at each frame."""
        return values[self.latest]


def sampled(times: Floats, position: Floats, heading: Floats, frames: int) -> Sampled:
    """Return a body at every frame: between two points on the straight line, before and after them at rest.

    Headings turn the shorter way. ``times`` ``(m,)`` ascending seconds.
    """
    now = np.arange(frames) * DT
    x, y = np.interp(now, times, position[:, 0]), np.interp(now, times, position[:, 1])
    turned = np.interp(now, times, np.unwrap(heading))
    latest = np.clip(np.searchsorted(times, now + 1e-6, side="right") - 1, 0, None)
    return Sampled(np.stack((x, y), axis=1), np.arctan2(np.sin(turned), np.cos(turned)), latest)
