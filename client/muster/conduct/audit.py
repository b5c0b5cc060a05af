"""The classifier ``intruder-audit``: a second opinion by other means, which nothing is ever tuned to please.

It compares a person's conduct, summed up in numbers (``summaries``), with a typical example of each class and takes the
nearest; distances count in units of how much people of one class differ. The examples are means over labelled synthetic
crowds that nothing else has seen. It has no rule, no threshold and no code in common with the rules.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from muster.conduct.aside import why_aside
from muster.conduct.observed import Observed
from muster.conduct.summaries import FEATURES, summarise
from muster.conduct.verdict import UNKNOWN, Evidence, Verdict

Floats = NDArray[np.float64]

FILE = Path(__file__).with_name("prototypes.json")
ARRAYS = ("at", "mean", "scale", "whitening")
STIFFNESS = 0.02  # added to the variance within classes, in units of the whole: no direction counts without limit
MOST_UNUSUAL = 4.0  # standard deviations from the mean that a number counts for, at most


@dataclass(frozen=True)
class Prototypes:
    """One example of each class, in standardised and whitened numbers.

    Attributes:
        classes: ``c`` of them, ``UNKNOWN`` among them. at: ``(c, d)`` their examples.
        mean, scale: ``(d,)`` of the numbers as they come. whitening: ``(d, d)``.
    """

    classes: tuple[str, ...]
    at: Floats
    mean: Floats
    scale: Floats
    whitening: Floats

    def place(self, features: Floats) -> Floats:
        """Return ``(n, d)`` where ``features`` ``(n, d)`` lie among the examples."""
        standard = np.clip((features - self.mean) / self.scale, -MOST_UNUSUAL, MOST_UNUSUAL)
        return standard @ self.whitening


def fit(features: Floats, labels: Sequence[str]) -> Prototypes:
    """Return the examples for ``features`` ``(m, d)`` of people whose classes are known."""
    classes, which = tuple(sorted(set(labels))), np.array(labels)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    standard = np.clip((features - mean) / scale, -MOST_UNUSUAL, MOST_UNUSUAL)
    middle = np.array([standard[which == each].mean(axis=0) for each in classes])
    apart = standard - middle[[classes.index(each) for each in labels]]
    values, vectors = np.linalg.eigh(apart.T @ apart / len(apart) + STIFFNESS * np.eye(features.shape[1]))
    whitening = vectors / np.sqrt(values)
    return Prototypes(classes, middle @ whitening, mean, scale, whitening)


def to_json(prototypes: Prototypes, made_by: str) -> str:
    """Return the text of a file of examples."""
    arrays: dict[str, Floats] = {name: getattr(prototypes, name) for name in ARRAYS}
    numbers = {name: np.round(values, 5).tolist() for name, values in arrays.items()}
    return json.dumps({"made_by": made_by, "features": FEATURES, "classes": prototypes.classes, **numbers}, indent=1)


@lru_cache(maxsize=1)
def shipped() -> Prototypes:
    """Return the examples that come with muster."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    assert tuple(read["features"]) == FEATURES, f"{FILE} is of another version: {read['made_by']}"
    arrays = {name: np.array(read[name], np.float64) for name in ARRAYS}
    return Prototypes(tuple(read["classes"]), **arrays)


class IntruderAudit:
    """The classifier ``intruder-audit``."""

    name = "intruder-audit"

    def __init__(self, prototypes: Prototypes | None = None) -> None:
        self._prototypes = prototypes or shipped()
        self.classes = tuple(each for each in self._prototypes.classes if each != UNKNOWN)

    def classify(self, observed: Observed) -> Sequence[Verdict]:
        """Return a verdict on everybody, in agent order."""
        features, could_act = summarise(observed)
        way = self._prototypes.place(features)[:, None] - self._prototypes.at
        distances = np.sqrt((way**2).sum(axis=2))
        return [
            self._verdict(observed, agent, features[agent], distances[agent])
            if could_act[agent] and not why_aside(observed, agent)
            else Verdict(agent, why_aside(observed, agent) or UNKNOWN, 1.0)
            for agent in range(observed.people)
        ]

    def _verdict(self, observed: Observed, agent: int, features: Floats, distances: Floats) -> Verdict:
        first, second = (int(each) for each in np.argsort(distances)[:2])
        nearest, next_to_it = self._prototypes.classes[first], self._prototypes.classes[second]
        near, far = float(distances[first]), float(distances[second])
        text = f"most like {nearest} (distance {near:.1f}), then {next_to_it} ({far:.1f})"
        evidence = (Evidence(float(observed.free_at[agent]), "all of it", text),)
        measured = {name: float(value) for name, value in zip(FEATURES, features, strict=True)}
        return Verdict(agent, nearest, round((far - near) / max(far + near, 1e-9), 3), evidence, measured)
