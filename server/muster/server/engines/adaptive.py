"""Finds out how many requests an engine works on at once, where nobody can say."""

from collections.abc import Callable

from muster.server.engine import Engine, EngineBusy, Reply, Request

_SLOWER = 2.0  # times the best latency: with twice as many requests as slots half of them wait
_LESS, _MUCH_LESS = 0.75, 0.25
_FEWEST_IN_ROUND = 4
_LOOK_AGAIN = 50  # rounds: prompts grow and machines get other work, so the best latency is measured anew


class Adaptive:
    """More slots while replies come as fast as ever, fewer once they take twice as long.

    Additive increase, multiplicative decrease, after doubling at first; judged by rounds of replies, since single ones
    differ by what an engine still knows of a prompt. Replies to labels and long ones are told apart.

    Args:
        start: 1, since how fast an engine can be shows only while nothing waits inside it.
        most: that it will ever ask for.
    """

    def __init__(self, inner: Engine, *, start: int = 1, most: int = 64) -> None:
        self._inner, self._most = inner, most
        self._width = float(start)
        self._doubles_to = float(most)
        self._under_way = 0
        self._rounds = {is_short: _Round(self._judge) for is_short in (True, False)}

    @property
    def name(self) -> str:
        """Of the engine inside."""
        return self._inner.name

    @property
    def slots(self) -> int:
        """As many as are of use, so far as found out."""
        return max(int(self._width), 1)

    async def complete(self, request: Request) -> Reply:
        """Ask, and learn from how long it took; raises as the engine inside."""
        self._under_way += 1
        is_full = self._under_way >= self.slots
        try:
            reply = await self._inner.complete(request)
        except EngineBusy:
            self._shrink(0.5)
            raise
        finally:
            self._under_way -= 1
        self._rounds[bool(request.labels)].add(reply.latency_us, is_full=is_full, width=self.slots)
        return reply

    async def check(self, model: str) -> None:
        """Ask the engine inside."""
        await self._inner.check(model)

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()

    def _judge(self, slowness: float, was_full: bool, look_again: bool) -> None:
        if look_again:
            before = self._width
            self._shrink(_MUCH_LESS)
            self._doubles_to = before
        elif slowness > _SLOWER:
            self._shrink(_LESS)
        elif was_full:
            wider = min(self._width * 2, self._doubles_to) if self._width < self._doubles_to else self._width + 1
            self._width = min(wider, self._most)

    def _shrink(self, factor: float) -> None:
        self._doubles_to = 0.0
        self._width = max(self._width * factor, 1.0)


class _Round:
    """As many replies as tell something, of one kind; calls ``judge`` with how much slower than the best they were."""

    def __init__(self, judge: Callable[[float, bool, bool], None]) -> None:
        self._judge = judge
        self._best = 0.0
        self._rounds = 0
        self._begin()

    def add(self, latency_us: int, *, is_full: bool, width: int) -> None:
        self._sum += latency_us
        self._count += 1
        self._was_full |= is_full
        if self._count >= max(_FEWEST_IN_ROUND, 2 * width):
            self._end()

    def _end(self) -> None:
        mean = max(self._sum / self._count, 1.0)
        self._rounds += 1
        look_again = self._rounds % _LOOK_AGAIN == 0
        self._best = 0.0 if look_again else min(self._best or mean, mean)
        self._judge(mean / (self._best or mean), self._was_full, look_again)
        self._begin()

    def _begin(self) -> None:
        self._sum, self._count, self._was_full = 0, 0, False
