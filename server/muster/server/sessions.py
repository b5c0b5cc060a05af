"""The sessions of one server: how many there are, and how they end when it stops."""

import asyncio
import logging
from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic
from uuid import uuid4

from muster.server.cast import Cast
from muster.server.errors import ServerFull, ServerStopping
from muster.server.tally import Tally

_log = logging.getLogger(__name__)
_STOPPING = "this server is stopping; connect to another, or again in a while, and hand the minds back"


class Sessions:
    """Who is here.

    Args:
        tally: where they are counted.
        most: at once; 0: any number.
    """

    def __init__(self, tally: Tally, most: int = 0) -> None:
        self._tally, self._most = tally, most
        self._tasks: set[asyncio.Task[object]] = set()
        self._left = asyncio.Event()
        self._is_stopping = self._has_stopped = False

    @contextmanager
    def join(self, cast: Cast) -> Generator[str]:
        """Have a session, of the task that enters this; yields its id.

        Raises:
            ServerStopping: no more sessions are begun; or this one has been ended.
            ServerFull: there are as many as can be.
        """
        self._check_room()
        task, session_id, began = asyncio.current_task(), uuid4().hex, monotonic()
        assert task is not None
        self._tasks.add(task)
        self._note(+1)
        _log.info("session begun", extra={"session": session_id, **_described(cast)})
        try:
            yield session_id
        except asyncio.CancelledError:
            if self._has_stopped:
                raise ServerStopping(_STOPPING) from None
            raise
        finally:
            self._tasks.discard(task)
            self._note(-1)
            self._left.set()
            _log.info("session ended", extra={"session": session_id, "seconds": round(monotonic() - began, 3)})

    async def drain(self, grace_s: float) -> None:
        """Begin no more, give those under way ``grace_s`` wall seconds to come to their end, then end them."""
        self._is_stopping = True
        if self._tasks and grace_s > 0:
            _log.info("stopping", extra={"sessions": len(self._tasks), "grace_s": grace_s})
        try:
            async with asyncio.timeout(grace_s):
                await self._empty()
        except TimeoutError:
            self._has_stopped = True
            for task in list(self._tasks):
                task.cancel()
            await self._empty()

    async def _empty(self) -> None:
        while self._tasks:
            self._left.clear()
            await self._left.wait()

    def _check_room(self) -> None:
        if self._is_stopping:
            raise ServerStopping(_STOPPING)
        if self._most and len(self._tasks) >= self._most:
            raise ServerFull(
                f"this server has {len(self._tasks)} sessions, as many as its queue is shared by; "
                "wait for one to end, or start another server"
            )

    def _note(self, change: int) -> None:
        self._tally.sessions += change
        self._tally.opened += change > 0


def _described(cast: Cast) -> dict[str, object]:
    return {
        "scenario": cast.scenario,
        "people": len(cast.people),
        "clock": cast.clock.name.lower(),
        "speed": cast.speed,
        "on_model_loss": cast.on_model_loss.name.lower(),
    }
