"""Whether the ranking hangs on the exact shares that were published, or on the classifier."""

import numpy as np

from muster.optimizer.divergence import tvd
from muster.optimizer.publication.comparison import methods
from muster.optimizer.publication.design import Arm
from muster.optimizer.publication.figures import Floats, Readings, agreement, distances, figures
from muster.optimizer.publication.markdown import bounded, number, paragraph, table
from muster.optimizer.publication.record import Record
from muster.optimizer.publication.targets import benchmark

DRAWS = 500
OURS = "pevo+"


def perturbed(record: Record, readings: Readings) -> list[str]:
    """Return distances from targets as experts might have given them had they been asked again."""
    against = benchmark()
    shares = np.array(against.shares) / sum(against.shares)
    drawn = np.random.default_rng(0).dirichlet(against.concentration * shares, DRAWS)
    found = {method: _from_each(readings, method, record.sizes.reported, drawn) for method in methods(readings)}
    found = {method: values for method, values in found.items() if len(values)}
    if not found:
        return []
    apart = np.array([tvd(each, shares) for each in drawn])
    ours = found.get(OURS)
    rows = [("*the published shares*", *_spread(apart), "-")]
    rows += [(method, *_spread(values), _behind(ours, values, method)) for method, values in found.items()]
    return [
        "## Against targets that are not so sure",
        "",
        *paragraph(
            f"The same episodes against {DRAWS} targets drawn from a Dirichlet distribution around the published",
            f"shares, as sure as {against.concentration:.0f} answers (our assumption: the paper gives no uncertainty).",
            "The mean and the 5th to 95th percentile over targets. The first row is what the target's own uncertainty",
            "is worth: two crowds that differ by less are told apart by the benchmark's exact numbers only.",
        ),
        *table(("method", "mean TVD", "5 to 95 %", f"share of targets that {OURS} is nearer to"), rows),
    ]


def _from_each(readings: Readings, method: str, after: int, drawn: Floats) -> Floats:
    """Return ``(d,)`` mean TVD over seeds, from each target drawn; empty without readings."""
    those = [*readings.of(Arm(method), after).values()]
    return np.array([distances(those, target=target).mean() for target in drawn]) if those else np.array([])


def _spread(values: Floats) -> tuple[str, str]:
    low, high = np.percentile(values, [5, 95])
    return number(float(values.mean())), f"{low:.3f} to {high:.3f}"


def _behind(ours: Floats | None, values: Floats, method: str) -> str:
    return "-" if ours is None or method == OURS else f"{(ours < values).mean():.2f}"


def audited(record: Record, readings: Readings) -> list[str]:
    """Return what the auditor, which no method sees, says of the same episodes."""
    rows: list[tuple[str, ...]] = []
    for method in methods(readings):
        if those := [*readings.of(Arm(method), record.sizes.reported).values()]:
            found, agreed = figures(those), agreement(those)
            told = (
                bounded(found.tvd),
                number(found.audited),
                number(agreed.observed, ".2f"),
                number(agreed.kappa, ".2f"),
            )
            rows.append((method, *told, str(agreed.people)))
    return [
        "## The auditor's view",
        "",
        *paragraph(
            "`intruder-audit` judges the same fresh episodes by other means ([conduct](conduct.md)); no method, rule",
            "or threshold has been chosen with a look at it. It is the less accurate of the two. Kappa is over",
            "everybody, those aside included.",
        ),
        *table(("method", "TVD by the rules (95 %)", "TVD by the auditor", "agreement", "kappa", "people"), rows),
    ]
