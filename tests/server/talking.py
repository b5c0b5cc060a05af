"""Talking to a server as any client would: over the wire, with the generated stub."""

import contextlib
import queue
from collections.abc import Iterator, Sequence

import grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc

PATIENCE_S = 10.0


class Conversation:
    """An open session, asked one batch at a time."""

    def __init__(self, channel: grpc.Channel, opening: pb.Open) -> None:
        self._requests: queue.SimpleQueue[pb.SessionRequest | None] = queue.SimpleQueue()
        self._requests.put(pb.SessionRequest(open=opening))
        self._replies = pb_grpc.BehaviorServiceStub(channel).Session(iter(self._requests.get, None))
        opened = next(self._replies).opened
        self.session_id, self.credits = opened.session_id, opened.credits

    def send(self, *percepts: pb.Percept) -> None:
        """Send a batch and do not wait."""
        self._requests.put(pb.SessionRequest(percepts=pb.PerceptBatch(percepts=percepts)))

    def ask(self, *percepts: pb.Percept) -> list[pb.Decision]:
        """Decisions on a batch, in the order they came."""
        self.send(*percepts)
        return list(next(self._replies).decisions.decisions)

    def wait(self) -> pb.SessionResponse:
        """The next message, whatever it is."""
        return next(self._replies)

    def half_close(self) -> list[pb.SessionResponse]:
        """Say that no more will come; whatever the server still had to say."""
        self._requests.put(None)
        return list(self._replies)


@contextlib.contextmanager
def conversation(address: str, people: Sequence[pb.Person], minds: Sequence[pb.Mind] = ()) -> Iterator[Conversation]:
    with grpc.insecure_channel(address) as channel:
        talk = Conversation(channel, pb.Open(scenario="test", people=people, minds=minds))
        try:
            yield talk
        finally:
            talk.half_close()


def converse(address: str, *requests: pb.SessionRequest) -> list[pb.SessionResponse]:
    """Send these and half-close; all replies, or the gRPC error."""
    with grpc.insecure_channel(address) as channel:
        return list(pb_grpc.BehaviorServiceStub(channel).Session(iter(requests), timeout=PATIENCE_S))


def without_latency(decision: pb.Decision) -> bytes:
    """The bytes that must not differ between two runs."""
    copy = pb.Decision()
    copy.CopyFrom(decision)
    copy.ClearField("latency_us")
    return copy.SerializeToString(deterministic=True)
