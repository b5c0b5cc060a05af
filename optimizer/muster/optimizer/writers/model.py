"""Writers that ask a language model, through the same engines that play minds; any engine will do."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.resources import files
from string import Template

from muster.optimizer.texts import FIELDS, WORDS, Texts
from muster.optimizer.writer import Commission, Written
from muster.optimizer.writers.checking import problem
from muster.server.engine import BadReply, Engine, EngineError, Message, Reply, Request
from muster.server.errors import BackendError
from muster.server.language.cleaning import clean
from muster.server.language.fields import read

TRIES = 3
"""Replies to one commission that may be refused before it is given up."""
REPLY_TOKENS = 640  # six texts of 25 words, also where each letter is a token or two
WARMTH = 0.7  # temperature, with the commission's seed: people should not read alike
_LETTERS = 220  # of a text; 25 words have 150 as a rule
_SHOWN = 400  # characters of a text from elsewhere

# Plain ASCII, anchored: engines hold a model to it, and any tokenizer can spell it (see muster.server.language.fields).
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {name: {"type": "string", "pattern": f"^[a-zA-Z0-9 ,.;:'()-]{{1,{_LETTERS}}}$"} for name in FIELDS},
    "required": list(FIELDS),
    "additionalProperties": False,
}


@dataclass
class _Spent:
    prompt: int = 0
    completion: int = 0

    def add(self, reply: Reply | None) -> None:
        """Count a reply; of a bad one there may be none."""
        if reply:
            self.prompt += reply.prompt_tokens
            self.completion += reply.completion_tokens


@dataclass
class ModelWriter:
    """Asks a model for each commission, as many at a time as the engine works on, and again when a reply won't do.

    Attributes:
        name: as commands call it. model: the model's, as the engine knows it.
        engine: makes an engine; each call of ``write`` has one of its own, for it may have an event loop of its own.
    """

    name: str
    model: str
    engine: Callable[[], Engine] = field(repr=False)
    is_language_model: bool = field(default=True, init=False)

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        """Return texts for each commission; raises BackendError when the model is gone."""
        engine = self.engine()
        free = asyncio.Semaphore(max(engine.slots, 1))
        tasks = [asyncio.create_task(self._write(engine, free, commission)) for commission in commissions]
        try:
            return await asyncio.gather(*tasks)
        except EngineError as error:
            raise BackendError(f"the writer {self.name} is gone: {error}") from error
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await engine.close()

    async def _write(self, engine: Engine, free: asyncio.Semaphore, commission: Commission) -> Written:
        spent, wrong, left = _Spent(), "", TRIES
        while left > 0:
            try:
                async with free:
                    reply = await engine.complete(self._request(commission, wrong, TRIES - left))
            except BadReply as error:
                spent.add(error.reply)
                wrong, left = str(error), left - 2  # the engine's wrapper has asked twice already
                continue
            spent.add(reply)
            texts, wrong = _read(commission, reply)
            if texts:
                return Written(texts, "", spent.prompt, spent.completion)
            left -= 1
        return Written(None, wrong, spent.prompt, spent.completion)

    def _request(self, commission: Commission, wrong: str, tried: int) -> Request:
        messages = (Message("system", _rules()), Message("user", _person(commission, wrong)))
        seed = (commission.seed * TRIES + tried) % 2**31
        return Request(self.model, messages, (), SCHEMA, REPLY_TOKENS, WARMTH, seed)


def _read(commission: Commission, reply: Reply) -> tuple[Texts | None, str]:
    given, missing = read(reply.text, SCHEMA)
    if missing:
        return None, f"no plain text of at most {_LETTERS} letters for {', '.join(missing)}"
    texts = Texts(**given)
    wrong = problem(commission, texts)
    return (None, wrong) if wrong else (texts, "")


@cache
def _rules() -> str:
    return _template("rules").substitute(words=WORDS)


def _person(commission: Commission, wrong: str) -> str:
    persona, toward = commission.persona, commission.toward
    told = {name: clean(str(value), _SHOWN) for name, value in asdict(replace(persona, ties=())).items()}
    again = f"\nYour last answer was refused: {clean(wrong, _SHOWN)}. Write all six anew." if wrong else ""
    return _template("person").substitute(
        told, shown=commission.conduct or "not known", toward=clean(toward.definition, _SHOWN), again=again
    )


@cache
def _template(name: str) -> Template:
    file = files("muster.optimizer.writers") / "templates" / f"{name}.txt"
    return Template(file.read_text(encoding="utf-8").strip())
