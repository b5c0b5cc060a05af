"""Ctrl-C at a moment that is good for stopping.

Python raises KeyboardInterrupt wherever it happens to be; within a compiled kernel that comes out as a SystemError. So
the first Ctrl-C is only noted, and obeyed once the simulated second under way is complete and recorded.
"""

import os
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

_PROMISE = b"\nmuster: stopping after the simulated second under way; Ctrl-C again stops at once\n"


class Interrupts:
    """Whether, and how often, Ctrl-C has been pressed."""

    def __init__(self) -> None:
        self.count = 0

    def obey(self) -> None:
        """Raise KeyboardInterrupt if Ctrl-C has been pressed."""
        if self.count:
            raise KeyboardInterrupt

    def note(self, number: int, frame: FrameType | None) -> None:
        """Handle SIGINT: remember the first, raise the second where we are."""
        self.count += 1
        if self.count > 1:
            raise KeyboardInterrupt
        if sys.stderr.isatty():
            os.write(2, _PROMISE)  # print is not safe here: the signal may have come in the middle of a print


@contextmanager
def patient_interrupts() -> Generator[Interrupts]:
    """Note Ctrl-C within the context; ``obey`` where it is good to stop."""
    interrupts = Interrupts()
    # Only the main thread may handle signals; and what a script starts in the background is told to ignore this one.
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield interrupts
        return
    before = signal.signal(signal.SIGINT, interrupts.note)
    try:
        yield interrupts
    except SystemError:  # the second Ctrl-C came within a kernel
        interrupts.obey()
        raise
    finally:
        signal.signal(signal.SIGINT, before)
