"""How far two classifiers agree beyond chance: Cohen's kappa (Educ. Psychol. Meas. 20:37, 1960)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Agreement:
    """Two classifiers on the same people.

    Attributes:
        labels: ``c`` outcomes. table: ``(c, c)`` how many had the row's by the first and the column's by the second.
        observed, expected: share of people on whom they agree, and on whom two of these habits would by chance.
    """

    labels: tuple[str, ...]
    table: NDArray[np.int64]

    @property
    def people(self) -> int:
        """How many were judged by both."""
        return int(self.table.sum())

    @property
    def observed(self) -> float:
        """Share of people on whom they agree; NaN without anybody."""
        return float(np.trace(self.table) / self.people) if self.people else math.nan

    @property
    def expected(self) -> float:
        """Share on whom they would agree by chance, given how often each uses each outcome."""
        if not self.people:
            return math.nan
        return float((self.table.sum(axis=0) * self.table.sum(axis=1)).sum() / self.people**2)

    @property
    def kappa(self) -> float:
        """1 for full agreement, 0 for chance; NaN where both put everybody into one and the same outcome."""
        return (self.observed - self.expected) / (1.0 - self.expected) if self.expected < 1.0 else math.nan

    @property
    def standard_error(self) -> float:
        """Of kappa, by Cohen's formula for large samples of independent people, which those of one run are not."""
        if not self.expected < 1.0:
            return math.nan
        return math.sqrt(self.observed * (1.0 - self.observed) / self.people) / (1.0 - self.expected)


def agreement(first: Sequence[str], second: Sequence[str], labels: Sequence[str]) -> Agreement:
    """Return the agreement over those whose two outcomes are both among ``labels``."""
    place = {label: number for number, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)), np.int64)
    for one, other in zip(first, second, strict=True):
        if one in place and other in place:
            table[place[one], place[other]] += 1
    return Agreement(tuple(labels), table)
