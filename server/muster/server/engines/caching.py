"""Looks replies up before anybody is asked, and remembers what was answered."""

from collections.abc import Mapping
from dataclasses import replace

from muster.behavior.v1.vocabulary import Source
from muster.server.engine import BadReply, Engine, NotCached, Reply, Request
from muster.server.engines.replies import ReplyFile, failed_then


class Caching:
    """Answers from recorded replies by request key; what comes from the model goes to the file.

    A request that got no reply of use is remembered as such: offline it fails where it did, else it is asked again.

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
        """Look the request up, else ask; raises NotCached, and as the engine inside does or did."""
        outcome = self._find(request.key)
        if isinstance(outcome, Reply):
            self.hits += 1
            return replace(outcome, source=Source.CACHE)
        if self._require_cached:
            raise outcome or _not_cached(request)
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

    def _find(self, key: str) -> Reply | BadReply | None:
        found = self._recorded.get(key) or (self._file.find(key) if self._file else None)
        return failed_then(key, None) if found is None and key in self._recorded else found

    async def _ask(self, request: Request) -> Reply:
        try:
            reply = await self._inner.complete(request)
        except BadReply as error:
            self._keep(request, error)
            raise
        self._keep(request, reply)
        return reply

    def _keep(self, request: Request, outcome: Reply | BadReply) -> None:
        if self._file:
            self._file.add(request, outcome)


def _not_cached(request: Request) -> NotCached:
    return NotCached(
        f"no reply to request {request.key} (model {request.model!r}) is recorded, and only recorded ones are allowed; "
        "run once without --require-cached, with the model, scenario, personas and seed of the recording"
    )
