"""What trials measure: when people came out, how many a second, and how dense it is before a passage."""

from collections.abc import Sequence

import numpy as np

from muster.verification.walking import run_until_out, times
from muster.world.events import EventKind
from muster.world.world import World

RIMEA_SPEED = 1.33  # m/s, of RiMEA's tests 1 to 3
NEAR = 2.0  # metres before a passage over which we measure the density of who waits there; ours
JAM = 2.0
"""Persons/m² from which we speak of a jam: walking is down to half its free speed (Weidmann 1993); ours."""


def egress(world: World, limit: float = 900.0) -> list[float]:
    """Return when each person came out, in order, seconds; infinity for who has not after ``limit`` seconds."""
    out = times(world, run_until_out(world, limit), EventKind.OUT)
    return sorted(out.values()) + [float("inf")] * (world.people - len(out))


def flow(out: Sequence[float]) -> float:
    """Return persons per second between the first fifth and the last fifth."""
    first, last = len(out) // 5, len(out) * 4 // 5
    return (last - first) / (out[last] - out[first])


class Gauge:
    """Mean density, persons/m², of the half disc of radius ``NEAR`` before a passage, over the middle of a run."""

    def __init__(self, world: World, region: str, x: float, y: float) -> None:
        self._world, self._region, self._at = world, world.region_index[region], (x, y)
        self._seen: list[float] = []

    def __call__(self) -> None:
        """Look; once a step."""
        bodies = self._world.bodies
        here = bodies.present & (bodies.region == self._region)
        near = np.hypot(*(bodies.position[here] - self._at).T) < NEAR
        self._seen.append(float(near.sum()) / (np.pi * NEAR**2 / 2))

    @property
    def mean(self) -> float:
        """The mean of the middle half of the run."""
        part = len(self._seen) // 4
        return float(np.mean(self._seen[part:-part]))

    @property
    def peak(self) -> float:
        """The highest mean over ten seconds."""
        window = round(10.0 / self._world.dt)
        return float(np.convolve(self._seen, np.full(window, 1.0 / window), mode="valid").max())


def rises(values: Sequence[float]) -> bool:
    """Whether each value is more than the one before, and all are finite."""
    return bool(np.isfinite(values).all() and (np.diff(values) > 0.0).all())


def listed(values: Sequence[float], digits: int = 0) -> str:
    """Return numbers as the table shows them: ``116, 133, 158``."""
    return ", ".join(f"{value:.{digits}f}" for value in values)
