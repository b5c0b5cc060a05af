"""Decisions that take their time: who is asked when, and what is answered instead (ADR 0004)."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import perf_counter_ns

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Source, Status, Trigger
from muster.server import wire
from muster.server.builtin import BuiltinMind
from muster.server.desk import Desk
from muster.server.engine import EngineError
from muster.server.fold import WORDS_AFTER_S, stands
from muster.server.handed import Handed
from muster.server.outage import Parked
from muster.server.scheduler import DECISION, Order
from muster.server.speaking import Speaking
from muster.server.strand import Asked, Owed, Strand
from muster.server.values import Answer, Percept, Query

_log = logging.getLogger(__name__)
_URGENCY = {Trigger.SALIENT: 0, Trigger.DONE: 1, Trigger.START: 2, Trigger.IDLE: 3}
_SOONEST_S = 1e-3  # words_due_s of a decision before the beginning of time: 0 would say that no words follow
_BROKEN = "the backend failed on this percept; the log of the server says how"
_BUILTIN = BuiltinMind()


class Deciding:
    """Has the backend decide in a session, or the built-in mind in its place where the terms say so.

    Args:
        desk: the session's.
        speaking: where words that follow are asked for.
        go_on: called when what an agent does next may have become known.
    """

    def __init__(self, desk: Desk, speaking: Speaking, go_on: Callable[[Strand], None]) -> None:
        self._desk, self._speaking, self._go_on = desk, speaking, go_on
        self.undecided = 0

    def begin(self, strand: Strand, asked: Asked) -> None:
        """Count a percept as under way; in realtime it will be settled by its deadline, whatever happens."""
        self.undecided += 1
        if self._desk.pace:
            asked.expires_at = self._desk.pace.expires_at(asked.percept, self._desk.loop.time())
            if asked.handed is None:
                asked.timer = self._desk.loop.call_at(asked.expires_at, self._expire, strand, asked)

    def ask(self, strand: Strand, asked: Asked) -> None:
        """Ask the backend, now that all that came before is known; not for what an earlier server has decided."""
        cast = self._desk.cast
        asked.query = Query(cast.people[asked.percept.agent], strand.mind, asked.percept, cast.brief)
        if asked.handed is None:
            self._submit(strand, asked)
        else:
            self._take_over(strand, asked, asked.query, asked.handed)

    def supersede(self, superseded: Asked) -> None:
        """Stop deciding on a percept; when its decision has gone out already, the client drops it."""
        if superseded.reply is None:
            self.undecided -= 1
            self._desk.tally.undecided[Status.SUPERSEDED] += 1
            superseded.reply = wire.write_undecided(superseded.percept, Status.SUPERSEDED)
            self._desk.let_go(superseded)

    def expire_before(self, strand: Strand, percept: Percept) -> None:
        """Settle what a new percept stands on, in realtime: the client's clock may run ahead of ours."""
        while strand.waiting and stands(strand.waiting[0].percept.deadline_s, percept):
            self._expire(strand, strand.waiting[0])

    def _submit(self, strand: Strand, asked: Asked) -> None:
        asked.job = self._desk.lane.submit(self._order(asked), partial(self._decide, strand, asked))

    def _order(self, asked: Asked) -> Order:
        """In lockstep the client waits for the earliest deadline, in realtime for nobody.

        With deadlines first there, too, of urgent decisions at 80 % of what a model can do, amid four times as many
        that are not, 29 % would be its own; so it is all of them.
        """
        urgency = _URGENCY.get(asked.percept.trigger, len(_URGENCY))
        if self._desk.pace:
            return (DECISION, urgency, asked.expires_at)
        return (DECISION, asked.percept.deadline_s, urgency)

    async def _decide(self, strand: Strand, asked: Asked) -> None:
        assert asked.query is not None
        desk, began = self._desk, self._desk.loop.time()
        if desk.pace and desk.lane.waiting and desk.service_time.is_hopeless(asked.expires_at - began):
            asked.job = None
            self._fall_back(strand, asked, "no time")
            return
        try:
            (answer,) = await desk.backend.decide([asked.query])
        except EngineError as error:
            self._lose(strand, asked, error, str(error))
        except Exception as error:  # a mistake in the backend must not end the session: told to the log and the client
            _log.exception("the backend failed to decide for agent %d", asked.percept.agent)
            self._lose(strand, asked, error, _BROKEN)
        else:
            asked.job = None
            desk.service_time.took(desk.loop.time() - began)
            desk.outage.answered()
            self._decided(strand, asked, answer)

    def _expire(self, strand: Strand, asked: Asked) -> None:
        if asked.job is not None and asked.job.began_at is not None:
            self._desk.service_time.gave_up(self._desk.loop.time() - asked.job.began_at)
        self._fall_back(strand, asked, "too late")

    def _lose(self, strand: Strand, asked: Asked, error: Exception, reason: str) -> None:
        asked.job = None
        if asked.reply is not None:
            return
        if self._desk.falls_back:
            self._fall_back(strand, asked, "model lost")
        elif self._desk.waits_for(error):
            parked = Parked(partial(self._submit, strand, asked), partial(self._give_up, strand, asked))
            self._desk.outage.park(asked, parked, reason)
        else:
            self._give_up(strand, asked, reason)

    def _fall_back(self, strand: Strand, asked: Asked, why: str) -> None:
        assert asked.query is not None
        self._desk.tally.fallbacks[why] += 1
        (answer,) = _BUILTIN.choose([asked.query])
        self._decided(strand, asked, replace(answer, source=Source.FALLBACK))

    def _give_up(self, strand: Strand, asked: Asked, reason: str) -> None:
        self._desk.tally.undecided[Status.UNAVAILABLE] += 1
        self._settle(strand, asked, wire.write_undecided(asked.percept, Status.UNAVAILABLE, reason), None)

    def _decided(self, strand: Strand, asked: Asked, answer: Answer) -> None:
        if asked.reply is not None or asked.query is None:
            return  # settled otherwise, by a backend that goes on when it is cancelled
        latency_us = (perf_counter_ns() - asked.began_ns) // 1000
        due_s = max(asked.percept.deadline_s + WORDS_AFTER_S, _SOONEST_S) if answer.words_follow else 0.0
        reply = wire.write_answer(asked.percept, answer, latency_us, due_s)
        self._desk.tally.answered(answer, latency_us)
        if answer.words_follow:
            self._speaking.owe(strand, Owed(asked, asked.query, answer, reply.words_due_s))
        self._settle(strand, asked, reply, answer)

    def _take_over(self, strand: Strand, asked: Asked, query: Query, handed: Handed) -> None:
        if handed.answer is not None and handed.answer.words_follow:
            self._speaking.owe(strand, Owed(asked, query, handed.answer, handed.due_s, handed.words))
        self._settle(strand, asked, handed.reply, handed.answer)

    def _settle(self, strand: Strand, asked: Asked, reply: pb.Decision, answer: Answer | None) -> None:
        self.undecided -= 1
        strand.settle(asked, reply, answer.mind if answer else None)
        self._desk.let_go(asked)
        self._go_on(strand)
