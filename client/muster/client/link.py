"""The link to the minds: percepts go out in batches, decisions are waited for one by one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from queue import SimpleQueue
from typing import Protocol

import grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.client import wire
from muster.client.channel import connect, info, said, unavailable
from muster.client.decision import Decision, MindInfo
from muster.client.errors import LinkError, LinkLost, MindUnavailable
from muster.perception.percept import Percept
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario

__all__ = ["GrpcLink", "LinkError", "LinkLost", "MindInfo", "MindLink", "MindUnavailable"]

MOST_PERCEPTS = 256  # in one message: small enough that the first decisions are there before the last percept is read

_Requests = SimpleQueue["pb.SessionRequest | None"]


class MindLink(Protocol):
    """Whoever plays the minds of one episode, seen from the bodies."""

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int) -> MindInfo:
        """Begin the episode and say who answers; raises MindUnavailable."""
        ...

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        """Ask for decisions, each agent at most once a call; return each percept as it goes over the wire."""
        ...

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Wait for the decision on a percept that was sent, dropping those before it of that agent; raises LinkLost."""
        ...

    def close(self) -> None:
        """End the episode; decisions still under way are dropped. May be called at any time, and twice."""
        ...


class GrpcLink:
    """Minds on a behavior server at ``address``: ``HOST:PORT`` or ``unix:PATH``.

    ``take`` reads the stream itself: with the server embedded, one more thread would be one more to wait for the
    interpreter's lock.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._requests: _Requests = SimpleQueue()
        self._answers: defaultdict[int, dict[int, pb.Decision]] = defaultdict(dict)
        self._channel: grpc.Channel | None = None

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int) -> MindInfo:
        """Begin the episode and say who answers; raises MindUnavailable."""
        self._channel = connect(self._address)
        self._writer = wire.PerceptWriter(cast, scenario.dt)
        self._requests.put(wire.write_open(scenario, cast, seed))
        try:
            about = info(self._channel)
            self._most = min(MOST_PERCEPTS, about.max_batch or MOST_PERCEPTS)
            self._responses = pb_grpc.BehaviorServiceStub(self._channel).Session(_until_none(self._requests))
            next(self._responses)
        except (grpc.RpcError, StopIteration) as error:
            self.close()
            raise MindUnavailable(unavailable(self._address, error)) from None
        return wire.read_info(about, self._address)

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        """Ask for decisions, each agent at most once a call; return each percept as it goes over the wire."""
        serialized: list[bytes] = []
        for first in range(0, len(percepts), self._most):
            request, messages = self._writer.write(percepts[first : first + self._most])
            self._requests.put(request)
            serialized += messages
        return serialized

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Wait for the decision on a percept that was sent, dropping those before it of that agent; raises LinkLost."""
        answers = self._answers[agent]
        while ordinal not in answers:
            for decision in self._receive().decisions:
                self._answers[decision.agent][decision.ordinal] = decision
        message = answers[ordinal]
        for earlier in [number for number in answers if number <= ordinal]:
            del answers[earlier]
        return wire.read_decision(message), message.SerializeToString()

    def close(self) -> None:
        """End the episode; decisions still under way are dropped. May be called at any time, and twice."""
        self._requests.put(None)
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _receive(self) -> pb.DecisionBatch:
        try:
            return next(self._responses).decisions
        except StopIteration:
            raise LinkLost(f"the mind server at {self._address} has ended the session; {_RESTART}") from None
        except grpc.RpcError as error:
            raise LinkLost(f"lost the mind server at {self._address} ({said(error)}); {_RESTART}") from None


_RESTART = "what was simulated so far is recorded; see that the server runs, then start the run again"


def _until_none(requests: _Requests) -> Iterator[pb.SessionRequest]:
    while (request := requests.get()) is not None:
        yield request
