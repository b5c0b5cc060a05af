"""Frames waiting until their second is full; copied into arrays that are made once."""

import math

import numpy as np

from muster.recording.frames import Codes, Floats, Frame
from muster.recording.packing import FLOATS, PERSON_BYTES, THREAT_BYTES, Bytes, Columns, pack

_FRAMES = 12  # to begin with: one second at 10 Hz and some
_ROUNDING = 1e-9  # 0.29 s * 100 is 28.999999999999996


def second_of(tick: int, dt: float) -> int:
    """Return the whole simulated second in which ``tick`` lies."""
    return math.floor(tick * dt + _ROUNDING)


class FrameBuffer:
    """The frames of one unfinished second of ``people`` bodies and however many threats the first frame has."""

    def __init__(self, people: int, dt: float) -> None:
        self._dt = dt
        self._ticks = np.zeros(_FRAMES, np.uint32)
        self._people = _room(_FRAMES, people, PERSON_BYTES)
        self._threats = _room(_FRAMES, 0, THREAT_BYTES)
        self._count = 0
        self._gap = 1

    def __len__(self) -> int:
        """Return how many frames wait."""
        return self._count

    @property
    def second(self) -> int:
        """The second the waiting frames lie in."""
        return second_of(self.first_tick, self._dt)

    @property
    def first_tick(self) -> int:
        """The tick of the first waiting frame."""
        return int(self._ticks[0])

    def holds(self, tick: int) -> bool:
        """Return whether ``tick`` lies in the second that is waiting."""
        return self._count > 0 and second_of(tick, self._dt) == self.second

    def is_full(self) -> bool:
        """Return whether the next frame, at the same distance as the last, lies in a later second."""
        return self._count > 0 and not self.holds(int(self._ticks[self._count - 1]) + self._gap)

    def add(self, frame: Frame) -> None:
        """Copy ``frame`` in."""
        index = self._count
        if index == len(self._ticks):
            self._grow()
        if index == 0:
            self._fit_threats(len(frame.threats.z))
        else:
            self._gap = frame.tick - int(self._ticks[index - 1])
        self._ticks[index] = frame.tick
        threats = frame.threats
        _put_floats(self._people[0], index, frame.position, frame.z, frame.heading)
        _put_codes(self._people[1], index, frame.storey, frame.pose, frame.health, frame.act, frame.flags)
        _put_floats(self._threats[0], index, threats.position, threats.z, threats.heading)
        _put_codes(self._threats[1], index, threats.storey, threats.present)
        self._count += 1

    def take(self) -> tuple[int, int, int, bytes]:
        """Return (second, first tick, frames, chunk) of what waits, and begin anew."""
        count = self._count
        row = (self.second, self.first_tick, count)
        people, threats = (_first(count, room) for room in (self._people, self._threats))
        chunk = pack(self._ticks[:count], people, threats)
        self._count = 0
        return (*row, chunk)

    def _fit_threats(self, threats: int) -> None:
        if self._threats[0].shape[2] != threats:
            self._threats = _room(len(self._ticks), threats, THREAT_BYTES)

    def _grow(self) -> None:
        self._ticks = np.concatenate((self._ticks, self._ticks))
        self._people = _doubled(self._people)
        self._threats = _doubled(self._threats)


def _room(frames: int, rows: int, columns: int) -> tuple[Columns, Bytes]:
    return np.zeros((FLOATS, frames, rows), np.float32), np.zeros((columns, frames, rows), np.uint8)


def _doubled(room: tuple[Columns, Bytes]) -> tuple[Columns, Bytes]:
    floats, codes = room
    return np.concatenate((floats, floats), axis=1), np.concatenate((codes, codes), axis=1)


def _first(count: int, room: tuple[Columns, Bytes]) -> tuple[Columns, Bytes]:
    return room[0][:, :count], room[1][:, :count]


def _put_floats(room: Columns, index: int, position: Floats, z: Floats, heading: Floats) -> None:
    room[0, index] = position[:, 0]
    room[1, index] = position[:, 1]
    room[2, index] = z
    room[3, index] = heading


def _put_codes(room: Bytes, index: int, storey: Codes, *codes: Codes) -> None:
    room[0, index] = storey & 0xFF
    room[1, index] = storey >> 8
    for column, values in enumerate(codes, start=2):
        room[column, index] = values
