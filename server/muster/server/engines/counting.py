"""How much was asked of an engine, and what came of it."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from muster.server.engine import BadReply, Engine, EngineError, Reply, Request


@dataclass
class Totals:
    """Since the engine was made; changed on the event loop only, read from anywhere.

    Attributes:
        requests: that were begun; replies: that were answered.
        prompt_tokens, cached_tokens, completion_tokens: of the replies; cached ones are part of the prompts'.
        failures: by name of the error, ``cancelled`` for what nobody waited for.
        latency_us: of the replies, added up.
    """

    requests: int = 0
    replies: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    failures: Counter[str] = field(default_factory=Counter[str])
    latency_us: int = 0

    @property
    def tokens(self) -> int:
        """Of prompts and replies together."""
        return self.prompt_tokens + self.completion_tokens

    def add(self, reply: Reply) -> None:
        """Count what a reply took."""
        self.replies += 1
        self.spend(reply)
        self.latency_us += reply.latency_us

    def spend(self, reply: Reply) -> None:
        """Count a reply's tokens only."""
        self.prompt_tokens += reply.prompt_tokens
        self.cached_tokens += reply.cached_tokens
        self.completion_tokens += reply.completion_tokens


class Counting:
    """Counts what passes; ``totals`` may be handed in, to add several engines up."""

    def __init__(self, inner: Engine, totals: Totals | None = None) -> None:
        self._inner = inner
        self.totals = totals or Totals()

    @property
    def name(self) -> str:
        """Of the engine inside."""
        return self._inner.name

    @property
    def slots(self) -> int:
        """Of the engine inside."""
        return self._inner.slots

    async def complete(self, request: Request) -> Reply:
        """Ask, and count; raises as the engine inside."""
        self.totals.requests += 1
        try:
            reply = await self._inner.complete(request)
        except EngineError as error:
            self.totals.failures[type(error).__name__] += 1
            if isinstance(error, BadReply) and error.reply:
                self.totals.spend(error.reply)
            raise
        except asyncio.CancelledError:
            self.totals.failures["cancelled"] += 1
            raise
        self.totals.add(reply)
        return reply

    async def check(self, model: str) -> None:
        """Ask the engine inside; not counted."""
        await self._inner.check(model)

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()
