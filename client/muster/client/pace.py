"""What makes simulated time pass: nothing at all, or the wall clock."""

import time
from collections.abc import Callable
from typing import Protocol


class Pace(Protocol):
    """Holds the simulation back."""

    def wait(self, time_s: float) -> None:
        """Return when the step that begins at simulated ``time_s`` may be made."""
        ...

    def restart(self) -> None:
        """Take the next step for the first one: the time since the last does not count."""
        ...


class Unpaced:
    """As fast as it goes: lockstep."""

    def wait(self, time_s: float) -> None:
        """Return at once."""

    def restart(self) -> None:
        """Nothing counts anyway."""


UNPACED = Unpaced()


class WallClock:
    """``speed`` simulated seconds in one of the wall clock; a run that cannot keep up catches up when it can.

    Attributes:
        worst_s: how late a step was at most, in wall seconds.
        late: steps that were more than ``LATE_S`` late.
    """

    LATE_S = 1 / 60
    """Wall seconds: one frame of a display."""

    def __init__(
        self,
        speed: float,
        *,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._speed, self._clock, self._sleep = speed, clock, sleep
        self._origin: float | None = None
        self.worst_s, self.late = 0.0, 0

    def wait(self, time_s: float) -> None:
        """Sleep until it is time; the first call sets the clock."""
        now = self._clock()
        if self._origin is None:
            self._origin = now - time_s / self._speed
        left = self._origin + time_s / self._speed - now
        if left > 0:
            self._sleep(left)
            return
        self.worst_s = max(self.worst_s, -left)
        self.late += -left > self.LATE_S

    def restart(self) -> None:
        """Let the next call set the clock again."""
        self._origin = None


class After:
    """Unpaced until ``begun`` says so, then ``pace``: what is only played again need not take its time."""

    def __init__(self, begun: Callable[[], bool], pace: Pace) -> None:
        self._begun, self._pace = begun, pace

    def wait(self, time_s: float) -> None:
        """Wait as ``pace`` does, once begun."""
        if self._begun():
            self._pace.wait(time_s)

    def restart(self) -> None:
        """Let ``pace`` begin again."""
        self._pace.restart()


class Held:
    """``pace``, standing still before that whenever somebody wants it to."""

    def __init__(self, stand_still: Callable[[], bool], pace: Pace) -> None:
        """``stand_still`` returns when the run may go on, and says whether it had to wait."""
        self._stand_still, self._pace = stand_still, pace

    def wait(self, time_s: float) -> None:
        """Stand still, then wait as ``pace`` does; no time is caught up with that was spent standing still."""
        if self._stand_still():
            self._pace.restart()
        self._pace.wait(time_s)

    def restart(self) -> None:
        """Let ``pace`` begin again."""
        self._pace.restart()
