"""One session: the cast of one episode and the state of their minds."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter_ns

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server import wire
from muster.server.backend import Backend
from muster.server.errors import PerceptError, SessionError
from muster.server.values import Mind, Person, Query

MAX_BATCH = 2048  # percepts in one message: about 4 MiB, well below the message limit


@dataclass(frozen=True)
class Session:
    """The people of one episode; ``minds`` is the one thing that changes, a row an agent.

    It keeps nothing that the client could not hand back: see ``minds`` in ``Open``.
    """

    people: tuple[Person, ...]
    minds: list[Mind]

    @classmethod
    def from_open(cls, message: pb.Open) -> "Session":
        """Start, or take over from another server when the client hands minds back."""
        people = tuple(wire.read_person(person) for person in message.people)
        minds = [Mind()] * len(people)
        for mind in message.minds:
            if mind.agent >= len(people):
                raise SessionError(f"minds has agent {mind.agent}, but people only has {len(people)}; send both whole")
            minds[mind.agent] = wire.read_mind(mind)
        return cls(people, minds)

    async def answer(self, batch: pb.PerceptBatch, backend: Backend) -> pb.DecisionBatch:
        """Decide every percept of a batch; broken ones get a status of their own."""
        if len(batch.percepts) > MAX_BATCH:
            raise SessionError(
                f"{len(batch.percepts)} percepts in one batch; send at most {MAX_BATCH}, then more batches"
            )
        began_ns = perf_counter_ns()
        queries, invalid = self._read(batch.percepts)
        answers = await backend.decide(queries) if queries else []
        latency_us = (perf_counter_ns() - began_ns) // 1000
        decisions = invalid
        for query, answer in zip(queries, answers, strict=True):
            self.minds[query.percept.agent] = answer.mind
            decisions.append(wire.write_answer(query.percept, answer, latency_us))
        return pb.DecisionBatch(decisions=decisions)

    def _read(self, messages: Iterable[pb.Percept]) -> tuple[list[Query], list[pb.Decision]]:
        queries: list[Query] = []
        invalid: list[pb.Decision] = []
        seen: set[int] = set()
        for message in messages:
            try:
                queries.append(self._query(message, seen))
            except PerceptError as error:
                invalid.append(wire.write_invalid(message, str(error)))
        return queries, invalid

    def _query(self, message: pb.Percept, seen: set[int]) -> Query:
        agent = message.agent
        if agent >= len(self.people):
            raise PerceptError(f"agent {agent} is unknown; this session was opened with {len(self.people)} people")
        if agent in seen:
            raise PerceptError(f"agent {agent} is in this batch twice; send the second percept in a later batch")
        percept = wire.read_percept(message)
        seen.add(agent)
        return Query(self.people[agent], self.minds[agent], percept)
