"""Sentences with choices: ``(Calm|Cool) under (strain|pressure).`` stands for four, ``{their}`` for a pronoun."""

import re
from math import prod

import numpy as np

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")

# Subjects are left out of persona texts, so that these three do for everybody.
_PRONOUNS = {
    "he": {"their": "his", "them": "him", "themself": "himself"},
    "she": {"their": "her", "them": "her", "themself": "herself"},
}
_NEUTRAL = {"their": "their", "them": "them", "themself": "themself"}
SLOTS = tuple(_NEUTRAL)


def spoken(sentence: str, pronouns: str, rng: np.random.Generator) -> str:
    """Return one of the sentences that ``sentence`` stands for, about somebody of these pronouns (``she/her``)."""
    chosen = _CHOICE.sub(lambda choice: _one_of(choice[1].split("|"), rng), sentence)
    words = _PRONOUNS.get(pronouns.split("/")[0].strip().lower(), _NEUTRAL)
    return _SLOT.sub(lambda slot: words[slot[1]], chosen)


def variants(sentence: str) -> int:
    """Return how many sentences ``sentence`` stands for."""
    return prod(len(choice.split("|")) for choice in _CHOICE.findall(sentence))


def longest(sentence: str) -> int:
    """Return the words of the longest sentence that ``sentence`` stands for."""
    return len(
        _CHOICE.sub(lambda choice: max(choice[1].split("|"), key=lambda each: len(each.split())), sentence).split()
    )


def pattern(sentence: str) -> re.Pattern[str]:
    """Return what matches each of the sentences that ``sentence`` stands for, and nothing else."""
    parts = re.split(r"(\([^()]*\|[^()]*\)|\{\w+\})", sentence)
    return re.compile("".join(_part(part) for part in parts))


def _part(part: str) -> str:
    if part.startswith("{"):
        return r"\w+"
    if part.startswith("(") and "|" in part:
        return f"(?:{'|'.join(re.escape(each) for each in part[1:-1].split('|'))})"
    return re.escape(part)


def _one_of(choices: list[str], rng: np.random.Generator) -> str:
    return choices[int(rng.integers(len(choices)))]
