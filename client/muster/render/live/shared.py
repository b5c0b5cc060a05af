"""What a run and its viewer tell each other through shared memory: frames one way, what the viewer wants the other.

Nobody waits for anybody. Each field has one writer; a frame stands in a slot with its number and a checksum, so that
whoever reads while it is being written notices.
"""

import mmap
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

SLOTS = 16
"""Frames that are kept for a viewer that looks less often than they come."""

Record = NDArray[np.void]
_Field = tuple[str, DTypeLike] | tuple[str, DTypeLike, tuple[int, ...]]


@dataclass(frozen=True)
class Layout:
    """How the memory is divided for ``people`` people and ``threats`` intruders."""

    people: int
    threats: int

    @property
    def slot(self) -> np.dtype[np.void]:
        """One frame; floats are x, y, z and heading, codes pose, health, act and flags."""
        fields: list[_Field] = [
            ("checksum", "<u8"),  # CRC-32 of all that follows
            ("number", "<u8"),  # of the frame, from 1
            ("tick", "<i8"),
            ("stamp", "<f8"),  # when it was written, seconds of time.monotonic()
            ("floats", "<f4", (4, self.people)),
            ("threat_floats", "<f4", (4, self.threats)),
            ("storey", "<u2", (self.people,)),
            ("threat_storey", "<u2", (self.threats,)),
            ("codes", "u1", (4, self.people)),
            ("threat_present", "u1", (self.threats,)),
        ]
        return np.dtype(fields, align=True)

    @property
    def whole(self) -> np.dtype[np.void]:
        """The whole memory."""
        fields: list[_Field] = [
            ("written", "<u8"),  # by the run: how many frames there have been
            ("asks_release", "<u8"),  # by the run: it wants to complete its recording
            ("holds", "<u8"),  # by the viewer, as the next two
            ("steps", "<u8"),
            ("released", "<u8"),
            ("slots", self.slot, (SLOTS,)),
        ]
        return np.dtype(fields, align=True)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.whole.itemsize


class Shared:
    """The memory by name; ``layout`` must be the same on both sides.

    Attributes:
        slots: ``(SLOTS,)`` frames.
        slot_bytes: the same as bytes.
    """

    def __init__(self, memory: mmap.mmap, layout: Layout) -> None:
        self._all: Record = np.frombuffer(memory, layout.whole, count=1)
        self.slots: Record = self._all["slots"][0]
        size = self.slots.itemsize
        first = layout.size - SLOTS * size
        self.slot_bytes = [memoryview(memory)[first + i * size : first + (i + 1) * size] for i in range(SLOTS)]
        self.layout = layout

    @property
    def written(self) -> int:
        """How many frames the run has written."""
        return int(self._all["written"][0])

    @written.setter
    def written(self, count: int) -> None:
        self._all["written"][0] = count

    @property
    def asks_release(self) -> bool:
        """Whether the viewer is to close the recording, so that the run can complete it."""
        return bool(self._all["asks_release"][0])

    @asks_release.setter
    def asks_release(self, asks: bool) -> None:
        self._all["asks_release"][0] = asks

    @property
    def released(self) -> bool:
        """Whether the viewer has closed the recording."""
        return bool(self._all["released"][0])

    @released.setter
    def released(self, released: bool) -> None:
        self._all["released"][0] = released

    @property
    def holds(self) -> bool:
        """Whether the viewer wants the run to stand still."""
        return bool(self._all["holds"][0])

    @property
    def steps(self) -> int:
        """How many single steps the viewer has asked for so far."""
        return int(self._all["steps"][0])

    def steer(self, *, holds: bool, steps: int) -> None:
        """Tell the run whether to stand still, and how many single steps it has been asked for so far."""
        self._all["holds"][0] = holds  # first: what a running run is asked for is to stand still and to step
        self._all["steps"][0] = steps
