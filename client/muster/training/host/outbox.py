"""What waits to be told to one client: the newest moment, and what is said once; a slow reader misses pictures only."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from muster.training.told import Answer, Moment, Pieces

MOST = 64
"""Sounds, refusals and answers that wait; of more, the latest."""


class Outbox:
    """Filled from any thread; ``wake`` is called when there is something to take."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._answers: deque[Answer] = deque(maxlen=MOST)
        self._moment: Moment | None = None

    def put(self, answer: Answer) -> None:
        """Add something to be told."""
        with self._lock:
            if isinstance(answer, Moment):
                self._moment = answer if self._moment is None else merged(self._moment, answer)
            else:
                self._answers.append(answer)
        self._wake()

    def take(self) -> list[Answer]:
        """Return what there is to be told, oldest first."""
        with self._lock:
            taken: list[Answer] = [*self._answers]
            self._answers.clear()
            if self._moment is not None:
                taken.append(self._moment)
                self._moment = None
            return taken


def merged(old: Moment, new: Moment) -> Moment:
    """Return ``new`` with what ``old`` was to tell once."""
    known = new.known
    if known is not None and old.known is not None:
        known = known._replace(
            sounds=(*old.known.sounds, *known.sounds)[-MOST:],
            refused=(*old.known.refused, *known.refused)[-MOST:],
        )
    return replace(new, known=known or old.known, pieces=_both(old.pieces, new.pieces))


def _both(old: Pieces, new: Pieces) -> Pieces:
    return Pieces(
        old.regions + new.regions,
        old.doors + new.doors,
        old.exits + new.exits,
        old.hiding_spots + new.hiding_spots,
        old.muster_points + new.muster_points,
        old.walls + new.walls,
        old.furniture + new.furniture,
    )
