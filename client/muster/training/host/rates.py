"""How much one client may send: more than any hand can do, and no more."""

import time
from collections.abc import Callable

from muster.training.errors import BadAct, TooMuch

ACTS_PER_S, MOST_ACTS = 60.0, 120.0
"""Acts a second of the wall clock in the long run, and at once: a window steers at most 30 times a second."""
WORDS_PER_S, MOST_WORDS = 1.0, 5.0
"""Likewise of what is said, announced or called: nobody says more."""
PATIENCE = 200  # refusals, after which somebody is hung up on


class Bucket:
    """So many at once, and so many a second in the long run."""

    def __init__(self, per_s: float, most: float, clock: Callable[[], float]) -> None:
        self._per_s, self._most, self._clock = per_s, most, clock
        self._left, self._at = most, clock()

    def take(self) -> bool:
        """Take one; return whether there was one."""
        now = self._clock()
        self._left = min(self._left + (now - self._at) * self._per_s, self._most)
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


class Limits:
    """What one client has sent, against what it may."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._acts, self._words = Bucket(ACTS_PER_S, MOST_ACTS, clock), Bucket(WORDS_PER_S, MOST_WORDS, clock)
        self._refused = 0

    def act(self, number: int, *, is_word: bool = False) -> None:
        """Count an act; raises BadAct when it is one too many."""
        if not self._acts.take():
            raise BadAct(f"more than {ACTS_PER_S:g} acts a second came from here; this one is left out", number)
        if is_word and not self._words.take():
            raise BadAct(f"more than {MOST_WORDS:g} things were said in a row; wait a moment", number)

    def refused(self) -> None:
        """Count something that was refused; raises TooMuch for who does not stop."""
        self._refused += 1
        if self._refused > PATIENCE:
            raise TooMuch(f"{PATIENCE} things sent from here were refused, the last ones too; mend the client")
