"""One reply for all who ask the same: those who ask while it is on its way wait for it, later ones get it at once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from muster.behavior.v1.vocabulary import Source
from muster.server.engine import Exchange, Request

_MOST = 4096  # replies kept, the latest used


@dataclass(slots=True)
class _Asked:
    """A request under way, and how many wait for it."""

    task: asyncio.Task[Exchange]
    waiting: int = 0


class Shared:
    """Asks for each request once.

    Args:
        ask: asks the engine.
    """

    def __init__(self, ask: Callable[[Request], Awaitable[Exchange]]) -> None:
        self._ask = ask
        self._under_way: dict[str, _Asked] = {}
        self._known: OrderedDict[str, Exchange] = OrderedDict()

    async def complete(self, request: Request) -> Exchange:
        """Return the exchange; to all but the first it costs nothing. Raises as ``ask``, to all who wait."""
        if known := self._known.get(request.key):
            self._known.move_to_end(request.key)
            return _again(known)
        asked = self._under_way.get(request.key)
        if is_first := asked is None:
            asked = self._under_way[request.key] = _Asked(asyncio.ensure_future(self._keep(request)))
        exchange = await self._wait(request.key, asked)
        return exchange if is_first else _again(exchange)

    async def _wait(self, key: str, asked: _Asked) -> Exchange:
        """The engine's slot is freed when the last one who waits has gone."""
        asked.waiting += 1
        try:
            return await asyncio.shield(asked.task)
        finally:
            asked.waiting -= 1
            if not asked.waiting:
                self._under_way.pop(key, None)
                asked.task.cancel()  # does nothing to a finished one

    async def _keep(self, request: Request) -> Exchange:
        exchange = await self._ask(request)
        if exchange.reply is not None:
            self._known[request.key] = exchange
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return exchange


def _again(exchange: Exchange) -> Exchange:
    reply = exchange.reply
    return exchange if reply is None else replace(exchange, reply=replace(reply, source=Source.CACHE, latency_us=0))
