"""Ends the asking when a run has used its tokens."""

from muster.server.engine import Engine, Reply, Request, TokensSpent
from muster.server.engines.counting import Totals


class Budget:
    """Lets requests through until ``most`` tokens of prompts and replies are used, as the engine counts them.

    What a request will take is not known before, so those under way when the limit is reached still go beyond it.

    Args:
        totals: what is used so far; something inside, or several engines, count there.
    """

    def __init__(self, inner: Engine, most: int, totals: Totals) -> None:
        self._inner, self._most, self._totals = inner, most, totals

    @property
    def name(self) -> str:
        """Of the engine inside."""
        return self._inner.name

    @property
    def slots(self) -> int:
        """Of the engine inside."""
        return self._inner.slots

    @property
    def spent(self) -> int:
        """Tokens used so far."""
        return self._totals.tokens

    async def complete(self, request: Request) -> Reply:
        """Ask while there are tokens left; raises TokensSpent, and as the engine inside."""
        if self.spent >= self._most:
            raise TokensSpent(
                f"{self.spent} tokens are used of the {self._most} that --max-tokens allows; "
                "resume the run with a larger number"
            )
        return await self._inner.complete(request)

    async def check(self, model: str) -> None:
        """Ask the engine inside."""
        await self._inner.check(model)

    async def close(self) -> None:
        """Close the engine inside."""
        await self._inner.close()
