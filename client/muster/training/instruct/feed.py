"""What all open pages are told: the newest of each kind, and what is told once."""

import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

MOST_KEPT = 4096
"""Things told once that a page which opens late still hears of; of more, the latest."""
Told = dict[str, object]
"""What is told, as a page reads it: plain values."""


@dataclass(frozen=True)
class News:
    """Something to tell; ``number`` counts up."""

    number: int
    kind: str
    told: Told


class Feed:
    """Filled from any thread; each page reads it at its own pace, and a slow one misses pictures only."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._newest: dict[str, News] = {}
        self._once: deque[News] = deque(maxlen=MOST_KEPT)
        self._number = 0
        self._is_closed = False

    def show(self, kind: str, told: Told) -> None:
        """Take ``told`` in the place of what was shown of that kind before."""
        with self._changed:
            self._newest[kind] = self._news(kind, told)
            self._changed.notify_all()

    def tell(self, kind: str, told: Told) -> None:
        """Tell something that every page must hear."""
        with self._changed:
            self._once.append(self._news(kind, told))
            self._changed.notify_all()

    def close(self) -> None:
        """Let everybody who reads come to an end."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def read(self, patience_s: float, seen: int = 0) -> Iterator[list[News]]:
        """Yield what is new after number ``seen``, oldest first, at once or after ``patience_s`` wall seconds.

        After that long there is perhaps nothing.
        """
        while True:
            with self._changed:
                if self._number <= seen and not self._is_closed:
                    self._changed.wait(patience_s)
                news, is_last = self._since(seen), self._is_closed
                seen = self._number
            yield news
            if is_last:
                return

    def _news(self, kind: str, told: Told) -> News:
        self._number += 1
        return News(self._number, kind, told)

    def _since(self, seen: int) -> list[News]:
        news = [each for each in (*self._newest.values(), *self._once) if each.number > seen]
        return sorted(news, key=lambda each: each.number)
