"""The wall clock of an exercise: it can be paused, and go faster or slower."""

from muster.client.pace import WallClock


class SteeredClock:
    """A pace whose speed may change while it runs.

    Attributes:
        speed: simulated seconds in one of the wall clock.
        ticks: steps made, and ``late`` how many of them began more than one frame of a display late.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self.ticks = 0
        self._late = 0
        self._worst_s = 0.0
        self._clock = WallClock(speed)

    @property
    def late(self) -> int:
        """Steps that began more than ``WallClock.LATE_S`` late."""
        return self._late + self._clock.late

    @property
    def worst_s(self) -> float:
        """How late a step was at most, in wall seconds."""
        return max(self._worst_s, self._clock.worst_s)

    def wait(self, time_s: float) -> None:
        """Sleep until it is time."""
        self.ticks += 1
        self._clock.wait(time_s)

    def restart(self) -> None:
        """Take the next step for the first one."""
        self._clock.restart()

    def set_speed(self, speed: float) -> None:
        """Go on at another speed; from any thread."""
        self._late, self._worst_s = self.late, self.worst_s
        self.speed, self._clock = speed, WallClock(speed)
