"""Who plays in one episode, and on which terms: what a client says when it opens a session."""

from dataclasses import dataclass
from math import isfinite

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Clock, OnModelLoss
from muster.server import wire
from muster.server.errors import PerceptError, SessionError
from muster.server.values import Mind, Percept, Person


@dataclass(frozen=True)
class Cast:
    """The people of one episode and the terms of its session.

    Attributes:
        minds: those they begin with, a row an agent.
        brief: what everybody knows of place and day.
        speed: simulated seconds in one of the wall clock; realtime only.
    """

    people: tuple[Person, ...]
    minds: tuple[Mind, ...]
    scenario: str = ""
    brief: str = ""
    clock: Clock = Clock.LOCKSTEP
    speed: float = 1.0
    on_model_loss: OnModelLoss = OnModelLoss.WAIT

    @classmethod
    def from_open(cls, message: pb.Open) -> "Cast":
        """Read who plays, with the minds that a client hands back; raises SessionError."""
        people = tuple(wire.read_person(person) for person in message.people)
        minds = [Mind()] * len(people)
        for mind in message.minds:
            if mind.agent >= len(people):
                raise SessionError(f"minds has agent {mind.agent}, but people only has {len(people)}; send both whole")
            minds[mind.agent] = wire.read_mind(mind)
        return cls(
            people=people,
            minds=tuple(minds),
            scenario=message.scenario,
            brief=message.brief,
            clock=Clock.REALTIME if message.clock == Clock.REALTIME else Clock.LOCKSTEP,
            speed=_speed(message),
            on_model_loss=_ON_LOSS.get(message.on_model_loss, OnModelLoss.WAIT),
        )

    def read(self, message: pb.Percept, seen: set[int]) -> Percept:
        """Read a percept of one of these people, the first of theirs in a batch; raises PerceptError."""
        agent = message.agent
        if agent >= len(self.people):
            raise PerceptError(f"agent {agent} is unknown; this session was opened with {len(self.people)} people")
        if agent in seen:
            raise PerceptError(f"agent {agent} is in this batch twice; send the second percept in a later batch")
        percept = wire.read_percept(message)
        seen.add(agent)
        return percept


_ON_LOSS: dict[int, OnModelLoss] = {int(term): term for term in OnModelLoss if term}


def _speed(message: pb.Open) -> float:
    if message.clock != Clock.REALTIME:
        return 1.0
    if not (isfinite(message.speed) and message.speed > 0.0):
        raise SessionError(
            f"speed is {message.speed} with CLOCK_REALTIME; send simulated seconds in one of the wall clock, such as 1"
        )
    return message.speed
