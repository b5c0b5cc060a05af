"""Frames through shared memory: the newest few, written without waiting and read without disturbing."""

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from muster.recording.frames import Frame as Moment
from muster.recording.frames import Threats
from muster.render.live.shared import SLOTS, Record, Shared

_CHECKED_FROM = 8  # bytes: what comes before is the checksum itself


@dataclass(frozen=True)
class Arrival:
    """A frame as it came: ``number`` counts from 1, ``stamp`` is when it was written, seconds of time.monotonic()."""

    number: int
    stamp: float
    moment: Moment


class RingWriter:
    """The run's end."""

    def __init__(self, shared: Shared, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._shared, self._clock = shared, clock
        self._checked = [slot[_CHECKED_FROM:] for slot in shared.slot_bytes]

    def write(self, moment: Moment) -> None:
        """Copy ``moment`` in the place of the oldest."""
        number = self._shared.written + 1
        index = number % SLOTS
        slot = self._shared.slots[index]
        slot["number"], slot["tick"], slot["stamp"] = number, moment.tick, self._clock()
        _put(slot, moment)
        slot["checksum"] = zlib.crc32(self._checked[index])
        self._shared.written = number


class RingReader:
    """The viewer's end."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def after(self, number: int) -> list[Arrival]:
        """Return what is there of the frames that came after frame ``number``, in order and whole."""
        newest = self._shared.written
        oldest = max(number + 1, newest - SLOTS + 2)  # the one before may be in writing already
        arrivals = (self._read(each) for each in range(oldest, newest + 1))
        return [arrival for arrival in arrivals if arrival is not None]

    def _read(self, number: int) -> Arrival | None:
        """Return a frame, or None when the run has begun to write another one over it."""
        copy = self._shared.slot_bytes[number % SLOTS].tobytes()
        slot: Record = np.frombuffer(copy, self._shared.layout.slot)
        is_whole = zlib.crc32(memoryview(copy)[_CHECKED_FROM:]) == int(slot["checksum"][0])
        if not is_whole or int(slot["number"][0]) != number:
            return None
        return Arrival(number, float(slot["stamp"][0]), _taken(slot))


def _put(slot: np.void, moment: Moment) -> None:
    threats = moment.threats
    for floats, whose in ((slot["floats"], moment), (slot["threat_floats"], threats)):
        floats[:2] = whose.position.T
        floats[2], floats[3] = whose.z, whose.heading
    slot["storey"][:], slot["threat_storey"][:] = moment.storey, threats.storey
    for row, codes in enumerate((moment.pose, moment.health, moment.act, moment.flags)):
        slot["codes"][row] = codes
    slot["threat_present"][:] = threats.present


def _taken(slot: Record) -> Moment:
    floats, threat_floats, codes = slot["floats"][0], slot["threat_floats"][0], slot["codes"][0]
    return Moment(
        tick=int(slot["tick"][0]),
        position=floats[:2].T,
        z=floats[2],
        heading=floats[3],
        storey=slot["storey"][0],
        pose=codes[0],
        health=codes[1],
        act=codes[2],
        flags=codes[3],
        threats=Threats(
            position=threat_floats[:2].T,
            z=threat_floats[2],
            heading=threat_floats[3],
            storey=slot["threat_storey"][0],
            present=slot["threat_present"][0].astype(np.bool_),
        ),
    )
