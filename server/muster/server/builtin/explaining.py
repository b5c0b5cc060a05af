"""Why the built-in mind would do what it does: the numbers behind one decision."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

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
    return Explanation(_numbers(judged.traits), _numbers(judged.now), tuple(utility))


def _numbers(values: object) -> dict[str, float]:
    """Return the fields of a frozen dataclass of numbers by name."""
    return {each.name: float(getattr(values, each.name)) for each in fields(values)}  # pyright: ignore[reportArgumentType]
