"""Percepts of a real run, with the minds they met, to be put to any backend in any number."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.episode import Episode
from muster.client.history import History
from muster.client.link import GrpcLink
from muster.client.wire import write_open
from muster.perception.percept import Percept
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario
from muster.server import wire
from muster.server.cast import Cast
from muster.server.embedded import EmbeddedServer
from muster.server.values import Query


@dataclass(frozen=True)
class Noticed:
    """A percept, and the mind that it met."""

    percept: pb.Percept
    mind: pb.Mind


class Keeping:
    """A link that keeps what passes."""

    def __init__(self, inner: GrpcLink) -> None:
        self._inner = inner
        self._minds: dict[int, pb.Mind] = {}
        self.noticed: list[Noticed] = []
        self.opening = pb.Open()

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
        self.opening = write_open(scenario, cast, seed).open
        return self._inner.open(scenario, cast, seed, past)

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        messages = self._inner.send(percepts)
        for message in messages:
            percept = pb.Percept.FromString(message)
            self.noticed.append(Noticed(percept, self._minds.get(percept.agent, pb.Mind(agent=percept.agent))))
        return messages

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        decision, message = self._inner.take(agent, ordinal)
        self._minds[agent] = pb.Decision.FromString(message).mind
        return decision, message

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        return self._inner.take_words(agent, ordinal)

    def close(self) -> None:
        self._inner.close()


@dataclass(frozen=True)
class Play:
    """Who was there, and everything that anybody noticed, in order of time."""

    opening: pb.Open
    noticed: tuple[Noticed, ...]

    def as_crowd(self, size: int) -> tuple[pb.Open, list[pb.Percept]]:
        """Return a cast in which everybody has one of these percepts in front of them, and those percepts.

        One percept an agent: none has to wait for another, so that what is measured is the server.
        """
        people: list[pb.Person] = []
        minds: list[pb.Mind] = []
        percepts: list[pb.Percept] = []
        for agent, noticed in enumerate(islice(cycle(self.noticed), size)):
            people.append(self.opening.people[noticed.percept.agent])
            minds.append(pb.Mind(agent=agent, arousal=noticed.mind.arousal, mood=noticed.mind.mood))
            minds[-1].memory.extend(noticed.mind.memory)
            percept = pb.Percept()
            percept.CopyFrom(noticed.percept)
            percept.agent, percept.ordinal = agent, 0
            percepts.append(percept)
        return self._opening(people, minds), percepts

    def spread(self, size: int) -> "Play":
        """Return the same percepts, of as many as ``size``, each at its own time: evenly over the run."""
        step = max(len(self.noticed) / size, 1.0)
        return Play(self.opening, tuple(self.noticed[int(i * step)] for i in range(min(size, len(self.noticed)))))

    def _opening(self, people: Sequence[pb.Person], minds: Sequence[pb.Mind]) -> pb.Open:
        return pb.Open(scenario=self.opening.scenario, brief=self.opening.brief, people=people, minds=minds)


def play(scenario: str) -> Play:
    """Run a scenario with the built-in minds and return what everybody noticed."""
    with EmbeddedServer() as server:
        keeping = Keeping(GrpcLink(server.address))
        try:
            Episode(load_scenario(scenario), 1, keeping, None).run(None)
        finally:
            keeping.close()
    return Play(keeping.opening, tuple(keeping.noticed))


def queries(opening: pb.Open, percepts: Sequence[pb.Percept]) -> list[Query]:
    """Return what a backend is asked about these percepts."""
    cast = Cast.from_open(opening)
    return [
        Query(cast.people[message.agent], cast.minds[message.agent], wire.read_percept(message), cast.brief)
        for message in percepts
    ]
