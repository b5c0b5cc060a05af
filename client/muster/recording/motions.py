"""Random access to the packed seconds of a recording."""

import sqlite3
from bisect import bisect_right
from collections import OrderedDict
from itertools import takewhile
from pathlib import Path

import numpy as np

from muster.recording.buffer import second_of
from muster.recording.errors import RecordingDamaged
from muster.recording.frames import Frame, Motion
from muster.recording.opening import broken_means_damaged, is_cut_short
from muster.recording.packing import unpack

_KEPT = 4  # seconds unpacked in memory: playing asks for the same one ten times over
_ROUNDING = 1e-9  # seconds


class Motions:
    """The ``motion`` table of one recording.

    Attributes:
        seconds: what can be asked for, ascending; ends before the first second that the file has lost.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, *, people: int, dt: float) -> None:
        self._path = path
        self._database = database
        self._people = people
        self._dt = dt
        self._kept: OrderedDict[int, Motion] = OrderedDict()
        self.seconds = self._good_seconds()

    def refresh(self) -> None:
        """Notice the seconds that have been written since."""
        last = self.seconds[-1] if self.seconds else -1
        with broken_means_damaged(self._path, "motion"):
            query = "SELECT second FROM motion WHERE second > ? ORDER BY second"
            self.seconds += tuple(second for (second,) in self._database.execute(query, (last,)))

    def end_before_damage(self) -> str:
        """Let ``seconds`` end before the first that is broken; return what is wrong with that one, "" with none."""
        for place, second in enumerate(self.seconds):
            try:
                self.motion(second)
            except RecordingDamaged as error:
                self.seconds = self.seconds[:place]
                return str(error)
        return ""

    def motion(self, second: int) -> Motion:
        """Return the frames of ``second``; ``RecordingDamaged`` when there are none or they are broken."""
        if second not in self._kept:
            self._kept[second] = self._unpacked(second)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[second]

    def frame_at(self, time: float) -> Frame:
        """Return the latest frame at or before ``time`` seconds; before the first frame, the first."""
        if not self.seconds:
            reason = "its run was stopped in its first second, or the file is damaged"
            raise RecordingDamaged(f"{self._path} holds no motion that can be read: {reason}")
        place = bisect_right(self.seconds, time + _ROUNDING) - 1
        motion = self.motion(self.seconds[max(place, 0)])
        index = _at_or_before(motion, time, self._dt)
        if index < 0 and place > 0:  # the second's first frame lies after ``time``
            motion = self.motion(self.seconds[place - 1])
            index = len(motion) - 1
        return motion.frame(max(index, 0))

    def _unpacked(self, second: int) -> Motion:
        with broken_means_damaged(self._path, "motion"):
            row = self._database.execute("SELECT data FROM motion WHERE second = ?", (second,)).fetchone()
        if row is None:
            raise RecordingDamaged(f"{self._path} has no motion in second {second}; ask for one of its seconds")
        try:
            motion = unpack(row[0] if isinstance(row[0], bytes) else b"")
        except RecordingDamaged as error:
            raise RecordingDamaged(f"{self._path}: second {second}: {error}; other seconds may be readable") from None
        if motion.z.shape[1] != self._people or second_of(int(motion.ticks[0]), self._dt) != second:
            raise RecordingDamaged(f"{self._path}: second {second} belongs elsewhere; other seconds may be readable")
        return motion

    def _good_seconds(self) -> tuple[int, ...]:
        seconds = self._stored_seconds()
        if is_cut_short(self._path):  # pages are lost here and there, so every second must be looked at
            return tuple(takewhile(self._is_good, seconds))
        while seconds and not self._is_good(seconds[-1]):
            seconds.pop()
        return tuple(seconds)

    def _stored_seconds(self) -> list[int]:
        seconds: list[int] = []
        try:
            for (second,) in self._database.execute("SELECT second FROM motion ORDER BY second"):
                seconds.append(second)
        except sqlite3.Error:
            pass  # the file was cut here: what came before is the recording
        return seconds

    def _is_good(self, second: int) -> bool:
        try:
            self.motion(second)
        except RecordingDamaged:
            return False
        return True


def _at_or_before(motion: Motion, time: float, dt: float) -> int:
    return int(np.searchsorted(motion.ticks * dt, time + _ROUNDING, side="right")) - 1
