"""Minds played by a language model, over any engine."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from muster.behavior.v1.vocabulary import Source
from muster.server.backend import BackendAbout
from muster.server.builtin import BuiltinMind
from muster.server.engine import BadReply, Engine, Exchange, Request
from muster.server.language import deciding, prompts
from muster.server.language.cleaning import clean
from muster.server.language.draws import draw
from muster.server.language.moment import perceive
from muster.server.language.sharing import Shared
from muster.server.language.speaking import read_words
from muster.server.values import Answer, Interview, Query, Spoken, Words

_ANSWER = 600  # characters, to an interviewer


class LanguageMind:
    """A backend over any engine: a decision is a letter, words are extra (docs/prompts.md).

    Keeps nothing but counts: everything it knows of a person is in the query.

    Args:
        decide: ``label`` for one letter with log-probabilities, words apart; ``json`` for all in one reply.
        share: whether like people in like situations share one distribution (of letters); each draws from it.
    """

    def __init__(
        self, engine: Engine, model: str, *, decide: Literal["label", "json"] = "label", share: bool = False
    ) -> None:
        self._engine, self._model, self._in_json = engine, model, decide == "json"
        self._shared = Shared(self._complete) if share else None
        self._counts: Counter[str] = Counter()
        self._builtin = BuiltinMind()

    @property
    def about(self) -> BackendAbout:
        """What answers here."""
        return BackendAbout(self._engine.name, self._model, is_language_model=True)

    @property
    def engine(self) -> Engine:
        """Whom it asks, for whoever has something else to ask the same model; ``close`` closes it."""
        return self._engine

    @property
    def slots(self) -> int:
        """As many as the engine has."""
        return self._engine.slots

    @property
    def counts(self) -> Mapping[str, int]:
        """How often a reply, or a field of one, was of no use, by what was wrong with it."""
        return dict(self._counts)

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        """Answer every query."""
        if len(batch) == 1:
            return [await self._decide(batch[0])]
        tasks = [asyncio.ensure_future(self._decide(query)) for query in batch]
        try:
            return await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()  # does nothing to a finished one

    async def speak(self, query: Query, answer: Answer) -> Words:
        """Return the words that go with an answer; what can't be read is left out and counted."""
        posed = answer.kept if isinstance(answer.kept, prompts.Posed) else _pose(query)
        exchange = await self._complete(prompts.words_request(self._model, posed, answer.option))
        words = read_words(query, exchange)
        self._counts.update(words.unusable)
        return words

    async def ask(self, interview: Interview) -> Spoken:
        """Answer an interviewer in character; the built-in mind answers when nothing readable comes."""
        exchange = await self._complete(prompts.interview_request(self._model, interview))
        text = clean(exchange.reply.text, _ANSWER) if exchange.reply else ""
        if exchange.reply is None or not text:
            self._counts["unreadable_interview"] += 1
            spoken = await self._builtin.ask(interview)
            return replace(spoken, source=Source.FALLBACK, exchanges=(exchange,))
        return Spoken(text, exchange.reply.source, (exchange,))

    async def check(self) -> None:
        """Return when the engine has the model."""
        await self._engine.check(self._model)

    async def close(self) -> None:
        """Let go of the engine."""
        await self._engine.close()

    async def _decide(self, query: Query) -> Answer:
        answer = await self._asked(query)
        self._counts.update(answer.unusable)
        return answer

    async def _asked(self, query: Query) -> Answer:
        if self._shared is not None and not self._in_json:
            return await self._decide_with_others(query, self._shared)
        posed = _pose(query)
        if self._in_json:
            exchange = await self._complete(prompts.json_request(self._model, posed))
            return deciding.by_json(posed.moment, posed.lettered, exchange)
        exchange = await self._complete(prompts.label_request(self._model, posed))
        return deciding.by_label(posed, exchange)

    async def _decide_with_others(self, query: Query, shared: Shared) -> Answer:
        moment, draws = perceive(query), draw(query.percept.draw_key)
        request, lettered = prompts.shared_request(self._model, moment)
        posed = prompts.Posed(moment, draws, lettered, "")
        answer = deciding.by_label(posed, await shared.complete(request))
        # One's own words are about one's own world, not about what was shared.
        return answer if answer.source is Source.FALLBACK else replace(answer, source=Source.SHARED, kept=None)

    async def _complete(self, request: Request) -> Exchange:
        """Ask; an answer that is none is survived. That nobody can be asked is for the caller to hear."""
        try:
            return Exchange(request, await self._engine.complete(request))
        except BadReply:
            return Exchange(request, None)


def _pose(query: Query) -> prompts.Posed:
    return prompts.pose(perceive(query), draw(query.percept.draw_key))
