"""What a run asks of the process that shows it, and how the two hear of each other beside the frames."""

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from muster.render.live.shared import Layout


@dataclass(frozen=True)
class Order:
    """How to show a run.

    Attributes:
        renderer: its name.
        tier: name of a ``renderer.Tier``.
        listen: HOST:PORT for renderers that serve browsers; "" for their default.
        offscreen: there is nobody to look.
        is_paced: the run goes by the wall clock, not as fast as it can.
        processors: how many the run, its minds and the viewer have between them.
        memory: handle of the shared memory.
        people, threats: how many there are.
    """

    renderer: str
    tier: str
    listen: str
    offscreen: bool
    is_paced: bool
    processors: int
    memory: str
    people: int
    threats: int

    @property
    def layout(self) -> Layout:
        """How the shared memory is divided."""
        return Layout(self.people, self.threats)

    @classmethod
    def from_text(cls, text: str) -> "Order":
        """Return what a run wrote as JSON."""
        return cls(**json.loads(text))


class Run:
    """The run, as it tells of itself through a pipe: a line where it records, a line where it has recorded.

    When the pipe ends before the second line, the run was killed.
    """

    def __init__(self, descriptor: int) -> None:
        self._lines: SimpleQueue[Path | None] = SimpleQueue()
        self._recording: Path | None = None
        self._ended: Path | None = None
        threading.Thread(target=self._listen, args=(descriptor,), name="muster-run", daemon=True).start()

    def recording(self) -> Path | None:
        """Wait until the run records and return its recording; None when it never will."""
        self._recording = self._lines.get()
        return self._recording

    def ended(self) -> Path | None:
        """Return what the run has recorded, once it is over; None while it goes on."""
        if self._ended is None and not self._lines.empty():
            self._ended = self._lines.get() or self._recording
        return self._ended

    def _listen(self, descriptor: int) -> None:
        for line in _lines(descriptor):
            self._lines.put(Path(line))
        self._lines.put(None)


def _lines(descriptor: int) -> Iterator[str]:
    """Yield lines; without Python's buffers, whose locks a thread that waits would keep when the process ends."""
    waiting = b""
    while received := os.read(descriptor, 4096):
        *lines, waiting = (waiting + received).split(b"\n")
        yield from (line.decode() for line in lines)
