"""What changed between two texts, word by word."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from muster.pages.markup import Html, joined, tag

ALIKE = 0.35
"""Ratio of words in common below which two texts are shown one after the other: confetti helps nobody."""


def changed(before: str, after: str) -> Html:
    """Return ``after`` with what is new in it marked, and what it took the place of struck through."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return joined(_replaced(old, new), " ")
    return joined(_pieces(matcher, old, new), " ")


def _pieces(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[str]:
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield " ".join(new[new_start:new_end])
        else:
            yield from _replaced(old[start:end], new[new_start:new_end])


def _replaced(old: list[str], new: list[str]) -> Iterator[Html]:
    if old:
        yield tag("del", " ".join(old))
    if new:
        yield tag("ins", " ".join(new))
