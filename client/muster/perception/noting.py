"""Taking down what people notice, and how strongly it interrupts them."""

import numpy as np

from muster.behavior.v1.vocabulary import CueKind
from muster.perception.knowledge import Known
from muster.perception.percept import MOST_CUES, Cue
from muster.world.arrays import Bytes, Ints

NEWS, BANG, DANGER = 1, 2, 3
"""Levels of interruption: a word, an alarm or something in the way; a shot; the threat in sight, or being hurt."""


class Salience:
    """How strongly each person has been interrupted since they last decided; ``level`` 0 for not at all."""

    def __init__(self, n: int) -> None:
        self.level: Bytes = np.zeros(n, np.uint8)
        self._again: Ints = np.full((n, len(CueKind)), -1, np.int64)

    def interrupt(self, agent: int, kind: CueKind, level: int, tick: int, again_after: int) -> None:
        """Raise the level, unless the same kind of cue has done so less than ``again_after`` ticks ago."""
        if tick >= self._again[agent, kind]:
            self.level[agent] = max(self.level[agent], level)
            self._again[agent, kind] = tick + again_after


class Notes:
    """Writes cues into what people know, and raises their salience."""

    def __init__(self, known: Known, salience: Salience, ticks_per_second: float) -> None:
        self._known, self._salience, self._ticks_per_second = known, salience, ticks_per_second

    def take(self, agent: int, cue: Cue) -> None:
        """Take a cue down; of too many the oldest is forgotten."""
        cues = self._known.cues[agent]
        cues.append(cue)
        if len(cues) > MOST_CUES:
            del cues[0]

    def interrupt(self, agent: int, kind: CueKind, level: int, tick: int, again_after: float = 0.0) -> None:
        """Interrupt somebody, unless a cue of this kind did so less than ``again_after`` seconds ago."""
        self._salience.interrupt(agent, kind, level, tick, round(again_after * self._ticks_per_second))
