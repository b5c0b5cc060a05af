"""Writers around a writer, for studies that ask what alignment is due to.

Shuffled targets must not align a crowd, or it was not the target that did it. Rewrites in other words should, or it was
the words. The controls wrap a writer before its work is checked, so that what they do is checked, too.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np

from muster.optimizer.texts import WORDS, Texts
from muster.optimizer.writer import Commission, Writer, Written
from muster.optimizer.writers.checking import ADULT, NOT_FOR_MINORS
from muster.scenario.benchmark import BenchmarkClass


class Shuffled:
    """Has everybody rewritten toward another class than asked, by chance that is keyed by the commission.

    The other classes are those that ``classes`` names, each as likely; nobody is rewritten toward one that is barred.
    """

    def __init__(self, writer: Writer, classes: Sequence[BenchmarkClass]) -> None:
        self._writer, self._classes = writer, classes
        self.name, self.is_language_model = f"{writer.name}:shuffled", writer.is_language_model

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        """Return what the writer wrote toward other classes."""
        return await self._writer.write([self._misled(commission) for commission in commissions])

    def _misled(self, commission: Commission) -> Commission:
        minor = commission.persona.age < ADULT
        others = [
            each
            for each in self._classes
            if each.id != commission.toward.id and not (minor and each.id in NOT_FOR_MINORS)
        ]
        key = [commission.seed & 0xFFFF_FFFF_FFFF_FFFF, crc32(commission.persona.id.encode()), 1]
        return replace(commission, toward=others[int(np.random.default_rng(key).integers(len(others)))])


class Paraphrased:
    """Says what a writer wrote in other words: clauses change places, words give way to others of their meaning."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.name, self.is_language_model = f"{writer.name}:paraphrased", writer.is_language_model

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        """Return what the writer wrote, in other words; the figures of what it cost are the writer's."""
        written = await self._writer.write(commissions)
        return [replace(each, texts=paraphrased(each.texts)) if each.texts else each for each in written]


def paraphrased(texts: Texts) -> Texts:
    """Return the same texts in other words."""
    return Texts(**{name: in_other_words(text) for name, text in asdict(texts).items()})


def in_other_words(text: str) -> str:
    """Return ``text`` with words replaced, and the halves of a sentence around a semicolon exchanged.

    A text that would grow beyond the limit keeps its words from there on.
    """
    said = " ".join(_turned(sentence) for sentence in re.split(r"(?<=[.!?]) ", text))
    other = _reworded(said)
    return other if len(other.split()) <= WORDS else said


def _turned(sentence: str) -> str:
    halves = sentence.rstrip(".").split("; ")
    if len(halves) != 2 or not all(halves):
        return sentence
    first, second = halves
    return f"{second[0].upper()}{second[1:]}; {first[0].lower()}{first[1:]}."


def _reworded(text: str) -> str:
    other = _known().sub(lambda found: _like(found[0], _synonyms()[found[0].lower()]), text)
    other = re.sub(r"\b([Aa]) (?=[aeio])", r"\1n ", other)
    return re.sub(r"\b([Aa])n (?=[^aeiouhAEIOUH\W])", r"\1 ", other)


def _like(said: str, other: str) -> str:
    return f"{other[0].upper()}{other[1:]}" if said[0].isupper() else other


@cache
def _synonyms() -> dict[str, str]:
    text = (files("muster.optimizer.writers") / "synonyms.toml").read_text(encoding="utf-8")
    return {word.lower(): other for word, other in tomllib.loads(text)["instead"].items()}


@cache
def _known() -> re.Pattern[str]:
    longest_first = sorted(_synonyms(), key=len, reverse=True)
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w'’-])", re.IGNORECASE)
