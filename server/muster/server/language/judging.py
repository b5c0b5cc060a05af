"""Asks a model which of several statements fits a text best: one letter, with probabilities, as minds decide."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from muster.server.engine import Engine, EngineError, Message, Request
from muster.server.language.draws import draw
from muster.server.language.labels import distribution
from muster.server.language.lettering import label
from muster.server.language.prompts import LABEL_TOKENS

_QUESTION = "{text}\n\nWhich of these fits best?\n{options}\nAnswer with one letter."


@dataclass(frozen=True)
class Question:
    """One text to judge.

    Attributes:
        rules: what is to be done, the same for many questions. options: the statements, at most 20.
        draw_key: of the order in which they are listed, since models favour some places.
    """

    rules: str
    text: str
    options: tuple[str, ...]
    draw_key: int


@dataclass(frozen=True)
class Judgement:
    """What came of a question: one probability an option, or none and what the problem was."""

    probabilities: tuple[float, ...]
    problem: str = ""


async def judge(engine: Engine, model: str, questions: Sequence[Question]) -> list[Judgement]:
    """Return one judgement a question, in order; what fails is told in it, nothing is raised."""
    free = asyncio.Semaphore(max(engine.slots, 1))

    async def one(question: Question) -> Judgement:
        async with free:
            return await _judge(engine, model, question)

    return [*await asyncio.gather(*map(one, questions))]


async def _judge(engine: Engine, model: str, question: Question) -> Judgement:
    offered = [(text, (place,)) for place, text in enumerate(question.options)]
    lettered = label(offered, draw(question.draw_key))
    asked = _QUESTION.format(text=question.text, options=lettered.text)
    messages = (Message("system", question.rules), Message("user", asked))
    try:
        reply = await engine.complete(Request(model, messages, labels=lettered.labels, max_tokens=LABEL_TOKENS))
    except EngineError as error:
        return Judgement((), str(error))
    shares = distribution(reply, lettered.labels)
    if shares is None:
        return Judgement((), f"the model answered {reply.text[:40]!r}, which names none of the letters")
    return Judgement(lettered.by_option(shares))
