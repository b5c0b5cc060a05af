"""Asks again when that may help."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from muster.server.engine import (
    BadReply,
    Engine,
    EngineBusy,
    EngineError,
    EngineFault,
    EngineUnreachable,
    Reply,
    Request,
    RequestRefused,
)

Sleep = Callable[[float], Awaitable[None]]

_PASSING = (EngineUnreachable, EngineBusy, EngineFault, BadReply)
_ITS_OWN = (EngineFault, BadReply)  # what the same seed would bring about again
_MOST_BAD = 2  # replies to a request: a model that answers nonsense twice does so again, and it costs tokens
_MOST_SPOILED = 3  # in a row: then it is the engine after all


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
    What it still fails on although it is well is a bad reply: waiting for the engine would bring none either.
    """

    def __init__(self, inner: Engine, patience: Patience | None = None, *, sleep: Sleep = asyncio.sleep) -> None:
        self._inner, self._patience, self._sleep = inner, patience or Patience(), sleep
        self._spoiled_in_row = 0

    @property
    def name(self) -> str:
        """Of the engine inside."""
        return self._inner.name

    @property
    def slots(self) -> int:
        """Of the engine inside."""
        return self._inner.slots

    async def complete(self, request: Request) -> Reply:
        """Ask until there is a reply; raises what the last attempt did, BadReply for a fault of this request's."""
        try:
            reply = await self._persist(request)
        except EngineFault as error:
            raise await self._judged(request, error) from error
        self._spoiled_in_row = 0
        return reply

    async def check(self, model: str) -> None:
        """Ask once: who checks wants to know how it is now."""
        await self._inner.check(model)

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()

    async def _persist(self, request: Request) -> Reply:
        asked, bad = request, 0
        for attempt in range(1, self._patience.attempts):
            try:
                return await self._inner.complete(asked)
            except RequestRefused:
                raise
            except _PASSING as error:
                bad += isinstance(error, BadReply)
                if bad == _MOST_BAD:
                    raise
                if isinstance(error, _ITS_OWN):
                    asked = replace(request, seed=request.seed + attempt)
                if not isinstance(error, BadReply):  # a bad reply came from an engine that is well
                    await self._sleep(self._patience.before(attempt, request.key))
        return await self._inner.complete(asked)

    async def _judged(self, request: Request, fault: EngineFault) -> EngineError:
        if self._spoiled_in_row >= _MOST_SPOILED:
            return fault
        try:
            await self._inner.check(request.model)
        except EngineError as error:
            return error
        self._spoiled_in_row += 1
        return BadReply(f"{fault} (it is well, but failed {self._patience.attempts} times on request {request.key})")
