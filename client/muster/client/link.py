"""The link to the minds: percepts go out in batches, decisions are waited for one by one."""

from collections.abc import Sequence
from typing import Protocol

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client import wire
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.errors import LinkError, LinkLost, MindUnavailable
from muster.client.history import History
from muster.client.stream import Stream
from muster.perception.percept import Percept
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario

__all__ = ["GrpcLink", "LinkError", "LinkLost", "MindInfo", "MindLink", "MindUnavailable"]


class MindLink(Protocol):
    """Whoever plays the minds of one episode, seen from the bodies."""

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
        """Begin the episode and say who answers; raises MindUnavailable. ``past`` goes on from an earlier session."""
        ...

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        """Ask for decisions, each agent at most once a call; return each percept as it goes over the wire."""
        ...

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Wait for the decision on a percept that was sent, dropping those before it of that agent; raises LinkLost."""
        ...

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        """Wait for what goes with a decision whose ``words_due_s`` says that something does; raises LinkLost."""
        ...

    def close(self) -> None:
        """End the episode; decisions still under way are dropped. May be called at any time, and twice."""
        ...


class GrpcLink:
    """Minds on a server that lives and dies with this process: keeps nothing for a reconnect.

    ``take`` reads the stream itself: with the server embedded, one more thread would be one more to wait for the
    interpreter's lock.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._answers: dict[int, dict[int, bytes]] = {}  # by agent and ordinal; a parsed one takes up ten times as much
        self._words: dict[tuple[int, int], pb.Words] = {}
        self._stream: Stream | None = None

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
        """Begin the episode and say who answers; raises MindUnavailable. ``past`` goes on from an earlier session."""
        self._writer = wire.PerceptWriter(cast, scenario.dt)
        past = past or History()
        self._stream = Stream(self._address, wire.write_open(scenario, cast, seed, minds=past.minds()))
        self._most = min(wire.MOST_PERCEPTS, self._stream.about.max_batch or wire.MOST_PERCEPTS)
        for again in past.rounds():
            for first in range(0, len(again), self._most):
                batch = pb.PerceptBatch(percepts=again[first : first + self._most])
                self._stream.send(pb.SessionRequest(percepts=batch))
        return wire.read_info(self._stream.about, self._address)

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        """Ask for decisions, each agent at most once a call; return each percept as it goes over the wire."""
        serialized: list[bytes] = []
        for first in range(0, len(percepts), self._most):
            request, messages = self._writer.write(percepts[first : first + self._most])
            self._opened.send(request)
            serialized += messages
        return serialized

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Wait for the decision on a percept that was sent, dropping those before it of that agent; raises LinkLost."""
        while ordinal not in self._answers.get(agent, ()):
            self._receive()
        answers = self._answers.pop(agent)
        later = {number: message for number, message in answers.items() if number > ordinal}
        if later:
            self._answers[agent] = later
        return wire.read_decision(pb.Decision.FromString(answers[ordinal])), answers[ordinal]

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        """Wait for what goes with a decision whose ``words_due_s`` says that something does; raises LinkLost."""
        while (agent, ordinal) not in self._words:
            self._receive()
        message = self._words.pop((agent, ordinal))
        return wire.read_reflection(message), message.SerializeToString()

    def close(self) -> None:
        """End the episode; decisions still under way are dropped. May be called at any time, and twice."""
        if self._stream is not None:
            self._stream.close()

    def _receive(self) -> None:
        response = self._opened.receive()
        for decision in response.decisions.decisions:
            self._answers.setdefault(decision.agent, {})[decision.ordinal] = decision.SerializeToString()
        for words in response.words.words:
            self._words[words.agent, words.ordinal] = words

    @property
    def _opened(self) -> Stream:
        assert self._stream is not None, "the link is not open"
        return self._stream
