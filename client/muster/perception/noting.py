"""Taking down what people notice, and how strongly it interrupts them."""

from collections.abc import Callable
from typing import cast

import numpy as np

from muster.behavior.v1.vocabulary import CueKind
from muster.perception.percept import MOST_CUES, Cue
from muster.world.arrays import Bytes, Ints

NEWS, BANG, DANGER = 1, 2, 3
"""Levels of interruption: a word, an alarm or something in the way; a shot; the threat in sight, or being hurt."""


class Notes:
    """What everybody has noticed since they last decided, and how strongly it has interrupted them.

    Attributes:
        level: ``(n,)`` of the strongest interruption; 0 for none.
    """

    def __init__(self, n: int, ticks_per_second: float) -> None:
        self._ticks_per_second = ticks_per_second
        self._cues = np.empty((n, MOST_CUES), np.object_)  # by turns; the same cue for all who noticed the same
        self._taken: Ints = np.zeros(n, np.int64)
        self.level: Bytes = np.zeros(n, np.uint8)
        self._again: Ints = np.full((n, len(CueKind)), -1, np.int64)

    def take(self, who: Ints | int, cue: Cue) -> None:
        """Let people take a cue down; of too many the oldest is forgotten."""
        self._cues[who, self._taken[who] % MOST_CUES] = cue
        self._taken[who] += 1

    def take_each(self, rows: Ints, keys: Ints, cue: Callable[[int], Cue]) -> None:
        """Let people ``(k,)`` take down the cue that belongs to their key ``(k,)``."""
        different, which = np.unique(keys, return_inverse=True)
        cues = np.empty(len(different), np.object_)
        cues[:] = [cue(key) for key in different.tolist()]
        self._cues[rows, self._taken[rows] % MOST_CUES] = cues[which]
        self._taken[rows] += 1

    def cues(self, agent: int) -> tuple[Cue, ...]:
        """Return the cues that somebody has taken down, oldest first."""
        taken = int(self._taken[agent])
        row = cast("list[Cue]", self._cues[agent].tolist())
        if taken <= MOST_CUES:
            return tuple(row[:taken])
        oldest = taken % MOST_CUES
        return (*row[oldest:], *row[:oldest])

    def clear(self, agent: int) -> None:
        """Somebody has taken in what they noticed."""
        self._cues[agent], self._taken[agent] = None, 0

    def interrupt(self, who: Ints | int, kind: CueKind, level: int, tick: int, again_after: float = 0.0) -> None:
        """Interrupt people, but for those whom a cue of this kind interrupted less than ``again_after`` seconds ago."""
        rows = np.atleast_1d(who)
        rows = rows[self._again[rows, kind] <= tick]
        self.level[rows] = np.maximum(self.level[rows], level)
        self._again[rows, kind] = tick + round(again_after * self._ticks_per_second)
