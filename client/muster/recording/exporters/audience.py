"""Who hears how an export comes along, and the walk through a recording that tells them."""

from collections.abc import Iterator
from math import floor
from typing import Protocol

from muster.recording.frames import Frame, Motion
from muster.recording.reader import Recording

_ROUNDING = 1e-6  # seconds


class Audience(Protocol):
    """Hears of progress, and of what an export had to leave out."""

    def second(self, time_s: float) -> None:
        """Everything up to ``time_s`` simulated seconds has been read."""
        ...

    def note(self, text: str) -> None:
        """Something that whoever asked for the export should know."""
        ...


class Nobody:
    """Hears nothing."""

    def second(self, time_s: float) -> None:
        """Let it pass."""

    def note(self, text: str) -> None:
        """Let it pass."""


def motions(recording: Recording, audience: Audience) -> Iterator[Motion]:
    """Yield all of the motion, a second at a time."""
    for second in recording.seconds:
        yield recording.motion(second)
        audience.second(second + 1.0)


def sampled(recording: Recording, every: float, audience: Audience) -> Iterator[Frame]:
    """Yield the first frame, and then one every ``every`` seconds, as near as frames come."""
    due = 0.0
    for motion in motions(recording, audience):
        for index, tick in enumerate(motion.ticks.tolist()):
            time = tick * recording.meta.dt
            if time >= due - _ROUNDING:
                yield motion.frame(index)
                due = (floor((time + _ROUNDING) / every) + 1) * every
