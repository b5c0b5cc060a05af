"""Who has knocked at which door of late, so that opening it to them, and their coming in, is known for what it is."""

from muster.world.bodies import NEVER

REMEMBERED = 60.0
"""Seconds for which somebody who comes in by the door they knocked at counts as let in; ours."""


class Knocks:
    """The last knock at each door: by whom, and when."""

    def __init__(self, ticks_per_second: float) -> None:
        self._lasts = round(REMEMBERED * ticks_per_second)
        self._last: dict[int, tuple[int, int]] = {}

    def note(self, door: int, body: int, tick: int) -> None:
        """Somebody knocks."""
        self._last[door] = (body, tick)

    def waiting_at(self, door: int) -> int:
        """Return who knocked last at a door; -1 for nobody."""
        return self._last.get(door, (-1, NEVER))[0]

    def lets_in(self, body: int, door: int, tick: int) -> bool:
        """Whether somebody comes in by a door at which they have knocked; once for each knock."""
        knocker, at = self._last.get(door, (-1, NEVER))
        if knocker != body or tick - at > self._lasts:
            return False
        del self._last[door]
        return True
