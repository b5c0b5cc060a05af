"""What waits to be sent to one client: whatever is ready by the time it can be sent travels together.

A message of its own for each decision would cost more than the decision itself (facts: 0.27 ms a message of one, 0.007
ms each in messages of 100).
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

from muster.behavior.v1 import behavior_pb2 as pb

T = TypeVar("T")
MOST_TOGETHER = 256  # decisions, or words, in one message
# Wall seconds, in realtime, from one message to the next that is not full. Whoever waits for a single answer gets it at
# once; with hundreds a second coming one by one, writing messages took two fifths of the server's time (py-spy).
GATHER_S = 0.002


class Outbox:
    """Filled from anywhere on the event loop, emptied by ``messages``.

    Args:
        on_sent: called when something has left, for whoever waits until there is room.
        gather_s: as ``GATHER_S``; 0 for what a client in lockstep waits for.
    """

    def __init__(self, on_sent: Callable[[], None], gather_s: float = 0.0) -> None:
        self._on_sent, self._gather_s = on_sent, gather_s
        self._decisions: deque[pb.Decision] = deque()
        self._words: deque[pb.Words] = deque()
        self._notices: deque[str] = deque()
        self._something = asyncio.Event()
        self._closed = False

    @property
    def unsent(self) -> int:
        """Decisions and words that the client has not taken yet."""
        return len(self._decisions) + len(self._words)

    def decision(self, message: pb.Decision) -> None:
        """Send a decision."""
        self._decisions.append(message)
        self._something.set()

    def words(self, message: pb.Words) -> None:
        """Send words."""
        self._words.append(message)
        self._something.set()

    def notice(self, text: str) -> None:
        """Send something for whoever watches the run."""
        self._notices.append(text)
        self._something.set()

    def close(self) -> None:
        """Let ``messages`` end once all is sent."""
        self._closed = True
        self._something.set()

    async def messages(self) -> AsyncIterator[pb.SessionResponse]:
        """Yield responses until closed; notices go before decisions, and those before words."""
        while not self._closed or self._is_filled():
            await self._something.wait()
            self._something.clear()
            while self._is_filled():
                yield self._next()
                self._on_sent()
                if not self._closed and self.unsent < MOST_TOGETHER:
                    await asyncio.sleep(self._gather_s)

    def _is_filled(self) -> bool:
        return bool(self._notices or self._decisions or self._words)

    def _next(self) -> pb.SessionResponse:
        """Messages are added where they will stand: handed over in batches they would be copied twice."""
        response = pb.SessionResponse()
        if self._notices:
            response.notice.text = self._notices.popleft()
        elif self._decisions:
            response.decisions.decisions.extend(_first(self._decisions))
        else:
            response.words.words.extend(_first(self._words))
        return response


def _first(waiting: deque[T]) -> list[T]:
    return [waiting.popleft() for _ in range(min(len(waiting), MOST_TOGETHER))]
