"""What a classifier of conduct says of one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from muster.conduct.observed import Observed

UNKNOWN = "UNKNOWN"
"""No class fits: an outcome of its own, never left out and never shared among the others."""

NEVER_AWARE = "NEVER_AWARE"
INCAPACITATED_FIRST = "INCAPACITATED_FIRST"
OUT_FIRST = "OUT_FIRST"
CUT_SHORT = "CUT_SHORT"
ASIDE = (NEVER_AWARE, INCAPACITATED_FIRST, OUT_FIRST, CUT_SHORT)
"""Those who had nothing to react to, or no time: counted apart, outside the denominator.

``OUT_FIRST`` were out of the building, and for ``CUT_SHORT`` the recording ended, before they could act.
"""


@dataclass(frozen=True)
class Evidence:
    """One thing that speaks for a verdict: when (simulated seconds), where (a region's name), and what."""

    time: float
    place: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """The conduct of one person.

    Attributes:
        outcome: a class of the classifier, ``UNKNOWN``, or one of ``ASIDE``.
        margin: 0 to 1, how far the features are from those of another outcome, relative to the thresholds.
        evidence: what led to it, in order of time.
        features: what was measured, by name; seconds and metres.
    """

    agent: int
    outcome: str
    margin: float
    evidence: tuple[Evidence, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict[str, float])


class Classifier(Protocol):
    """Puts everybody into a class."""

    @property
    def name(self) -> str:
        """As benchmarks and commands call it."""
        ...

    @property
    def classes(self) -> tuple[str, ...]:
        """Outcomes it can give besides ``UNKNOWN`` and those aside."""
        ...

    def classify(self, observed: Observed) -> Sequence[Verdict]:
        """Return a verdict on everybody, in agent order."""
        ...


def counts(verdicts: Sequence[Verdict], classes: Sequence[str]) -> dict[str, int]:
    """Return how many had each of ``classes`` and ``UNKNOWN``; those aside are not in it."""
    found = dict.fromkeys((*classes, UNKNOWN), 0)
    for verdict in verdicts:
        if verdict.outcome in found:
            found[verdict.outcome] += 1
    return found
