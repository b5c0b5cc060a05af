"""A session whose minds answer at once: whole batches, in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter_ns

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Status
from muster.server import wire
from muster.server.backend import Backend
from muster.server.cast import Cast
from muster.server.errors import PerceptError, SessionError
from muster.server.fold import Life
from muster.server.tally import Tally
from muster.server.values import Query

MAX_BATCH = 2048  # percepts in one message: about 4 MiB, well below the message limit


def check_size(batch: pb.PerceptBatch) -> None:
    """Raise SessionError when a batch holds more than ``MAX_BATCH`` percepts."""
    if len(batch.percepts) > MAX_BATCH:
        raise SessionError(f"{len(batch.percepts)} percepts in one batch; send at most {MAX_BATCH}, then more batches")


@dataclass(frozen=True)
class Session:
    """The people of one episode; ``lives`` is the one thing that changes, a row an agent.

    It keeps nothing that the client could not hand back: see ``minds`` in ``Open``. Only the latest percept of an agent
    can still be superseded, and its decision has gone out by then: the client drops it, and so do we.
    """

    cast: Cast
    lives: list[Life]
    tally: Tally

    @classmethod
    def of(cls, cast: Cast, tally: Tally | None = None) -> "Session":
        """Begin, or take over from another server."""
        return cls(cast, [Life(mind) for mind in cast.minds], tally or Tally())

    async def answer(self, batch: pb.PerceptBatch, backend: Backend) -> pb.DecisionBatch:
        """Decide every percept of a batch; broken ones get a status of their own."""
        check_size(batch)
        began_ns = perf_counter_ns()
        queries, decisions = self._read(batch.percepts)
        answers = await backend.decide(queries) if queries else []
        latency_us = (perf_counter_ns() - began_ns) // 1000
        for query, answer in zip(queries, answers, strict=True):
            self.lives[query.percept.agent].decided = answer.mind
            decisions.append(wire.write_answer(query.percept, answer, latency_us))
        self.tally.answered_batch(answers, latency_us)
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
                self.tally.undecided[Status.INVALID] += 1
        return queries, invalid

    def _query(self, message: pb.Percept, seen: set[int]) -> Query:
        percept = self.cast.read(message, seen)
        life = self.lives[percept.agent]
        percept = life.perceive(percept)
        return Query(self.cast.people[percept.agent], life.mind, percept, self.cast.brief)
