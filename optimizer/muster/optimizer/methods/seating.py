"""Seats in classes: who is to show what, so that the crowd as a whole is likely to match the target."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from muster.optimizer.methods.counting import quotas

Floats = NDArray[np.float64]

ROUNDS = 6
"""Corrections of the number of seats; more change little."""
STEP = 0.7  # of the error that one correction makes good


def seated(outcomes: Floats, target: Floats, seats: int) -> NDArray[np.intp]:
    """Return ``(seats, 2)``: who sits down, and the class they are to show, by optimal transport.

    ``outcomes`` ``(n, c, c + 1)`` is how likely each outcome is for each of ``n >= seats`` when they are to show each
    class. Nobody shows a class for certain, so the numbers of seats are corrected until the crowd expected of them is
    as near to ``target`` ``(c,)`` as it gets.
    """
    classes = np.arange(len(target))
    gain = outcomes[:, classes, classes]
    aim, best, nearest = target.copy(), np.zeros((0, 2), np.intp), np.inf
    for _ in range(ROUNDS):
        wanted = np.repeat(classes, quotas(aim, seats))
        rows, columns = linear_sum_assignment(-gain[:, wanted])
        expected = outcomes[rows, wanted[columns]].mean(axis=0)[: len(target)]
        off = float(np.abs(expected - target).sum())
        if off < nearest:
            nearest, best = off, np.column_stack((rows, wanted[columns]))
        aim = np.maximum(aim + STEP * (target - expected), 1e-9)
        aim /= aim.sum()
    return best
