"""How well conduct is told: accuracy, confusion and bias of the classifiers on labelled synthetic crowds.

    python benchmarks/conduct.py              the tables of docs/conduct.md, on crowds that nothing was fitted to
    python benchmarks/conduct.py fit          the weights and thresholds of intruder-rules
    python benchmarks/conduct.py prototypes   the examples of intruder-audit, written into its file

Options: --crowds N, --quick. Each of the three has seeds of its own.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the generator, which lives with the tests

from conduct_baseline import baseline
from conduct_fit import cases, fit_prototypes, fit_thresholds, fit_weights, gains
from tests.conduct.synthetic.crowd import crowds
from tests.conduct.synthetic.scripts import LABELS

from muster.conduct.agreement import agreement
from muster.conduct.audit import FILE, IntruderAudit, to_json
from muster.conduct.observed import Observed
from muster.conduct.rules import IntruderRules

TRAINING, HELD_OUT, PROTOTYPES = 1, 2, 3
"""Seeds; a crowd is drawn anew from (seed, number)."""

Told = Callable[[Observed], list[str]]
FOLLOWING, ALONE = "RUN_FOLLOWING_CROWD", "RUN_INDEPENDENTLY"


def rules(observed: Observed) -> list[str]:
    return [verdict.outcome for verdict in IntruderRules().classify(observed)]


def audit(observed: Observed) -> list[str]:
    return [verdict.outcome for verdict in IntruderAudit().classify(observed)]


CLASSIFIERS: dict[str, Told] = {"intruder-rules": rules, "intruder-audit": audit, "index alone": baseline}


class Judged:
    """Everybody of all crowds: the truth, and what each classifier said.

    Attributes:
        truth: ``(m,)`` labels. clear: ``(m,)``. crowd: ``(m,)`` which crowd. kind: ``(m,)`` of which kind.
        told: by classifier, ``(m,)``.
    """

    def __init__(self, seed: int, count: int) -> None:
        rows: list[tuple[str, bool, int, str, *tuple[str, ...]]] = []
        for number, crowd in enumerate(crowds(seed, count)):
            told = [classify(crowd.observed) for classify in CLASSIFIERS.values()]
            for agent, label in enumerate(crowd.labels):
                if label:
                    rows.append((label, not crowd.unclear[agent], number, crowd.kind, *(each[agent] for each in told)))
        truth, clear, crowd, kind, *told = zip(*rows, strict=True)
        self.truth, self.clear, self.kind = np.array(truth), np.array(clear), np.array(kind)
        self.crowd = np.array(crowd)
        self.told = {name: np.array(each) for name, each in zip(CLASSIFIERS, told, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("report", "fit", "prototypes"), default="report")
    parser.add_argument("--crowds", type=int, default=200)
    parser.add_argument("--quick", action="store_true", help="a tenth of the crowds")
    options = parser.parse_args()
    count = max(options.crowds // 10, 5) if options.quick else options.crowds
    if options.what == "fit":
        print_fit(count)
    elif options.what == "prototypes":
        made_by = f"python benchmarks/conduct.py prototypes --crowds {count}"
        FILE.write_text(to_json(fit_prototypes([*crowds(PROTOTYPES, count)]), made_by) + "\n", encoding="utf-8")
        print(f"{FILE.name} written from {count} crowds")
    else:
        print("\n".join(report(Judged(HELD_OUT, count), count)))


def print_fit(count: int) -> None:
    known = cases([*crowds(TRAINING, count)])
    weights = fit_weights(known)
    thresholds, bias = fit_thresholds(known, weights)
    print(f"From {count} crowds, {sum(map(len, known))} people, mean TVD of a crowd {bias:.3f}")
    print(weights)
    print(thresholds)
    for name, gain in gains(known).items():
        print(f"With {name}, too, the score would tell {gain:+.4f} more of the clear runs")


def report(judged: Judged, count: int) -> Iterator[str]:
    clear = judged.clear.mean()
    yield f"{count} crowds, {len(judged.truth)} people who could act, {clear:.0%} of them unambiguous"
    yield ""
    yield from _scores(judged)
    for name in CLASSIFIERS:
        yield ""
        yield from _confusion(name, judged.truth, judged.told[name])
    yield ""
    yield from _kinds(judged)
    found = agreement([*judged.told["intruder-rules"]], [*judged.told["intruder-audit"]], LABELS)
    yield ""
    yield f"Rules and audit agree on {found.observed:.3f}, kappa {found.kappa:.3f}"


def _scores(judged: Judged) -> Iterator[str]:
    yield "| classifier | accuracy | unambiguous | following found | independent found | TVD pooled | TVD of a crowd |"
    yield "|---|---|---|---|---|---|---|"
    for name, told in judged.told.items():
        right = told == judged.truth
        crowds_tvd = [tvd(judged.truth[judged.crowd == k], told[judged.crowd == k]) for k in np.unique(judged.crowd)]
        cells = [
            _with_interval(right.astype(float), judged.crowd),
            _with_interval(right[judged.clear].astype(float), judged.crowd[judged.clear]),
            *(f"{right[judged.truth == label].mean():.3f}" for label in (FOLLOWING, ALONE)),
            f"{tvd(judged.truth, told):.3f}",
            f"{np.mean(crowds_tvd):.3f}",
        ]
        yield f"| {name} | {' | '.join(cells)} |"


def _confusion(name: str, truth: np.ndarray, told: np.ndarray) -> Iterator[str]:
    yield f"| {name}: true, told | {' | '.join(LABELS)} | found |"
    yield f"|---|{'---|' * (len(LABELS) + 1)}"
    for label in LABELS:
        of = told[truth == label]
        yield f"| {label} | {' | '.join(str((of == each).sum()) for each in LABELS)} | {(of == label).mean():.3f} |"
    right = [f"{(truth[told == each] == each).mean():.3f}" for each in LABELS]
    yield f"| *right of those told* | {' | '.join(right)} | |"


def _kinds(judged: Judged) -> Iterator[str]:
    yield f"| accuracy by kind of crowd | {' | '.join(CLASSIFIERS)} |"
    yield f"|---|{'---|' * len(CLASSIFIERS)}"
    for kind in dict.fromkeys(judged.kind):
        of = judged.kind == kind
        shares = [f"{(told[of] == judged.truth[of]).mean():.3f}" for told in judged.told.values()]
        yield f"| {kind} | {' | '.join(shares)} |"


def tvd(truth: np.ndarray, told: np.ndarray) -> float:
    """Total variation distance between true and told shares."""
    return 0.5 * float(sum(abs((truth == label).mean() - (told == label).mean()) for label in LABELS))


def _with_interval(values: np.ndarray, crowd: np.ndarray) -> str:
    """Return the mean with a 95 % bootstrap interval over crowds, since people of one crowd are not independent."""
    sums, sizes = np.bincount(crowd, values), np.bincount(crowd)
    chosen = np.random.default_rng(0).integers(0, len(sizes), (2000, len(sizes)))
    means = sums[chosen].sum(axis=1) / np.maximum(sizes[chosen].sum(axis=1), 1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{values.mean():.3f} ({low:.3f}-{high:.3f})"


if __name__ == "__main__":
    main()
