"""Options with letters, in an order by lot: models favour some places in a list."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from muster.behavior.v1.vocabulary import Act
from muster.server.language.cleaning import clean
from muster.server.language.draws import Draws
from muster.server.language.labels import LETTERS
from muster.server.language.tokens import estimate
from muster.server.values import Percept

_TEXT = 100  # characters
_LETTER, _LINE_END = estimate("A)"), estimate("\n")
_AWAY = re.compile(r"(?<= m) away$")  # "12 m" after a comma says as much, and there are up to 20 of them


class Lettered(NamedTuple):
    """Options as they stand in a prompt.

    Attributes:
        stands_for: for each label, the places in the percept of what it stands for; but for shared prompts, one.
        cost: tokens, estimated, of ``text``.
    """

    labels: tuple[str, ...]
    stands_for: tuple[tuple[int, ...], ...]
    text: str
    cost: float

    def by_option(self, shares: Sequence[float]) -> tuple[float, ...]:
        """Return probabilities by label as probabilities by option, in the percept's order."""
        placed = [0.0] * sum(map(len, self.stands_for))
        for share, options in zip(shares, self.stands_for, strict=True):
            for option in options:
                placed[option] = share / len(options)
        return tuple(placed)


def letter(percept: Percept, draws: Draws) -> Lettered:
    """Return a percept's options with letters."""
    places = range(len(percept.options))
    return label([(wording(percept, place), (place,)) for place in places], draws)


def label(options: Sequence[tuple[str, tuple[int, ...]]], draws: Draws) -> Lettered:
    """Return texts, and what they stand for, with letters."""
    order = sorted(range(len(options)), key=draws.order.__getitem__)
    labels = tuple(LETTERS[: len(order)])
    lines = [f"{letter}) {options[place][0]}" for letter, place in zip(labels, order, strict=True)]
    # Added up option by option, which are known from other prompts; no two of these texts are the same as a whole.
    cost = sum([_LETTER + estimate(text) for text, _ in options]) + _LINE_END * (len(lines) - 1)
    return Lettered(labels, tuple([options[place][1] for place in order]), "\n".join(lines), cost)


def wording(percept: Percept, option: int) -> str:
    """Return an option's text as one line; its act when it has none."""
    offered = percept.options[option]
    return _wording(offered.text, offered.act)


@lru_cache(maxsize=8192)
def _wording(text: str, act: Act) -> str:
    return _AWAY.sub("", clean(text, _TEXT)) or act.name.replace("_", " ").capitalize()
