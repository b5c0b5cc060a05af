"""Words that follow decisions: asked for when nobody waits for a decision, sent when they are there."""

import logging
from collections.abc import Callable
from functools import partial

from muster.behavior.v1.vocabulary import Source
from muster.server import wire
from muster.server.desk import Desk
from muster.server.engine import EngineError
from muster.server.fold import with_words
from muster.server.outage import Parked
from muster.server.scheduler import WORDS
from muster.server.strand import Asked, Owed, Strand
from muster.server.values import Words

_log = logging.getLogger(__name__)


class Speaking:
    """Keeps the promise of every decision with ``words_due_s``: one message of words, empty when there are none.

    Args:
        desk: the session's.
        go_on: called when what an agent does next may have become known.
    """

    def __init__(self, desk: Desk, go_on: Callable[[Strand], None]) -> None:
        self._desk, self._go_on = desk, go_on
        self.unspoken = 0

    def owe(self, strand: Strand, owed: Owed) -> None:
        """Ask for the words on a decision that has just been made, or taken over; some are there already then."""
        strand.owed.append(owed)
        if owed.words is not None:
            return
        self.unspoken += 1
        if self._desk.pace:
            at = self._desk.pace.words_expire_at(owed.asked.expires_at)
            owed.timer = self._desk.loop.call_at(at, self._say_nothing, strand, owed)
        self._ask(strand, owed)

    def drop(self, strand: Strand, superseded: Asked) -> None:
        """Stop the words on a decision that does not take effect."""
        for owed in [owed for owed in strand.owed if owed.asked is superseded]:
            strand.owed.remove(owed)
            if owed.words is None:
                self._send(owed, Words(Source.UNSPECIFIED))

    def expire(self, strand: Strand, horizon_s: float) -> None:
        """Wait no longer for words that are due by then."""
        for owed in [owed for owed in strand.owed if owed.words is None and owed.due_s <= horizon_s]:
            self._say_nothing(strand, owed)

    def _ask(self, strand: Strand, owed: Owed) -> None:
        owed.job = self._desk.lane.submit((WORDS, owed.due_s), partial(self._speak, strand, owed))

    async def _speak(self, strand: Strand, owed: Owed) -> None:
        try:
            words = await self._desk.backend.speak(owed.query, owed.answer)
        except EngineError as error:
            self._lose(strand, owed, error)
        except Exception as error:  # a mistake in the backend must not end the session: told to the log
            _log.exception("the backend failed to speak for agent %d", owed.query.percept.agent)
            self._lose(strand, owed, error)
        else:
            owed.job = None
            self._desk.outage.answered()
            self._spoken(strand, owed, words)

    def _lose(self, strand: Strand, owed: Owed, error: Exception) -> None:
        owed.job = None
        if owed.words is not None:
            return
        if self._desk.waits_for(error):
            parked = Parked(partial(self._ask, strand, owed), partial(self._give_up, strand, owed))
            self._desk.outage.park(owed, parked, str(error))
        elif isinstance(error, EngineError) and not self._desk.falls_back:
            self._give_up(strand, owed, str(error))
        else:
            self._say_nothing(strand, owed)

    def _give_up(self, strand: Strand, owed: Owed, reason: str) -> None:
        self._spoken(strand, owed, Words(Source.FALLBACK, error=reason))

    def _say_nothing(self, strand: Strand, owed: Owed) -> None:
        self._spoken(strand, owed, Words(Source.FALLBACK))

    def _spoken(self, strand: Strand, owed: Owed, words: Words) -> None:
        if owed.words is None:
            self._send(owed, words)
            self._go_on(strand)

    def _send(self, owed: Owed, words: Words) -> None:
        owed.words = words
        self.unspoken -= 1
        self._desk.let_go(owed)
        self._desk.tally.spoken(words)
        self._desk.outbox.words(wire.write_words(owed.query.percept, words, with_words(owed.answer.mind, words)))
