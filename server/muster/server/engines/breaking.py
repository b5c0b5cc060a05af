"""Spares an engine that fails, and everybody the waiting."""

import time
from collections.abc import Callable

from muster.server.engine import Engine, EngineBusy, EngineError, EngineFault, EngineUnreachable, Reply, Request

_ILLS = (EngineUnreachable, EngineBusy, EngineFault)


class Breaking:
    """A circuit breaker: after some failures in a row it fails at once for a while, then lets one request try.

    Failures are those of kinds that tell of the engine, not of a request. A check that succeeds ends the pause.

    Args:
        failures: in a row, until nothing is asked any more.
        cool_down_s: wall seconds for which nothing is asked.
        now: wall seconds since whenever.
    """

    def __init__(
        self,
        inner: Engine,
        *,
        failures: int = 5,
        cool_down_s: float = 10.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._inner, self._limit, self._cool_down_s, self._now = inner, failures, cool_down_s, now
        self._in_row = 0
        self._until_s = 0.0
        self._last: EngineError | None = None
        self._is_trying = False

    @property
    def name(self) -> str:
        """Of the engine inside."""
        return self._inner.name

    @property
    def slots(self) -> int:
        """Of the engine inside."""
        return self._inner.slots

    @property
    def is_open(self) -> bool:
        """Whether requests fail at once."""
        return self._last is not None and self._in_row >= self._limit

    async def complete(self, request: Request) -> Reply:
        """Ask, unless that is of no use now; raises as the engine inside, and what it last raised while it rests."""
        if self.is_open:
            return await self._try(request)
        return await self._ask(request)

    async def check(self, model: str) -> None:
        """Ask the engine inside in any case."""
        await self._inner.check(model)
        self._recovered()

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()

    async def _try(self, request: Request) -> Reply:
        assert self._last is not None
        left_s = self._until_s - self._now()
        if self._is_trying or left_s > 0.0:
            when = f"for another {left_s:.0f} s" if left_s > 0.0 else "until one request came through"
            raise type(self._last)(f"{self._last} (it failed {self._in_row} times in a row and is not asked {when})")
        self._is_trying = True
        try:
            return await self._ask(request)
        finally:
            self._is_trying = False

    async def _ask(self, request: Request) -> Reply:
        try:
            reply = await self._inner.complete(request)
        except _ILLS as error:
            self._failed(error)
            raise
        except EngineError:  # it answered, so it is well
            self._recovered()
            raise
        self._recovered()
        return reply

    def _failed(self, error: EngineError) -> None:
        self._in_row += 1
        self._last = error
        self._until_s = self._now() + self._cool_down_s

    def _recovered(self) -> None:
        self._in_row, self._last = 0, None
