"""A run that its viewer holds: it stands still just after a frame, so that what is shown is how things are."""

import time
from collections.abc import Callable

from muster.render.live.shared import Shared

GLANCE_S = 0.005  # how often a run that stands still looks whether it may go on, wall seconds


class Reins:
    """What the viewer wants, as the run obeys it."""

    def __init__(self, shared: Shared, is_there: Callable[[], bool]) -> None:
        """``is_there`` tells whether there is a viewer: without one, nothing holds."""
        self._shared, self._is_there = shared, is_there
        self._steps_made = 0
        self._frame = 0  # how many had been written when it was looked last

    def stand_still(self, obey: Callable[[], None], on_halt: Callable[[], None]) -> bool:
        """Return when the run may go on, for good or until the next frame, and whether it had to wait.

        ``on_halt`` is called before the wait; ``obey`` within it, and may raise.
        """
        if self._shared.written == self._frame:
            return False
        self._frame = self._shared.written
        if not self._is_holding():
            self._steps_made = self._shared.steps
            return False
        on_halt()
        while self._is_holding() and self._shared.steps <= self._steps_made:
            obey()
            time.sleep(GLANCE_S)
        self._steps_made = min(self._steps_made + 1, self._shared.steps)
        return True

    def _is_holding(self) -> bool:
        return self._shared.holds and self._is_there()
