"""Bodies of a trajectory file at our frames, streamed: a file may be larger than memory."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from muster.importing.sampling import DT
from muster.importing.trajectory.file import Still, Storey, TrajectoryFile
from muster.importing.trajectory.floor import ONLY
from muster.importing.writing import Moment
from muster.recording.codes import Flag
from muster.recording.frames import Frame
from muster.recording.rows import EventRow
from muster.world.acts import Act, Health, Pose
from muster.world.events import EventKind

Floats = NDArray[np.float64]

_EXACT = 1e-6  # seconds: moments that are one
_Z, _STOREY, _ACT = 0, 1, 4  # columns of ``Still.body``
_HIGHEST = (0, 0, int(max(Pose)), int(max(Health)), int(max(Act)), sum(Flag))
"""The greatest code of each column; that of heights and storeys is known from the file."""


def moments(file: TrajectoryFile, count: Callable[[int, int], None]) -> Iterator[Moment]:
    """Yield everybody at our frames; ``count`` hears how many of how many frames of the file are done.

    Between two frames bodies move on the straight line. Before their first they are absent, after their last they are
    out, and stay where they were.
    """
    bodies = _Bodies(file)
    tick, before = 0, None
    for still in file.stills():
        time = (still.frame - file.first) / file.fps
        while before is not None and tick * DT < time - _EXACT:
            yield bodies.moment(tick, before, still)
            tick += 1
        bodies.take(still)
        before = still
        if still.frame % max(round(file.fps), 1) == 0:
            count(still.frame - file.first, file.last - file.first)
    end = (file.last - file.first) / file.fps
    while before is not None and tick * DT <= end + _EXACT:
        yield bodies.moment(tick, before, None)
        tick += 1


def end_of(file: TrajectoryFile) -> float:
    """Return how long a file lasts, in seconds, down to a frame of ours."""
    return round(np.floor((file.last - file.first) / file.fps / DT + _EXACT) * DT, 6)


class _Bodies:
    """Everybody as they were last seen; row i is the i-th id."""

    def __init__(self, file: TrajectoryFile) -> None:
        people = len(file.ids)
        self._ids, self._first, self._fps = file.ids, file.first, file.fps
        storeys: Sequence[Storey] = file.storeys or (ONLY,)
        self._offset = np.array([storey.offset for storey in storeys])
        self._unknown = np.zeros(len(_HIGHEST))
        self._unknown[[_Z, _ACT]] = storeys[0].elevation, int(Act.CARRY_ON)
        self._highest = np.array([np.inf, len(storeys) - 1, *_HIGHEST[2:]])
        self._position, self._heading = np.zeros((people, 2)), np.zeros(people)
        self._body = np.tile(self._unknown, (people, 1))
        self._seen, self._out = np.zeros(people, np.bool_), np.zeros(people, np.bool_)

    def take(self, still: Still) -> None:
        """Be as in a frame of the file."""
        rows = np.searchsorted(self._ids, still.ids)
        self._body[rows] = self._bodies(still)
        self._position[rows] = self._placed(still)
        self._heading[rows] = np.arctan2(still.where[:, 3], still.where[:, 2])
        self._seen[rows] = True

    def moment(self, tick: int, before: Still, after: Still | None) -> Moment:
        """Return ``tick``, which lies between two frames of the file, and who has left since the tick before."""
        position = self._position.copy()
        time = tick * DT * self._fps + self._first  # in frames of the file
        if after is not None and time > before.frame + _EXACT:
            both, here, there = np.intersect1d(before.ids, after.ids, return_indices=True)
            start, end = self._placed(before)[here], self._placed(after)[there]
            share = (time - before.frame) / (after.frame - before.frame)
            position[np.searchsorted(self._ids, both)] = start + (end - start) * share
        inside = np.isin(self._ids, before.ids) & (time < before.frame + 1.0 - _EXACT)
        out = self._seen & ~inside
        left = np.flatnonzero(out & ~self._out)
        self._out = out
        return self._frame(tick, position), [EventRow(tick, EventKind.OUT.value, int(agent)) for agent in left]

    def _bodies(self, still: Still) -> Floats:
        """Return ``(m, 6)`` the columns of ``muster_bodies`` of a frame, within what recordings know."""
        if still.body is None:
            return np.tile(self._unknown, (len(still.ids), 1))
        return np.clip(still.body, [-np.inf, 0, 0, 0, 0, 0], self._highest)

    def _placed(self, still: Still) -> Floats:
        """Return ``(m, 2)`` where those of a frame are in the building, whose storeys lie one above the other."""
        offset = self._offset[self._bodies(still)[:, _STOREY].astype(int)]
        return still.where[:, :2] - np.stack((offset, np.zeros(len(offset))), axis=1)

    def _frame(self, tick: int, position: Floats) -> Frame:
        storey, pose, health, act, flags = self._body[:, _STOREY:].astype(np.uint16).T
        flags = flags | np.where(self._out, np.uint16(Flag.OUTSIDE), np.uint16(0))
        flags = flags | np.where(self._seen, np.uint16(0), np.uint16(Flag.ABSENT))
        return Frame(tick, position, self._body[:, _Z].copy(), self._heading.copy(), storey, pose, health, act, flags)
