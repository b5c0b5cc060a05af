"""How the numbers in the classifiers are come by: from labelled synthetic crowds that no figure is reported on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from tests.conduct.synthetic.crowd import Labelled

from muster.conduct.audit import Prototypes, fit
from muster.conduct.following import Weights
from muster.conduct.measured import Measured
from muster.conduct.rules import IntruderRules, Thresholds
from muster.conduct.summaries import summarise

FOLLOWING = "RUN_FOLLOWING_CROWD"
OBSERVATIONS = ("tracks", "shadow", "turned", "astray")
LEFT_OUT = ("alignment", "behind", "tracked", "crowd_exit", "own_exit")
CHOICES = {
    "in_place": (5.0, 6.0, 7.0, 8.0, 9.0),
    "straight": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
    "following": (-2.0, -1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5),
}
"""Thresholds that are tuned, and the values tried: those whose meaning leaves room; in place is within a classroom."""


@dataclass(frozen=True)
class Case:
    """Somebody whose class is known."""

    label: str
    unclear: bool
    measured: Measured


def cases(crowds: Sequence[Labelled]) -> list[list[Case]]:
    """Return those of each crowd who could act, as the rules measure them."""
    rules = IntruderRules()
    return [
        [
            Case(label, bool(unclear), measured)
            for label, unclear, measured in zip(each.labels, each.unclear, rules.measure(each.observed), strict=True)
            if label and measured is not None
        ]
        for each in crowds
    ]


def fit_weights(known: Sequence[Sequence[Case]], ridge: float = 1.0) -> Weights:
    """Return the weights of a logistic regression of following on what was observed, of clear runs."""
    weights, _ = _logistic(known, OBSERVATIONS, ridge)
    return Weights(*(round(float(each), 1) for each in weights))


def gains(known: Sequence[Sequence[Case]]) -> dict[str, float]:
    """Return by how much each observation that is not in the score would make it righter, on the same clear runs."""
    _, right = _logistic(known, OBSERVATIONS)
    return {name: _logistic(known, (*OBSERVATIONS, name))[1] - right for name in LEFT_OUT}


def _logistic(known: Sequence[Sequence[Case]], names: Sequence[str], ridge: float = 1.0) -> tuple[np.ndarray, float]:
    """Return weights, the constant first, and the share of clear runs that they tell rightly; by Newton's method."""
    runs = [case for crowd in known for case in crowd if case.label.startswith("RUN") and not case.unclear]
    x = np.array([[1.0, *(float(getattr(case.measured.company, name)) for name in names)] for case in runs])
    y = np.array([case.label == FOLLOWING for case in runs], np.float64)
    penalty = np.diag([0.0, *[ridge] * len(names)])
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        curvature = x.T @ (x * (p * (1.0 - p))[:, None]) + penalty
        weights += np.linalg.solve(curvature, x.T @ (y - p) - penalty @ weights)
    return weights, float(((x @ weights > 0) == y).mean())


def fit_thresholds(known: Sequence[Sequence[Case]], weights: Weights) -> tuple[Thresholds, float]:
    """Return the thresholds with the least mean distance (TVD) of a crowd's shares, one threshold after the other."""
    scored = [[replace(case, measured=_rescored(case.measured, weights)) for case in crowd] for crowd in known]
    best = Thresholds()
    for _ in range(2):
        for name, values in CHOICES.items():
            best = min((replace(best, **{name: value}) for value in values), key=lambda each: bias(scored, each))
    return best, bias(scored, best)


def bias(known: Sequence[Sequence[Case]], thresholds: Thresholds) -> float:
    """Return the mean TVD between true and told shares of a crowd."""
    rules = IntruderRules(thresholds)
    return float(np.mean([_tvd([(case.label, rules.outcome(case.measured)) for case in crowd]) for crowd in known]))


def fit_prototypes(crowds: Sequence[Labelled]) -> Prototypes:
    """Return the audit's examples: means over people whose conduct was clear."""
    features: list[np.ndarray] = []
    labels: list[str] = []
    for crowd in crowds:
        summary = summarise(crowd.observed)
        clear = [k for k, label in enumerate(crowd.labels) if label and summary.could_act[k] and not crowd.unclear[k]]
        features.append(summary.features[clear])
        labels += [crowd.labels[k] for k in clear]
    return fit(np.concatenate(features), labels)


def _rescored(measured: Measured, weights: Weights) -> Measured:
    return replace(measured, following=weights.score(measured.company))


def _tvd(pairs: Sequence[tuple[str, str]]) -> float:
    names = {name for pair in pairs for name in pair}
    gaps = [sum(truth == name for truth, _ in pairs) - sum(told == name for _, told in pairs) for name in names]
    return 0.5 * sum(map(abs, gaps)) / max(len(pairs), 1)
