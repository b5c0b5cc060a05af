"""A client that costs next to nothing: percepts are made beforehand, decisions only counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from time import perf_counter

import grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc

_BATCH = 256
_OPTIONS = [("grpc.max_send_message_length", 64 << 20), ("grpc.max_receive_message_length", 64 << 20)]


class Session:
    """One open session; leave it to hang up."""

    def __init__(self, address: str, opening: pb.Open) -> None:
        self._requests: SimpleQueue[pb.SessionRequest | None] = SimpleQueue()
        self._channel = grpc.insecure_channel(address, options=_OPTIONS)
        self._requests.put(pb.SessionRequest(open=opening))
        self._responses = pb_grpc.BehaviorServiceStub(self._channel).Session(iter(self._requests.get, None))
        assert next(self._responses).HasField("opened")

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self._requests.put(None)
        self._channel.close()

    def send(self, percepts: Iterable[pb.Percept]) -> None:
        self._requests.put(pb.SessionRequest(percepts=pb.PerceptBatch(percepts=percepts)))

    def half_close(self) -> None:
        self._requests.put(None)

    def decisions(self) -> Iterator[list[pb.Decision]]:
        """Yield decisions as they come; words are dropped."""
        for response in self._responses:
            if response.HasField("decisions"):
                yield list(response.decisions.decisions)


@dataclass(frozen=True)
class Answered:
    """What came of a crowd: ``seconds`` from the first percept sent to the last decision received."""

    decisions: list[pb.Decision]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.decisions) / self.seconds


def ask_all(address: str, opening: pb.Open, percepts: Sequence[pb.Percept]) -> Answered:
    """Send all percepts at once and hang up after the last decision: words still to come are not waited for."""
    decisions: list[pb.Decision] = []
    with Session(address, opening) as session:
        began = perf_counter()
        for first in range(0, len(percepts), _BATCH):
            session.send(percepts[first : first + _BATCH])
        for some in session.decisions():
            decisions += some
            if len(decisions) == len(percepts):
                break
        return Answered(decisions, perf_counter() - began)
