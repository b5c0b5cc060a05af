"""A session whose minds answer at once: whole batches, in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import perf_counter_ns

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Status
from muster.server import wire
from muster.server.backend import Backend
from muster.server.cast import Cast
from muster.server.errors import PerceptError, SessionError
from muster.server.fold import Life, with_words
from muster.server.handed import Handed, read_handed
from muster.server.tally import Tally
from muster.server.values import Percept, Query

MAX_BATCH = 2048  # percepts in one message: about 4 MiB, well below the message limit


def check_size(batch: pb.PerceptBatch) -> None:
    """Raise SessionError when a batch holds more than ``MAX_BATCH`` percepts."""
    if len(batch.percepts) > MAX_BATCH:
        raise SessionError(f"{len(batch.percepts)} percepts in one batch; send at most {MAX_BATCH}, then more batches")


@dataclass(frozen=True)
class Session:
    """The people of one episode; ``lives`` is the one thing that changes, a row an agent.

    It keeps nothing that the client could not hand back: see ``minds`` in ``Open``, ``answered`` in ``Percept``. Only
    the latest percept of an agent can still be superseded, and its decision has gone out by then: the client drops it,
    and so do we.

    Attributes:
        promised: decisions of an earlier server in the last batch whose words are still to be found.
    """

    cast: Cast
    lives: list[Life]
    tally: Tally
    promised: list[tuple[Query, Handed]] = field(default_factory=list[tuple[Query, Handed]])

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

    async def speak(self, backend: Backend) -> pb.WordsBatch | None:
        """Find the words that an earlier server promised on decisions of the last batch; None when there were none."""
        if not self.promised:
            return None
        found = pb.WordsBatch()
        for query, handed in self.promised:
            assert handed.answer is not None
            words = await backend.speak(query, handed.answer)
            self.lives[query.percept.agent].promised = (handed.due_s, words)
            found.words.append(wire.write_words(query.percept, words, with_words(handed.answer.mind, words)))
            self.tally.spoken(words)
        self.promised.clear()
        return found

    def _read(self, messages: Iterable[pb.Percept]) -> tuple[list[Query], list[pb.Decision]]:
        queries: list[Query] = []
        settled: list[pb.Decision] = []
        seen: set[int] = set()
        for message in messages:
            try:
                percept = self.cast.read(message, seen)
                handed = read_handed(message, percept)
            except PerceptError as error:
                settled.append(wire.write_invalid(message, str(error)))
                self.tally.undecided[Status.INVALID] += 1
                continue
            query = self._query(percept)
            if handed is None:
                queries.append(query)
            else:
                self._take_over(query, handed)
                settled.append(handed.reply)
        return queries, settled

    def _query(self, percept: Percept) -> Query:
        life = self.lives[percept.agent]
        percept = life.perceive(percept)
        return Query(self.cast.people[percept.agent], life.mind, percept, self.cast.brief)

    def _take_over(self, query: Query, handed: Handed) -> None:
        life = self.lives[query.percept.agent]
        life.decided = handed.answer.mind if handed.answer else None
        if handed.words is not None:
            life.promised = (handed.due_s, handed.words)
        elif handed.owes_words:
            self.promised.append((query, handed))
