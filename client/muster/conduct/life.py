"""One person's samples, and what is read off them before any rule: speeds, shelter, ways, going for an intruder."""

import numpy as np
from numpy.typing import NDArray

from muster.conduct.observed import Observed
from muster.conduct.spans import longest, spans
from muster.scenario.building import RegionKind

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

OVER_S = 1.0  # seconds over which a speed is taken, so that swaying and jostling don't count as walking
GRIPS = 1.5  # metres from an intruder at which one is at grips with it
STAYS_S = 3.0  # seconds at grips that tell a fight from running past, or with an intruder through a corridor
STIRRED = 1.5  # metres from where one first could act, from which on one has drawn back rather than been petrified
STOPPED_WITHIN = 12.0  # metres from the intruder of those who were incapacitated while they went for it


class Life:
    """What one person did. Everything counts from the end of the reaction time until they were out or incapacitated.

    Attributes:
        counts: ``(f,)`` samples that count. speed: ``(f,)`` m/s.
        sheltered: in hiding, or in a room all of whose doors are barred, that no intruder is in, and that they came to,
            drew back in or had a hand in barring; exposed: neither.
        out_at: when they left the building; NaN for those who did not.
    """

    def __init__(self, observed: Observed, agent: int) -> None:
        self.observed, self.agent, self.step = observed, agent, observed.step
        times, free, down = observed.times, observed.free_at[agent], observed.down_at[agent]
        self.position = observed.position[:, agent].astype(np.float64)
        outside = observed.outside[:, agent]
        self.counts: Bools = counting(observed, agent)
        self.speed = self._speeds()
        self.sheltered: Bools = (observed.hidden[:, agent] | self._is_behind_locks()) & self.counts
        self.exposed: Bools = self.counts & ~self.sheltered
        left = outside & (times >= free) & ~(times >= down)
        self.out_at = float(times[left.argmax()]) if left.any() else float("nan")

    def way_until(self, sample: int) -> float:
        """Return metres walked from the end of the reaction time to ``sample``."""
        first = int(self.counts.argmax())
        return float(np.linalg.norm(np.diff(self.position[first : sample + 1], axis=0), axis=1).sum())

    def stayed_in_until(self, sample: int) -> bool:
        """Return whether they were in one and the same room from the end of the reaction time to ``sample``."""
        rooms = self.observed.region[int(self.counts.argmax()) : sample + 1, self.agent]
        rooms = rooms[rooms >= 0]  # doorways and walls leaned against are no region
        same = bool(len(rooms)) and bool((rooms == rooms[0]).all())
        return same and self.observed.building.regions[int(rooms[0])].kind is RegionKind.ROOM

    def farthest(self) -> float:
        """Return metres, as the crow flies, that they got away from where they first could act."""
        counted = self.position[self.counts]
        return float(np.linalg.norm(counted - counted[0], axis=1).max()) if len(counted) else 0.0

    def rushed_s(self, closing: float, within: float) -> float:
        """Return seconds of going for an intruder: walking at it until at grips with it, stopped or forestalled.

        ``closing`` m/s toward it, at least, from ``within`` metres of it on.
        """
        observed, best = self.observed, 0
        velocity = np.gradient(self.position, self.step, axis=0)
        for k in range(observed.threat.shape[1]):
            way = observed.threat[:, k] - self.position
            distance = np.linalg.norm(way, axis=1)
            toward = (velocity * way).sum(axis=1) / np.maximum(distance, 1e-9)
            came = np.logical_or.accumulate(observed.threat_present[:, k])  # once overcome it lies where it was
            there = came & (observed.threat_storey[:, k] == observed.storey[:, self.agent])
            there &= self.counts
            going = there & (toward > closing) & (toward > 0.8 * self.speed) & (distance < within)
            at_grips = longest(there & (distance < GRIPS) & ~observed.busy[:, self.agent])
            for start, length in zip(*spans(going), strict=True):
                end = int(start + length)
                if self._came_to_something(end, distance, at_grips) or self._was_overcome(k, end):
                    best = max(best, int(length))
        return best * self.step

    def time_of(self, sample: int) -> float:
        """Return the simulated second of ``sample``."""
        return float(self.observed.times[sample])

    def place(self, time: float) -> str:
        """Return the name of the region they were in."""
        sample = min(int(np.searchsorted(self.observed.times, time - 1e-6)), len(self.observed.times) - 1)
        region = int(self.observed.region[sample, self.agent])
        return self.observed.building.regions[region].name if region >= 0 else "nowhere"

    def _came_to_something(self, end: int, distance: Floats, at_grips: tuple[int, int]) -> bool:
        """Return whether a rush that ended at sample ``end`` led to grips, or was stopped by being incapacitated."""
        start, length = at_grips
        if length * self.step >= STAYS_S and abs(end - start) * self.step <= 2.0:
            return True
        down, ended = self.observed.down_at[self.agent], self.time_of(end - 1)
        return bool(0.0 <= down - ended <= 1.0 and distance[end - 1] < STOPPED_WITHIN)

    def _was_overcome(self, intruder: int, end: int) -> bool:
        """Return whether somebody else overcame the intruder just when a rush at it ended, at sample ``end``."""
        present = self.observed.threat_present[:, intruder]
        last = int(len(present) - 1 - present[::-1].argmax()) if present.any() else len(present)
        return last < len(present) - 1 and abs(last - end) * self.step <= 1.0

    def _speeds(self) -> Floats:
        half = max(round(OVER_S / 2 / self.step), 1)
        padded = np.pad(self.position, ((half, half), (0, 0)), mode="edge")
        return np.linalg.norm(padded[2 * half :] - padded[: -2 * half], axis=1) / (2 * half * self.step)

    def _is_behind_locks(self) -> Bools:
        rooms = self.observed.region[:, self.agent]
        shut = (rooms >= 0) & self.observed.secluded[np.arange(len(rooms)), np.maximum(rooms, 0)]
        return shut & self._has_stirred() & ~(self.observed.threat_region == rooms[:, None]).any(axis=1)

    def _has_stirred(self) -> Bools:
        """Return from when on they had moved from the spot or done anything; others a barred room does not hide."""
        first = self.position[int(self.counts.argmax())]
        moved = np.linalg.norm(self.position - first, axis=1) >= STIRRED
        return np.logical_or.accumulate((moved | self.observed.busy[:, self.agent]) & self.counts)


def counting(observed: Observed, agent: int | slice) -> Bools:
    """Return which samples of an agent count ``(f,)``, or of several ``(f, m)``."""
    times = observed.times if isinstance(agent, int) else observed.times[:, None]
    free, down = observed.free_at[agent], observed.down_at[agent]
    return (times >= free - 1e-6) & ~observed.outside[:, agent] & ~(times >= down)
