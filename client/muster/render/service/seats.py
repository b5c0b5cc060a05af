"""Who watches: so many at once and no more, and all of them told when the server ends."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

from muster.render.service.errors import ServerStopping, TooManyViewers


class Seats:
    """The viewers of one server, each the task that sends to it. All calls come from the event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: set[asyncio.Task[object]] = set()
        self._is_closed = False

    def __len__(self) -> int:
        """Return how many are taken."""
        return len(self._taken)

    @contextmanager
    def take(self) -> Generator[None]:
        """Have a seat within the context; raises TooManyViewers, and ServerStopping where the stream is cut off."""
        if self._is_closed:
            raise ServerStopping("this server is stopping; connect to another, or again in a while")
        if len(self) >= self._most:
            raise TooManyViewers(f"{len(self)} viewers watch already, as many as there are seats; come again later")
        task = asyncio.current_task()
        assert task is not None
        self._taken.add(task)
        try:
            yield
        except asyncio.CancelledError:
            if self._is_closed:
                raise ServerStopping("this server has stopped; connect to another, or again in a while") from None
            raise  # the viewer has hung up
        finally:
            self._taken.discard(task)

    def close(self) -> None:
        """Seat nobody any more and end all streams."""
        self._is_closed = True
        for task in self._taken:
            task.cancel()
