"""Percepts on their way to a server that takes only so many at once."""

from collections import deque
from collections.abc import Callable, Iterable

from muster.behavior.v1 import behavior_pb2 as pb


class Waiting:
    """Sends percepts in messages of at most ``most``, and no more than ``credits`` of them unanswered; 0: any number.

    The rest waits here, in its order: an agent's percepts must arrive as they were made.
    """

    def __init__(self, send: Callable[[pb.SessionRequest], None], most: int, credits: int) -> None:
        self._send, self._most, self._credits = send, most, credits
        self._queue: deque[pb.Percept] = deque()
        self._under_way = 0

    def add(self, percepts: Iterable[pb.Percept]) -> None:
        """Send percepts now, or as soon as there is room; each agent at most once."""
        self._queue.extend(percepts)
        self._go_on()

    def answered(self, count: int) -> None:
        """So many answers have come."""
        self._under_way = max(self._under_way - count, 0)
        self._go_on()

    def _go_on(self) -> None:
        while batch := self._next():
            self._under_way += len(batch)
            self._send(pb.SessionRequest(percepts=pb.PerceptBatch(percepts=batch)))

    def _next(self) -> list[pb.Percept]:
        """Take as many as may go in one message, stopping before an agent comes twice."""
        room = self._credits - self._under_way if self._credits else self._most
        batch: dict[int, pb.Percept] = {}
        while self._queue and len(batch) < min(room, self._most) and self._queue[0].agent not in batch:
            percept = self._queue.popleft()
            batch[percept.agent] = percept
        return list(batch.values())
