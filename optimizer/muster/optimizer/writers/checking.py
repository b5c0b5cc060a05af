"""What every rewrite is checked for before anybody becomes it: length, plain text, and no class given away.

Who somebody is cannot be changed by a rewrite: ``Texts`` has no place for it.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files

from muster.optimizer.texts import WORDS, Texts
from muster.optimizer.writer import Commission, Writer, Written

ADULT = 18
NOT_FOR_MINORS = ("FIGHT",)
"""Nobody under 18 is ever rewritten toward these."""

LETTERS = 250
"""Of one text at most: 25 words of ten letters; words may not be glued together to slip through."""

# Letters of any script, digits, and the punctuation of prose: neither markup nor control characters.
_PROSE = re.compile(r"[^\W_](?:[^\W_]|[ .,;:!?'’()&%/–—-])*", re.UNICODE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*", re.UNICODE)


def problem(commission: Commission, texts: Texts) -> str:
    """Return what keeps ``texts`` from being used, "" when nothing does."""
    return next(_problems(commission, texts), "")


def _problems(commission: Commission, texts: Texts) -> Iterator[str]:
    persona, toward = commission.persona, commission.toward.id
    if toward in NOT_FOR_MINORS and persona.age < ADULT:
        yield f"{persona.name} is {persona.age}: nobody under {ADULT} is rewritten toward {toward}"
    for name, text in asdict(texts).items():
        found = unusable(text) or given_away(text)
        if found:
            yield f"{name}: {found}"


def unusable(text: str) -> str:
    """Return why ``text`` is no short plain text, "" when it is."""
    words = len(text.split())
    if not words:
        return "is empty"
    if words > WORDS:
        return f"has {words} words, {WORDS} are allowed"
    if len(text) > LETTERS:
        return f"has {len(text)} letters, {LETTERS} are allowed"
    if _PROSE.fullmatch(text) is None:
        return f"is no plain prose: {text!r}"
    return ""


def given_away(text: str) -> str:
    """Return which word or phrase names a class, the event, or reads like an instruction; "" when none does."""
    line = _innocent().sub("", " ".join(_WORD.findall(text)).lower().replace("’", "'") + " ")
    words = line.split()
    for of, found in _word_patterns():
        for word in words:
            if found.fullmatch(word):
                return f"{word!r} gives a class away ({of})"
    for of, found in _phrase_patterns():
        match = found.search(line)
        if match:
            said = match[0].strip()
            return f"{said!r} is an instruction" if of == "INSTRUCTION" else f"{said!r} gives a class away ({of})"
    return ""


class Checked:
    """Any writer, each of its rewrites checked; what is refused carries the reason."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.name, self.is_language_model = writer.name, writer.is_language_model

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        """Return what the writer wrote, without what must not be used."""
        written = await self._writer.write(commissions)
        return [_checked(commission, each) for commission, each in zip(commissions, written, strict=True)]


def _checked(commission: Commission, written: Written) -> Written:
    if written.texts is None:
        return written
    found = problem(commission, written.texts)
    return replace(written, texts=None, problem=found) if found else written


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("muster.optimizer.writers") / "class_words.toml").read_text(encoding="utf-8"))


@cache
def _innocent() -> re.Pattern[str]:
    return re.compile("|".join(_phrase(phrase) for phrase in _lists()["innocent"]["ANY"]))


@cache
def _word_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    stems = [(of, re.compile(f"(?:{'|'.join(map(re.escape, stems))}).*")) for of, stems in _lists()["stems"].items()]
    words = [(of, re.compile("|".join(map(re.escape, words)))) for of, words in _lists()["words"].items()]
    return (*stems, *words)


@cache
def _phrase_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (of, re.compile("|".join(_phrase(phrase) for phrase in phrases))) for of, phrases in _lists()["phrases"].items()
    )


def _phrase(phrase: str) -> str:
    """Return a pattern of a phrase; ``_`` is one word more or none, each word may go on."""
    parts = [r"(?:\S+ )?" if word == "_" else rf"{re.escape(word)}\S* " for word in phrase.split()]
    return rf"(?<!\S){''.join(parts)}"
