"""Asks again when that may help."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from muster.server.engine import BadReply, Engine, EngineBusy, EngineFault, EngineUnreachable, Reply, Request

Sleep = Callable[[float], Awaitable[None]]

PASSING = (EngineUnreachable, EngineBusy, EngineFault, BadReply)
_ITS_OWN = (EngineFault, BadReply)  # what the same seed would bring about again


@dataclass(frozen=True)
class Patience:
    """How often to ask, and how long to wait in between.

    Attributes:
        attempts: the first one included.
        pause_s: wall seconds before the second attempt, twice as long before each further one.
        longest_s: most that a pause grows to.
    """

    attempts: int = 3
    pause_s: float = 0.25
    longest_s: float = 4.0

    def before(self, attempt: int, key: str) -> float:
        """Return wall seconds to wait before an attempt, 1 being the second: half to all of the pause, by request.

        Requests that failed together are asked again apart.
        """
        share = int.from_bytes(sha256(f"{key} {attempt}".encode()).digest()[:8]) / 2**64
        return min(self.pause_s * 2 ** (attempt - 1), self.longest_s) * (0.5 + share / 2)


class Retrying:
    """Repeats requests that were lost to something passing; never those for a model that is missing.

    Where the engine itself was at fault it is asked with another seed, which is the only trace of the first attempt.
    """

    def __init__(self, inner: Engine, patience: Patience | None = None, *, sleep: Sleep = asyncio.sleep) -> None:
        self._inner, self._patience, self._sleep = inner, patience or Patience(), sleep

    @property
    def name(self) -> str:
        """Of the engine inside."""
        return self._inner.name

    @property
    def slots(self) -> int:
        """Of the engine inside."""
        return self._inner.slots

    async def complete(self, request: Request) -> Reply:
        """Ask until there is a reply; raises what the last attempt did."""
        asked = request
        for attempt in range(1, self._patience.attempts):
            try:
                return await self._inner.complete(asked)
            except PASSING as error:
                if isinstance(error, _ITS_OWN):
                    asked = replace(request, seed=request.seed + attempt)
                if not isinstance(error, BadReply):  # a bad reply came from an engine that is well
                    await self._sleep(self._patience.before(attempt, request.key))
        return await self._inner.complete(asked)

    async def check(self, model: str) -> None:
        """Ask once: who checks wants to know how it is now."""
        await self._inner.check(model)

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()
