"""Options with letters, in an order by lot: models favour some places in a list."""

import re
from typing import NamedTuple

from muster.server.language.cleaning import clean
from muster.server.language.draws import Draws
from muster.server.language.labels import LETTERS
from muster.server.values import Percept

_TEXT = 100  # characters
_AWAY = re.compile(r"(?<= m) away$")  # "12 m" after a comma says as much, and there are up to 20 of them


class Lettered(NamedTuple):
    """Options as they stand in a prompt; ``order[i]`` is the place in the percept of the option with letter i."""

    labels: tuple[str, ...]
    order: tuple[int, ...]
    text: str

    def in_percept_order(self, shares: list[float]) -> tuple[float, ...]:
        """Return probabilities by letter as probabilities by option."""
        placed = [0.0] * len(shares)
        for share, option in zip(shares, self.order, strict=True):
            placed[option] = share
        return tuple(placed)


def letter(percept: Percept, draws: Draws) -> Lettered:
    """Return a percept's options with letters."""
    order = tuple(sorted(range(len(percept.options)), key=draws.order.__getitem__))
    labels = tuple(LETTERS[: len(order)])
    lines = [f"{label}) {wording(percept, option)}" for label, option in zip(labels, order, strict=True)]
    return Lettered(labels, order, "\n".join(lines))


def wording(percept: Percept, option: int) -> str:
    """Return an option's text as one line; its act when it has none."""
    offered = percept.options[option]
    return _AWAY.sub("", clean(offered.text, _TEXT)) or offered.act.name.replace("_", " ").capitalize()
