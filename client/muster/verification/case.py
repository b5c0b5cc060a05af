"""What a standard asks, what we found, and whether that will do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Figures = Mapping[str, float | list[float]]
"""What a trial measured, by name; units are in the names or in the finding's text."""


class Standard(StrEnum):
    """Whose tests they are; ``DATA``: experiments with people."""

    RIMEA = "rimea"
    IMO = "imo"
    ISO = "iso"
    NIST = "nist"
    DATA = "data"


TITLES = {
    Standard.RIMEA: "RiMEA 4.1.1",
    Standard.IMO: "IMO MSC.1/Circ.1533",
    Standard.ISO: "ISO 20414",
    Standard.NIST: "NIST TN 1822",
    Standard.DATA: "experiment",
}


class Verdict(StrEnum):
    """What came of a row."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Finding:
    """What a trial found.

    Attributes:
        text: our figure, with its unit, as the table shows it.
        holds: whether it meets the criterion.
        figures: the numbers behind it.
    """

    text: str
    holds: bool
    figures: Figures = field(default_factory=dict[str, "float | list[float]"])


def _no_minds() -> str:
    raise LookupError("this trial asks minds and was given none; give Bench the address of a behavior server")


@dataclass(frozen=True)
class Bench:
    """What trials are made with.

    Attributes:
        quick: fewer people and seeds, where the standard's own numbers take long.
        minds: returns the address of a behavior server; called by those trials alone in which people decide.
    """

    quick: bool = False
    minds: Callable[[], str] = _no_minds

    def seeds(self, number: int) -> range:
        """Return ``number`` seeds, or one when quick."""
        return range(1 if self.quick else number)


Trial = Callable[[Bench], Finding]
"""Tries something and says what came of it; the same on every run of one platform."""


@dataclass(frozen=True)
class Case:
    """One row: a criterion of a standard, and the trial that tells, or why there is none.

    Attributes:
        test: the standard's own number or name, with a letter where one test has several criteria.
        ours: the part of the criterion that the standard leaves open and we made a number; "" for none.
        reason: why the test does not apply; "" where there is a trial.
    """

    standard: Standard
    test: str
    title: str
    criterion: str
    trial: Trial | None = None
    ours: str = ""
    reason: str = ""

    @property
    def id(self) -> str:
        """Standard and test, as in ``rimea-12a``."""
        return f"{self.standard.value}-{self.test}"


@dataclass(frozen=True)
class Result:
    """What came of a case; ``seconds`` of wall time, 0 when another case's trial told already."""

    case: Case
    verdict: Verdict
    text: str
    figures: Figures
    seconds: float = 0.0
