"""Waiting for a model that is gone: what could not be asked is kept, and asked again when the backend is ready."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from muster.server.backend import Backend
from muster.server.engine import EngineError, ModelMissing

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """How long a session in lockstep waits for a model, in wall seconds.

    Attributes:
        wait_s: until it gives up.
        pauses_s: before the first look, the second, ...; the last is repeated.
        tell_every_s: between two messages to the client.
    """

    wait_s: float = 300.0
    pauses_s: tuple[float, ...] = (0.5, 1.0, 2.0, 5.0, 10.0)
    tell_every_s: float = 30.0


@dataclass(frozen=True)
class Parked:
    """Something that could not be asked: how to ask it again, and how to give it up for a reason."""

    retry: Callable[[], None]
    give_up: Callable[[str], None]


class Outage:
    """One session's wait. It begins with the first loss and ends with an answer, or with patience.

    Args:
        backend: to look at, whether it is ready again.
        patience: how long to wait.
        tell: where messages for the client go.
    """

    def __init__(self, backend: Backend, patience: Patience, tell: Callable[[str], None]) -> None:
        self._backend, self._patience, self._tell = backend, patience, tell
        self._parked: dict[object, Parked] = {}
        self._since: float | None = None
        self._told_at = 0.0
        self._looks = 0
        self._reason = ""
        self._waiting: asyncio.Task[None] | None = None

    def park(self, key: object, parked: Parked, reason: str) -> None:
        """Keep something until the model is back, which could not be asked for a reason."""
        self._parked[key] = parked
        self._reason = reason
        if self._since is None:
            self._since = self._told_at = self._now()
            self._say(f"waiting for the model, for {_minutes(self._patience.wait_s)} at most: {reason}")
        if self._waiting is None:
            self._waiting = asyncio.create_task(self._wait())

    def forget(self, key: object) -> None:
        """Drop something that is no longer wanted."""
        self._parked.pop(key, None)

    def answered(self) -> None:
        """Note that the model has answered something."""
        if self._since is not None:
            self._say(f"the model answers again, after {_minutes(self._now() - self._since)}")
            self._since, self._looks = None, 0

    def close(self) -> None:
        """Wait no longer."""
        self._parked.clear()
        if self._waiting is not None:
            self._waiting.cancel()

    async def _wait(self) -> None:
        """Look now and then until there is hope or patience has run out."""
        try:
            while not await self._is_ready():
                pass
            self._release()
        except ModelMissing as error:  # waiting brings no model
            self._give_up(str(error))
        except TimeoutError:
            self._give_up(f"{self._reason} (waited {_minutes(self._patience.wait_s)})")

    async def _is_ready(self) -> bool:
        await asyncio.sleep(self._pause())
        self._looks += 1
        try:
            await self._backend.check()
        except ModelMissing:
            raise
        except EngineError as error:
            self._reason = str(error)
            self._remind()
            return False
        return True

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _pause(self) -> float:
        assert self._since is not None
        left = self._since + self._patience.wait_s - self._now()
        if left <= 0:
            raise TimeoutError
        pauses = self._patience.pauses_s
        return min(pauses[min(self._looks, len(pauses) - 1)], left)

    def _remind(self) -> None:
        now = self._now()
        if now - self._told_at >= self._patience.tell_every_s and self._since is not None:
            self._told_at = now
            self._say(f"still waiting for the model, since {_minutes(now - self._since)}: {self._reason}")

    def _release(self) -> None:
        for parked in self._taken():
            parked.retry()

    def _give_up(self, reason: str) -> None:
        self._since, self._looks = None, 0
        for parked in self._taken():
            parked.give_up(reason)

    def _taken(self) -> list[Parked]:
        parked = list(self._parked.values())
        self._parked.clear()
        self._waiting = None
        return parked

    def _say(self, text: str) -> None:
        _log.info(text)
        self._tell(text)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
