"""Showing that a run is alive: a bar on a terminal, now and then a line elsewhere; always on stderr."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Protocol

from muster.commands.interrupts import Interrupts, patient_interrupts
from muster.commands.output import note

LINE_EVERY_S = 10.0


class Watcher(Protocol):
    """Hears how far a run has come."""

    def second(self, time_s: float) -> None:
        """Simulated time has come to ``time_s`` seconds."""
        ...


@contextmanager
def watching(title: str, duration_s: float, *, compiling: bool = False) -> Generator["Interruptible"]:
    """Show progress until the context ends; ``compiling`` tells why the first second takes so long.

    Ctrl-C within the context raises KeyboardInterrupt out of the watcher's ``second`` or ``obey``.
    """
    if compiling:
        note("First run on this machine: compiling the numerical kernels. This takes a minute or so, once.")
    with patient_interrupts() as interrupts, _shown(title, duration_s, compiling=compiling) as shown:
        yield Interruptible(shown, interrupts)


@contextmanager
def _shown(title: str, duration_s: float, *, compiling: bool) -> Generator[Watcher]:
    if not sys.stderr.isatty():
        yield _Lines(title, duration_s)
        return
    from muster.commands.bar import bar

    with bar("compiling" if compiling else title, title, duration_s) as watcher:
        yield watcher


class Interruptible:
    """Shows each second, then stops if Ctrl-C was pressed meanwhile."""

    def __init__(self, shown: Watcher, interrupts: Interrupts) -> None:
        self._shown, self._interrupts = shown, interrupts

    def second(self, time_s: float) -> None:
        """Show how far the run has come, and stop if that is wanted."""
        self._shown.second(time_s)
        self.obey()

    def obey(self) -> None:
        """Raise KeyboardInterrupt if Ctrl-C was pressed: for a run that stands still."""
        self._interrupts.obey()


class _Lines:
    """A line every ten seconds of wall time: enough for a log, nothing at all for a short run."""

    def __init__(self, title: str, duration_s: float) -> None:
        self._title, self._duration_s = title, duration_s
        self._next = time.monotonic() + LINE_EVERY_S

    def second(self, time_s: float) -> None:
        if time.monotonic() >= self._next:
            note(f"{self._title}: {time_s:.0f} of {self._duration_s:.0f} s simulated")
            self._next = time.monotonic() + LINE_EVERY_S
