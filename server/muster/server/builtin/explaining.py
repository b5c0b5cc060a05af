"""Why the built-in mind would do what it does: the numbers behind one decision."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from muster.server.builtin.mind import utilities_of
from muster.server.values import Mind, Percept, Person, Query


@dataclass(frozen=True)
class Explanation:
    """What went into a decision.

    Attributes:
        traits, situation: by name, 0 to 1.
        utilities: one an option, in logits; only differences mean anything.
    """

    traits: Mapping[str, float]
    situation: Mapping[str, float]
    utilities: tuple[float, ...]


def explain(person: Person, mind: Mind, percept: Percept) -> Explanation:
    """Return the numbers behind what ``person``, in that state, makes of ``percept``; nothing is drawn."""
    judged, utility = utilities_of(Query(person, mind, percept))
    return Explanation(_numbers(asdict(judged.traits)), _numbers(judged.now._asdict()), tuple(utility))


def _numbers(values: Mapping[str, object]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items() if isinstance(value, int | float)}
