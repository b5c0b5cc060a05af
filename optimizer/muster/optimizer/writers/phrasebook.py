"""The built-in writer's sentences: a file a class, in it a table a text, in it who each sentence suits.

They were written from what the classes mean, before their author had read what the built-in mind looks for in a text.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from muster.optimizer.texts import FIELDS
from muster.optimizer.writers.grammar import pattern
from muster.scenario.persona import AgeBand, Duty, Persona

ANY, ADULT, MINOR, STAFF = "any", "adult", "minor", "staff"
SUITS = (ANY, ADULT, MINOR, STAFF)

Book = Mapping[str, Mapping[str, list[str]]]
"""Of one class: sentences by text and by whom they suit."""

_FOLDER = files("muster.optimizer.writers") / "phrases"


@cache
def books() -> Mapping[str, Book]:
    """Return the book of each class there are sentences for."""
    found = sorted((file for file in _FOLDER.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8")) for file in found}


def fitting(book: Book, name: str, persona: Persona) -> list[str]:
    """Return the sentences for the text ``name`` that suit somebody's age and role."""
    suits = [ANY, MINOR if persona.age_band in (AgeBand.CHILD, AgeBand.TEEN) else ADULT]
    if persona.duty in (Duty.STAFF, Duty.WARDEN, Duty.SECURITY):
        suits.append(STAFF)
    return [sentence for suit in suits for sentence in book[name].get(suit, [])]


def is_from_a_book(sentence: str) -> bool:
    """Return whether an earlier rewriting put ``sentence`` there, so that it is no fact to be kept."""
    return _any_sentence().fullmatch(sentence.strip()) is not None


@cache
def _any_sentence() -> re.Pattern[str]:
    sentences = {
        sentence
        for book in books().values()
        for name in FIELDS
        for suited in book[name].values()
        for sentence in suited
    }
    return re.compile("|".join(f"(?:{pattern(sentence).pattern})" for sentence in sorted(sentences)))
