"""Who watches: so many at once and no more, and all of them told when the server ends."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager, suppress

from muster.render.service.errors import ServerStopping, TooManyViewers


class Seats:
    """The viewers of one server, each the task that sends to it. All calls come from the event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: set[asyncio.Task[object]] = set()
        self._closing = asyncio.Event()

    def __len__(self) -> int:
        """Return how many are taken."""
        return len(self._taken)

    @contextmanager
    def take(self) -> Generator[None]:
        """Have a seat within the context; raises TooManyViewers."""
        if len(self) >= self._most:
            raise TooManyViewers(f"{len(self)} viewers watch already, as many as there are seats; come again later")
        task = asyncio.current_task()
        assert task is not None
        self._taken.add(task)
        try:
            yield
        finally:
            self._taken.discard(task)

    async def sleep(self, seconds: float) -> None:
        """Wait as long, on the wall clock, on one's seat; raises ServerStopping when it is to be left."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        if self._closing.is_set():
            raise ServerStopping("this server has stopped; connect to another, or again in a while")

    async def close(self, grace_s: float) -> None:
        """Let viewers be told that this is the end, those that can within ``grace_s`` wall seconds.

        Nobody is thrown out here: gRPC cannot send the reason while a frame is still being sent.
        """
        self._closing.set()
        if self._taken:
            await asyncio.wait(self._taken, timeout=grace_s)
