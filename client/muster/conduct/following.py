"""Whether somebody follows the crowd or goes their own way: who moves along with them, who turned first, whose exit.

Relative motion alone cannot tell a leader from a follower; time and place can. The index of alignment is the one of the
method's reference study (share of moving samples with moving neighbours, times agreement of direction, times their
coherence); to it come three observations that it lacks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.conduct.observed import Observed

Floats = NDArray[np.float64]

NEAR = 7.0  # metres: whose motion one takes notice of
MOVING = 0.5  # m/s
LED = 0.4  # seconds that somebody must have been on the way before oneself
LOOK_S = 0.6  # between two looks at the neighbours: they change more slowly than one's own place
WINDOW_S = 1.0  # over which velocities are taken, so that steps and jostling don't count


@dataclass(frozen=True)
class Company:
    """How one person's motion relates to that of others.

    Attributes:
        alignment: 0 alone or against the others .. 1 among others who all go the same way.
        led: share of those going along who were on their way before; 0.5 when nobody goes along.
        behind: -1 they are all behind .. 1 they are all ahead.
        crowd_exit: share of those going along who left by the same exit, of those who left.
        own_exit: whether the exit used was the nearest when they set off, as the crow flies.
    """

    alignment: float = 0.0
    led: float = 0.5
    behind: float = 0.0
    crowd_exit: float = 0.0
    own_exit: bool = False


class Companions:
    """Velocities, first steps and nearest exits of everybody in one run."""

    def __init__(self, observed: Observed, start: Floats) -> None:
        """``start``: ``(n,)`` from when each person's conduct counts, NaN for never."""
        self._observed = observed
        self._velocity = _velocity(observed)
        self._speed = np.linalg.norm(self._velocity, axis=2)
        self._inside = ~observed.outside
        self._set_off = self._first_steps(start)
        self._exits = exit_points(observed)
        self._every = max(round(LOOK_S / observed.step), 1)

    def company(self, agent: int, samples: NDArray[np.bool_]) -> Company:
        """Return the company of ``agent`` over ``samples`` ``(f,)`` of theirs."""
        moving = np.flatnonzero(samples & (self._speed[:, agent] > MOVING) & self._inside[:, agent])[:: self._every]
        if not len(moving):
            return Company()
        along = self._along(agent, moving)
        has_company = along.sum(axis=1) >= 2
        agreement, coherence, ahead = self._agreement(agent, moving[has_company], along[has_company])
        companions = np.flatnonzero(along.sum(axis=0) >= 2)
        return Company(
            alignment=float(has_company.mean()) * max(agreement, 0.0) * coherence,
            led=self._led(agent, companions),
            behind=ahead,
            crowd_exit=self._crowd_exit(agent, companions),
            own_exit=self._is_own_exit(agent, int(moving[0])),
        )

    def _along(self, agent: int, moving: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return ``(m, n)`` who moves near ``agent`` at each of ``moving``."""
        observed = self._observed
        way = observed.position[moving] - observed.position[moving, agent][:, None]
        near = (np.abs(way) < NEAR).all(axis=2) & (np.linalg.norm(way, axis=2) < NEAR)
        near &= observed.storey[moving] == observed.storey[moving, agent][:, None]
        near &= (self._speed[moving] > MOVING) & self._inside[moving]
        near[:, agent] = False
        return near

    def _agreement(self, agent: int, moving: NDArray[np.intp], along: NDArray[np.bool_]) -> tuple[float, float, float]:
        """Return mean cosine with the neighbours' mean direction, their coherence, and how far ahead they are."""
        if not len(moving):
            return 0.0, 0.0, 0.0
        own = self._velocity[moving, agent] / self._speed[moving, agent][:, None]
        theirs = self._velocity[moving] / np.maximum(self._speed[moving], 1e-9)[..., None]
        count = along.sum(axis=1)
        mean = (theirs * along[..., None]).sum(axis=1) / count[:, None]
        coherence = np.linalg.norm(mean, axis=1)
        cosine = (own * mean).sum(axis=1) / np.maximum(coherence, 1e-9)
        way = self._observed.position[moving] - self._observed.position[moving, agent][:, None]
        ahead = np.sign((way * own[:, None]).sum(axis=2)) * along
        return float(cosine.mean()), float(coherence.mean()), float((ahead.sum(axis=1) / count).mean())

    def _led(self, agent: int, companions: NDArray[np.intp]) -> float:
        theirs = self._set_off[companions]
        theirs = theirs[~np.isnan(theirs)]
        if not len(theirs) or np.isnan(self._set_off[agent]):
            return 0.5
        return float((theirs < self._set_off[agent] - LED).mean())

    def _crowd_exit(self, agent: int, companions: NDArray[np.intp]) -> float:
        used = self._observed.exit_used
        theirs = used[companions][used[companions] >= 0]
        return float((theirs == used[agent]).mean()) if used[agent] >= 0 and len(theirs) else 0.0

    def _is_own_exit(self, agent: int, sample: int) -> bool:
        used = int(self._observed.exit_used[agent])
        if used < 0:
            return False
        away = np.linalg.norm(self._exits - self._observed.position[sample, agent], axis=1)
        return used == int(np.argmin(away))

    def _first_steps(self, start: Floats) -> Floats:
        """Return ``(n,)`` when each set off after ``start``; NaN for those who did not."""
        times = self._observed.times
        going = (self._speed > MOVING) & (times[:, None] >= np.nan_to_num(start, nan=np.inf))
        return np.where(going.any(axis=0), times[going.argmax(axis=0)], np.nan)


def _velocity(observed: Observed) -> Floats:
    """Return ``(f, n, 2)`` m/s over ``WINDOW_S`` around each sample."""
    half = max(round(WINDOW_S / 2 / observed.step), 1)
    padded = np.pad(observed.position.astype(np.float64), ((half, half), (0, 0), (0, 0)), mode="edge")
    return (padded[2 * half :] - padded[: -2 * half]) / (2 * half * observed.step)


def exit_points(observed: Observed) -> Floats:
    """Return ``(e, 2)`` metres, the middle of the door of each exit."""
    doors = {door.id: door.segment for door in observed.building.doors}
    return np.array([np.mean(doors[exit.door], axis=0) for exit in observed.building.exits]).reshape(-1, 2)
