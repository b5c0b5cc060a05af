"""Traits read from a persona's text, age, duty and training."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from muster.behavior.v1.vocabulary import Duty
from muster.server.builtin.lexicon import BREAKS, NEGATIONS, SHORTEST, STEMS, STRONGER, WEAKER, Trait
from muster.server.values import Person

_TOKENS = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[.,;:!?]")
_REACH = 3  # words: "not at all easily worried" is negated still
_NEGATED = -0.8  # "not worried" says a little less than "calm"
_STRONGER, _WEAKER = 1.5, 0.5
# Evidence of one clear word (0.7) moves a trait from 0.50 to 0.71, three to 0.93.
_STEEPNESS = 1.25

_LEADERS = (Duty.STAFF, Duty.WARDEN, Duty.SECURITY)


@dataclass(frozen=True, slots=True)
class Traits:
    """Eight numbers from 0 to 1, 0.5 when nothing is known; see `Trait` for both ends of each."""

    calm: float
    bold: float
    sociable: float
    helpful: float
    leading: float
    curious: float
    swift: float = 0.5
    fiery: float = 0.5


@lru_cache(maxsize=16_384)
def read_traits(person: Person) -> Traits:
    """The traits of a person; the same texts give the same traits, whatever the name."""
    evidence = _prior(person)
    for text, weight in _texts(person):
        for trait, amount in _evidence(text):
            evidence[trait] += weight * amount
    return Traits(*(1.0 / (1.0 + exp(-_STEEPNESS * amount)) for amount in evidence))


def _texts(person: Person) -> tuple[tuple[str, float], ...]:
    """The six texts with the trust in each: what somebody *is* counts for more than what they once did."""
    return (
        (person.personality_traits, 1.0),
        (person.emotional_disposition, 1.0),
        (person.motivations_goals, 0.7),
        (person.communication_style, 0.7),
        (person.backstory, 0.5),
        (person.knowledge_scope, 0.3),
    )


def _prior(person: Person) -> list[float]:
    """Evidence before any text; magnitudes ours, small against a clear word."""
    evidence = [0.0] * len(Trait)
    if person.age < 18:
        evidence[Trait.BOLD] -= 0.2
        evidence[Trait.LEADING] -= 0.3 if person.age >= 12 else 0.7
    if person.duty in _LEADERS:
        evidence[Trait.LEADING] += 0.6
        evidence[Trait.HELPFUL] += 0.4
    if person.duty is Duty.SECURITY:
        evidence[Trait.BOLD] += 0.4
    if person.trained:
        evidence[Trait.CALM] += 0.3
        evidence[Trait.LEADING] += 0.2
    return evidence


def _evidence(text: str) -> Iterator[tuple[Trait, float]]:
    """What each word says, turned round by a negation up to `_REACH` words before it."""
    negated = degree_left = 0
    degree = 1.0
    for token in _TOKENS.findall(text.lower()):
        if token in BREAKS or not token[0].isalpha():
            negated = degree_left = 0
            continue
        if token in NEGATIONS or token.endswith(("n't", "n’t")):
            negated, degree_left = _REACH + 1, 0
        elif token in STRONGER or token in WEAKER:
            degree, degree_left = (_STRONGER if token in STRONGER else _WEAKER), 3
        for trait, weight in _lookup(token):
            yield trait, weight * (_NEGATED if negated else 1.0) * (degree if degree_left else 1.0)
        negated, degree_left = max(negated - 1, 0), max(degree_left - 1, 0)


@lru_cache(maxsize=16_384)
def _lookup(word: str) -> tuple[tuple[Trait, float], ...]:
    """What a word stands for: the longest stem it begins with; a hyphened word may hide one in each part."""
    if found := STEMS.get(word + "$"):
        return found
    for length in range(len(word), SHORTEST - 1, -1):
        if found := STEMS.get(word[:length]):
            return found
    parts = word.split("-")
    return tuple(hit for part in parts for hit in _lookup(part)) if len(parts) > 1 else ()
