"""Utilities and choice probabilities for a whole batch at once.

Everything is elementwise, added up in a fixed order: numpy's sums and matrix products may round differently for
another number of rows, and then the company of a percept would change its answer.
"""

from collections.abc import Sequence
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from muster.behavior.v1.vocabulary import Act, Feature
from muster.server.builtin.weights import ACTS, FEATURES, table
from muster.server.values import Percept

_TABLE = table()
# What a feature may be at most, as utilities must stay finite whatever a client sends; distance in tens of metres.
_LOW = np.array([0.0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])[:, np.newaxis]
_HIGH = np.array([12.0, 1, 1, 1, 1, 1, 8, 1, 1, 1, 1, 1, 1, 4])[:, np.newaxis]
_SCALE = np.ones((FEATURES, 1))
_SCALE[Feature.DISTANCE] = 0.1
_FLOOR = -40.0  # logits below the best: a probability that is 0 for all purposes


def utilities(rows: Sequence[Sequence[float]], percepts: Sequence[Percept]) -> list[list[float]]:
    """The utility of every option of every percept; ``rows`` are their factors."""
    weights = _weights(np.array(rows).T)
    counts = [len(percept.options) for percept in percepts]
    owner = np.repeat(np.arange(len(percepts)), counts)
    acts = np.array([option.act for percept in percepts for option in percept.options])
    features = np.concatenate([percept.features for percept in percepts]).T * _SCALE
    np.clip(features, _LOW, _HIGH, out=features)
    utility = weights[FEATURES + acts, owner]
    for feature in range(FEATURES):
        utility += weights[feature, owner] * features[feature]
    return _split(utility.tolist(), counts)


def shares(utility: Sequence[float], acts: Sequence[Act]) -> list[float]:
    """Multinomial logit (McFadden 1974), with a size term: ten hiding spots are one idea, not ten.

    Each option counts for one over the number of options with its act, so that how finely the client lists the ways to
    do something does not decide whether it is done.
    """
    sized = [value - log(acts.count(act)) for value, act in zip(utility, acts, strict=True)]
    best = max(sized)
    odds = [exp(max(value - best, _FLOOR)) for value in sized]
    total = sum(odds)
    return [odd / total for odd in odds]


def pick(probabilities: Sequence[float], draw: float) -> int:
    """The option that a uniform draw falls on."""
    reached = 0.0
    for index, probability in enumerate(probabilities):
        reached += probability
        if draw < reached:
            return index
    return len(probabilities) - 1  # rounding left the sum just under 1


def _weights(factors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights for each percept, ``(features + acts, percepts)``, from ``(factors, percepts)``."""
    total = np.zeros((FEATURES + ACTS, factors.shape[1]))
    for row, weights in zip(factors, _TABLE, strict=True):
        total += weights[:, np.newaxis] * row
    return total


def _split(values: list[float], counts: Sequence[int]) -> list[list[float]]:
    parts: list[list[float]] = []
    start = 0
    for count in counts:
        parts.append(values[start : start + count])
        start += count
    return parts
