"""What a crowd's behaviour is compared with: shares of classes of conduct, and how sure they are."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What a benchmark may be used for."""

    EXPERT = "expert"  # published by people who know the field
    MEASURED = "measured"  # counted in real events
    ILLUSTRATIVE = "illustrative"  # made up; supports no claim about people


@dataclass(frozen=True)
class BenchmarkClass:
    """One class of conduct: its share of all people, and what it means in a sentence."""

    id: str
    share: float
    definition: str


@dataclass(frozen=True)
class Benchmark:
    """A distribution over classes of conduct.

    Attributes:
        source: where the shares come from.
        classifier: name of the classifier that tells the classes apart.
        concentration: how many answers the shares are worth: they are taken for the mean of a Dirichlet distribution
            with this sum of parameters.
    """

    name: str
    title: str
    standing: Standing
    source: str
    classifier: str
    classes: tuple[BenchmarkClass, ...]
    concentration: float = 100.0

    @property
    def ids(self) -> tuple[str, ...]:
        """The classes, in file order."""
        return tuple(each.id for each in self.classes)

    @property
    def shares(self) -> tuple[float, ...]:
        """Their shares, in file order; sum 1."""
        return tuple(each.share for each in self.classes)
