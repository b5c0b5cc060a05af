"""The writer ``builtin``: composes who somebody might be from its own sentences. No language model has a part in it.

What it writes supports no claim about people or about language models; it is for trying a study out, and for controls.
"""

import re
from collections.abc import Sequence
from dataclasses import fields
from zlib import crc32

import numpy as np

from muster.optimizer.texts import WORDS, Texts
from muster.optimizer.writer import Commission, Written
from muster.optimizer.writers.checking import ADULT, NOT_FOR_MINORS, given_away, unusable
from muster.optimizer.writers.grammar import spoken, variants
from muster.optimizer.writers.phrasebook import Book, books, fitting, is_from_a_book
from muster.scenario.persona import Persona

KEEPS_FACTS = ("knowledge_scope", "backstory")
"""Texts that begin with what they began with before: where somebody comes from, what they know."""

LEAST_FACT = 3  # words; less is no sentence
_ENDS = re.compile(r"(?<=\w)(?:[.;!?]| and | but | before | until | where | while | then )")


class Builtin:
    """Writes texts from phrase books; the same commission gives the same text.

    Attributes:
        name, is_language_model: as every writer has.
    """

    name = "builtin"
    is_language_model = False

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        """Return texts for each commission; None for a class that there is no book for."""
        return [self._written(commission) for commission in commissions]

    def _written(self, commission: Commission) -> Written:
        toward, persona = commission.toward.id, commission.persona
        book = books().get(toward)
        if book is None:
            known = ", ".join(books())
            return Written(None, f"the built-in writer has sentences for {known}, not for {toward}; take a model")
        if toward in NOT_FOR_MINORS and persona.age < ADULT:
            return Written(None, f"{persona.name} is {persona.age}: nobody under {ADULT} is rewritten toward {toward}")
        key = [commission.seed & 0xFFFF_FFFF_FFFF_FFFF, crc32(persona.id.encode()), crc32(toward.encode())]
        rng = np.random.default_rng(key)
        return Written(Texts(**{field.name: _text(field.name, book, persona, rng) for field in fields(Texts)}))


def _text(name: str, book: Book, persona: Persona, rng: np.random.Generator) -> str:
    sentences = fitting(book, name, persona)
    weights = np.array([variants(sentence) for sentence in sentences])  # each way of saying it is as likely
    sentence = spoken(sentences[int(rng.choice(len(sentences), p=weights / weights.sum()))], persona.pronouns, rng)
    if name not in KEEPS_FACTS:
        return sentence
    kept = fact(getattr(persona, name), WORDS - len(sentence.split()))
    return sentence if not kept or unusable(kept) or given_away(kept) else f"{kept} {sentence}"


def fact(text: str, most: int) -> str:
    """Return how ``text`` begins, as a sentence of at most ``most`` words; "" when it cannot be cut to that.

    Of a text that is the writer's own the sentence from its book is no fact.
    """
    first = re.split(r"(?<=[.!?]) ", text.strip())[0].rstrip()
    if is_from_a_book(first):
        return ""
    if len(first.split()) <= most:
        return first if first.endswith((".", "!", "?")) else f"{first}."
    starts = [first[: end.start()] for end in _ENDS.finditer(first)]
    short = [start for start in starts if LEAST_FACT <= len(start.split()) <= most]
    return f"{short[-1]}." if short else ""
