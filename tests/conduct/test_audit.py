"""The second classifier: apart from the first, and right where there is nothing to argue about."""

import ast
import json
from pathlib import Path

import numpy as np
import pytest

import muster.conduct.audit
from conduct.people import FRAMES, observed, walk, when
from muster.conduct.audit import FILE, STIFFNESS, IntruderAudit, Prototypes, fit, shipped, to_json
from muster.conduct.summaries import FEATURES, summarise

STANDS = walk((0, 5.0, 10.0), (40, 5.0, 10.0))
LEAVES = walk((0, 40.0, 2.0), (4, 40.0, 2.0), (34, -5.0, 2.0))


def test_it_has_nothing_in_common_with_the_rules_but_what_is_observed():
    folder = Path(muster.conduct.audit.__file__).parent
    imported = {
        node.module or ""
        for name in ("audit", "summaries")
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    ours = {module.rpartition(".")[2] for module in imported if module.startswith("muster.")}
    assert ours == {"aside", "observed", "summaries", "verdict"}


@pytest.mark.parametrize(
    "path, changed, outcome",
    [
        (STANDS, {}, "FREEZE"),
        (STANDS, {"hidden": when(5.0)}, "HIDE_IN_PLACE"),
        (LEAVES, {}, "RUN_INDEPENDENTLY"),
        (STANDS, {"aware_at": np.array([np.nan]), "free_at": np.array([np.nan])}, "NEVER_AWARE"),
    ],
)
def test_plain_cases(path: np.ndarray, changed: dict[str, np.ndarray], outcome: str):
    (verdict,) = IntruderAudit().classify(observed(path, **changed))
    assert verdict.outcome == outcome


def test_numbers_are_finite_whatever_people_do():
    crowd = observed(STANDS, LEAVES, LEAVES[::-1], np.zeros((FRAMES, 2)))
    assert np.isfinite(summarise(crowd).features).all()


def test_the_nearest_example_wins_and_the_margin_is_nought_half_way():
    at = np.zeros((2, len(FEATURES)))
    at[1, 0] = 2.0
    plain = np.eye(len(FEATURES))
    examples = Prototypes(("FREEZE", "UNKNOWN"), at, np.zeros(len(FEATURES)), np.ones(len(FEATURES)), plain)
    features = np.zeros((2, len(FEATURES)))
    features[:, 0] = [0.5, 1.0]
    distances = np.abs(examples.place(features)[:, None] - examples.at).max(axis=2)
    assert distances[0].argmin() == 0
    assert distances[1, 0] == distances[1, 1]


def test_examples_are_means_of_classes_in_units_of_the_spread_within_them():
    """Two classes 4 apart, each spread by 1 and 3 along two axes: after whitening both axes count alike."""
    rng = np.random.default_rng(0)
    features = rng.normal(0.0, [1.0, 3.0], (20_000, 2))
    labels = ["a"] * 10_000 + ["b"] * 10_000
    features[10_000:, 0] += 4.0
    examples = fit(features, labels)
    wide, narrow = 1.0 + 2.0**2, 1.0  # variance of the whole along the first axis, and within a class
    apart = np.linalg.norm(examples.at[1] - examples.at[0])
    assert apart == pytest.approx(4.0 / np.sqrt(narrow + STIFFNESS * wide), rel=0.02)
    within = np.cov(examples.place(features[:10_000]).T)
    expected = [narrow / wide / (narrow / wide + STIFFNESS), 1.0 / (1.0 + STIFFNESS)]
    assert sorted(np.diag(within)) == pytest.approx(expected, rel=0.05)


def test_the_shipped_examples_are_as_their_file_says():
    read = json.loads(FILE.read_text(encoding="utf-8"))
    assert read["made_by"].startswith("python benchmarks/conduct.py prototypes")
    assert json.loads(to_json(shipped(), read["made_by"])) == read
