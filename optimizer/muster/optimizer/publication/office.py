"""Another building: the office, from its own people and from those made in the school; and how near one can come."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from muster.optimizer.divergence import expected_floor
from muster.optimizer.publication.design import OFFICE, Arm
from muster.optimizer.publication.figures import Readings, distances, figures, pooled, target_of
from muster.optimizer.publication.markdown import bounded, number, paragraph, table
from muster.optimizer.publication.reading import Reading
from muster.optimizer.publication.record import Record

OURS = "pevo+"
LEAST = 20
"""Rewrites toward a class below which what they led to is not taken for known."""


def transfer(record: Record, readings: Readings) -> list[str]:
    """Return the office's table; nothing where it was not tried."""
    adapted, reported = record.sizes.adapted, record.sizes.reported
    native, moved = Arm(OURS, scenario=OFFICE), Arm(OURS, scenario=OFFICE, is_transfer=True)
    tried = (
        ("its own people", Arm("none", scenario=OFFICE), 0),
        ("the school's people, zero-shot", moved, 0),
        (f"the school's people, after {adapted} episodes here", moved, adapted),
        (f"its own people, after {adapted} episodes", native, adapted),
        (f"its own people, after {reported} episodes", native, reported),
    )
    rows = [_row(name, [*those.values()]) for name, arm, after in tried if (those := readings.of(arm, after))]
    if not rows:
        return []
    return [
        "## Another building",
        "",
        *paragraph(
            f"`{OFFICE}`, aligned by *{OURS}*. The school's people are those that it made there, each with the same",
            "seed; their texts are handed on and nothing else ([how](optimizing.md#another-scenario)).",
        ),
        *table(("who", "seeds x episodes", "TVD (95 %)", "chance alone", "excess", "UNKNOWN"), rows),
        *_feasible(readings),
    ]


def _row(name: str, those: list[Reading]) -> tuple[str, ...]:
    found = figures(those)
    much = f"{found.seeds} x {found.fresh}"
    return (name, much, bounded(found.tvd), number(found.floor), number(found.excess, "+.3f"), number(found.unknown))


def _feasible(readings: Readings) -> list[str]:
    """Return how near anybody could come here: by what rewriting has led to, and by the best there was."""
    here = [each for each in readings.all if each.scenario == OFFICE]
    unsteered = [each for each in here if each.method == "none"]
    if not unsteered:
        return []
    best = min(float(distances([each])[0]) for each in here)
    target = target_of(here[0])
    people = int(pooled(here[0]).sum())
    reach = number(feasible(reached(here, unsteered), target))
    return paragraph(
        "**How near one can come here.** By the best mixture of what rewriting has led to in the office, of whomever",
        f"it was, TVD {reach}: a linear programme over rows of outcomes by the class asked for, and of nobody",
        "rewritten; choosing whom to rewrite can do better than that, and a class to which hardly anybody is led by",
        f"any text stands in its way. The best population there was came to {number(best)} (picked from {len(here)} by",
        f"these same episodes, so a little too good). Chance alone makes {number(expected_floor(target, people))} of",
        "so many people.",
    )


def reached(here: list[Reading], unsteered: list[Reading]) -> NDArray[np.float64]:
    """Return ``(r, c + 1)`` shares of outcomes: a row a class that was asked for often enough, then of nobody asked."""
    last = {(each.arm, each.seed): each for each in sorted(here, key=lambda each: each.after)}
    asked = np.sum([np.array(each.asked, np.int64) for each in last.values()], axis=0)
    rows = [row / row.sum() for row in asked if row.sum() >= LEAST]
    base = np.sum([pooled(each) for each in unsteered], axis=0)
    return np.array([*rows, base / base.sum()])


def feasible(rows: NDArray[np.float64], target: NDArray[np.float64]) -> float:
    """Return the least TVD from ``target`` ``(c,)`` that a mixture of ``rows`` ``(r, c + 1)`` has."""
    wanted = np.append(target, 0.0)
    r, c = rows.shape
    # Weights, then how far each outcome is off at most: minimise half the sum of the latter.
    costs = np.concatenate([np.zeros(r), np.full(c, 0.5)])
    above = np.hstack([rows.T, -np.eye(c)])
    below = np.hstack([-rows.T, -np.eye(c)])
    sums = np.concatenate([np.ones(r), np.zeros(c)])[None, :]
    found = linprog(costs, np.vstack([above, below]), np.concatenate([wanted, -wanted]), sums, [1.0])
    assert found.fun is not None  # all weights on one row will always do
    return float(found.fun)
