"""How many runs are enough: the behavioural uncertainty of NIST TN 1822.

Ronchi, Reneke and Peacock, "A method for the analysis of behavioural uncertainty in evacuation modelling", Fire
Technology 50 (2014), also in NIST Technical Note 1822 (2013), look at the average of the first j curves of who is out
when, and at how little it changes with one run more. Their measures of likeness are those of functional analysis in
Peacock, Reneke, Davis and Jones, "Quantifying fire model evaluation using functional analysis", Fire Safety Journal 33
(1999): Euclidean relative distance (ERD), Euclidean projection coefficient (EPC), secant cosine (SC). The method leaves
its limits to whoever uses it; ``Limits`` has ours.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from muster.analysis.tracks import Floats

SPAN = 0.05
"""Of the number of people: how far apart the two points of a secant are, so that noise between neighbours in the order
of leaving is not taken for the shape of a curve."""


@dataclass(frozen=True)
class Limits:
    """How little may change with one run more, in each of ``runs`` runs in a row.

    Attributes:
        tet, sd: of the mean and of the standard deviation of the total evacuation time, as shares of themselves.
        erd, epc, sc: of consecutive averaged curves, as distance from 0, 1 and 1.
    """

    runs: int = 10
    tet: float = 0.01
    sd: float = 0.05
    erd: float = 0.01
    epc: float = 0.01
    sc: float = 0.01


@dataclass(frozen=True)
class Change:
    """How much the averages changed with run ``runs``, the second or a later one.

    Attributes:
        tet, sd: as shares; of the second run sd is 1, there being none before.
    """

    runs: int
    tet: float
    sd: float
    erd: float
    epc: float
    sc: float

    def is_within(self, limits: Limits) -> bool:
        """Whether all five are."""
        distances = (self.tet, self.sd, self.erd, abs(self.epc - 1), abs(self.sc - 1))
        allowed = (limits.tet, limits.sd, limits.erd, limits.epc, limits.sc)
        return all(distance <= most for distance, most in zip(distances, allowed, strict=True))


@dataclass(frozen=True)
class Convergence:
    """What can be said after some runs.

    Attributes:
        people: how many got out in every run, which is how far the curves go.
        changes: with the second and every later run.
        sufficed: the number of runs after which ``limits.runs`` in a row had changed nothing; None for not yet.
    """

    limits: Limits
    people: int
    changes: tuple[Change, ...]
    sufficed: int | None

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return asdict(self)


def erd(x: Floats, y: Floats) -> float:
    """Return the Euclidean relative distance of curve ``x`` from ``y``: 0 for the same."""
    return float(np.linalg.norm(x - y) / np.linalg.norm(y))


def epc(x: Floats, y: Floats) -> float:
    """Return the Euclidean projection coefficient: by what ``y`` is best multiplied to give ``x``; 1 for the same."""
    return float(x @ y / (y @ y))


def sc(x: Floats, y: Floats, span: int) -> float:
    """Return the secant cosine: 1 where both curves have the same slopes, ``span`` points apart, up to a factor."""
    slopes = x[span:] - x[:-span], y[span:] - y[:-span]
    lengths = float(np.linalg.norm(slopes[0]) * np.linalg.norm(slopes[1]))
    return float(slopes[0] @ slopes[1]) / lengths if lengths > 0 else 1.0


def convergence(out_at: Sequence[Floats], limits: Limits = Limits()) -> Convergence:
    """Return how the averages of ``out_at`` settled, run by run; one array of seconds a run, NaN for inside."""
    ordered = [np.sort(times[~np.isnan(times)]) for times in out_at]
    people = min((len(times) for times in ordered), default=0)
    if not people:
        return Convergence(limits, 0, (), None)
    curves = np.array([times[:people] for times in ordered])
    changes = tuple(_change(curves, runs) for runs in range(2, len(curves) + 1))
    return Convergence(limits, people, changes, _sufficed(changes, limits))


def _change(curves: Floats, runs: int) -> Change:
    now, before = curves[:runs].mean(axis=0), curves[: runs - 1].mean(axis=0)
    last = curves[:, -1]
    span = max(round(SPAN * curves.shape[1]), 1)
    sds = [float(last[:count].std(ddof=1)) if count > 1 else 0.0 for count in (runs - 1, runs)]
    return Change(
        runs=runs,
        tet=abs(float(last[:runs].mean() - last[: runs - 1].mean())) / float(last[:runs].mean()),
        sd=abs(sds[1] - sds[0]) / sds[1] if sds[1] > 0 else 0.0,
        erd=erd(now, before),
        epc=epc(now, before),
        sc=sc(now, before, span) if len(now) > span else 1.0,
    )


def _sufficed(changes: Sequence[Change], limits: Limits) -> int | None:
    in_a_row = 0
    for change in changes:
        in_a_row = in_a_row + 1 if change.is_within(limits) else 0
        if in_a_row == limits.runs:
            return change.runs
    return None
