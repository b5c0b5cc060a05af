"""Looks replies up before anybody is asked, and remembers what was answered."""

from collections.abc import Mapping
from dataclasses import replace

from muster.behavior.v1.vocabulary import Source
from muster.server.engine import BadReply, Engine, NotCached, Reply, Request
from muster.server.engines.replies import ReplyFile


class Caching:
    """Answers from recorded replies by request key; what comes from the model goes to the file.

    A request that got no reply of use is remembered as such: a replay has to fail where the run did.

    Args:
        recorded: looked up first; None for a request that got no reply of use.
        file: looked up next, and added to; closed with the engine.
        require_cached: whether nobody is asked.
    """

    def __init__(
        self,
        inner: Engine,
        *,
        recorded: Mapping[str, Reply | None] | None = None,
        file: ReplyFile | None = None,
        require_cached: bool = False,
    ) -> None:
        self._inner, self._file, self._require_cached = inner, file, require_cached
        self._recorded = recorded or {}
        self.hits = self.misses = 0

    @property
    def name(self) -> str:
        """Of the engine inside."""
        return self._inner.name

    @property
    def slots(self) -> int:
        """Of the engine inside."""
        return self._inner.slots

    async def complete(self, request: Request) -> Reply:
        """Look the request up, else ask; raises NotCached, and as the engine inside."""
        is_known, reply = self._find(request.key)
        if reply:
            self.hits += 1
            return replace(reply, source=Source.CACHE)
        if self._require_cached:
            raise _failed_then(request) if is_known else _not_cached(request)
        self.misses += 1
        return await self._ask(request)

    async def check(self, model: str) -> None:
        """Ask the engine inside, unless nobody is to be asked."""
        if not self._require_cached:
            await self._inner.check(model)

    async def close(self) -> None:
        """Close the engine inside, and the file."""
        await self._inner.close()
        if self._file:
            self._file.close()

    def _find(self, key: str) -> tuple[bool, Reply | None]:
        """Whether the request was made before, and what came of it."""
        if reply := self._recorded.get(key):
            return True, reply
        is_known, reply = self._file.find(key) if self._file else (False, None)
        return is_known or key in self._recorded, reply

    async def _ask(self, request: Request) -> Reply:
        try:
            reply = await self._inner.complete(request)
        except BadReply as error:
            self._keep(request, error.reply)
            raise
        self._keep(request, reply)
        return reply

    def _keep(self, request: Request, reply: Reply | None) -> None:
        if self._file:
            self._file.add(request, reply)


def _failed_then(request: Request) -> BadReply:
    return BadReply(f"model {request.model!r} had no reply of use to request {request.key} when it was recorded either")


def _not_cached(request: Request) -> NotCached:
    return NotCached(
        f"no reply to request {request.key} (model {request.model!r}) is recorded, and only recorded ones are allowed; "
        "run once without --require-cached, with the model, scenario, personas and seed of the recording"
    )
