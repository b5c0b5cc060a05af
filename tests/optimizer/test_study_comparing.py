"""Comparisons pair seeds, tell costs, and refuse what does not compare."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from muster.optimizer.errors import StudyMismatch
from muster.optimizer.study.comparing import compare_studies
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.population import Population
from muster.optimizer.study.spec import Spec
from muster.scenario.benchmark_file import load_benchmark
from muster.scenario.scenario_file import load_scenario

SCENARIO = load_scenario("school-intruder", agents=4)
SPEC = Spec("school-intruder", load_benchmark("hostile-intruder"), "pevo", "builtin", 1, 0, {"mind": "builtin"})
NOTHING: Mapping[str, object] = {"changes": [], "written": [], "tokens": 0}

Evaluated = Callable[..., Folder]


@pytest.fixture
def evaluated(tmp_path: Path) -> Evaluated:
    """Makes a finished study that was evaluated, with a pooled TVD of one's own choice."""

    def make(
        method: str, seed: int, tvd: float, *, spec: Spec = SPEC, decisions: int = 100, episodes: int = 20
    ) -> Folder:
        spec = replace(spec, method=method, seed=seed)
        path = tmp_path / f"{len([*tmp_path.iterdir()])}"
        folder = Folder.create(path, spec, SCENARIO)
        versions = Population(SCENARIO).now
        for number in range(spec.episodes):
            folder.write(folder.plan_file(number), NOTHING)
            found = {"tvd": 0.2, "jsd": 0.1, "kl": 0.1, "entropy_gap": 0.0}
            shown: dict[str, object] = {"seed": 1, "outcomes": [0, 1, 2, 3], "versions": versions, "divergence": found}
            cost = {"decisions": decisions, "tokens": 0, "mind": "builtin", "state_hash": "a"}
            folder.write(folder.episode_file(number), shown | cost)
        folder.write(folder.plan_file(spec.episodes), NOTHING)
        figures = {"tvd": {"value": tvd}, "jsd": {"value": tvd / 10}, "unknown": 0.01, "episodes": episodes}
        folder.write("evaluation.json", figures)
        return folder

    return make


def test_differences_are_taken_seed_by_seed(evaluated: Evaluated):
    """Worlds differ by more than methods do; paired, the difference is the same in each, and so certain."""
    ours = [evaluated("pevo+", seed, 0.03 + 0.01 * seed) for seed in range(4)]
    theirs = [evaluated("pevo", seed, 0.05 + 0.01 * seed) for seed in reversed(range(4))]
    (pair,) = compare_studies([*ours, *theirs]).pairs
    assert (pair.one, pair.other, pair.seeds) == ("pevo+", "pevo", (0, 1, 2, 3))
    assert (pair.difference.value, pair.difference.low, pair.difference.high) == pytest.approx((-0.02,) * 3)
    assert pair.ratio.value == pytest.approx(0.045 / 0.065)
    assert pair.ratio.low < pair.ratio.value < pair.ratio.high < 1


def test_seeds_that_only_one_has_are_left_out_of_the_pair(evaluated: Evaluated):
    found = compare_studies([evaluated("pevo+", 1, 0.1), evaluated("pevo+", 2, 0.3), evaluated("none", 2, 0.4)])
    assert found.pairs[0].seeds == (2,)
    assert found.pairs[0].difference.value == pytest.approx(-0.1)
    assert found.methods[0].tvd.value == pytest.approx(0.2)


def test_methods_without_a_seed_in_common_are_not_paired(evaluated: Evaluated):
    found = compare_studies([evaluated("pevo+", 1, 0.1), evaluated("none", 2, 0.4)])
    assert (found.pairs[0].seeds, np.isnan(found.pairs[0].difference.value)) == ((), True)
    assert "pevo+ and none have no seed in common, so they are not paired" in found.warnings


def test_unequal_costs_are_told_and_equal_ones_are_not(evaluated: Evaluated):
    ours, theirs = evaluated("pevo+", 1, 0.1, decisions=100), evaluated("pevo", 1, 0.1, decisions=103)
    assert not [warning for warning in compare_studies([ours, theirs]).warnings if "unequal" in warning]
    dear = evaluated("explicit", 1, 0.1, decisions=200)
    assert "unequal decisions: pevo+ 100, explicit 200 a study" in compare_studies([ours, dear]).warnings


def test_a_method_at_two_lengths_is_two_methods(evaluated: Evaluated):
    longer = replace(SPEC, episodes=3)
    found = compare_studies([evaluated("pevo", 1, 0.1), evaluated("pevo", 1, 0.05, spec=longer)])
    assert [told.method for told in found.methods] == ["pevo@1", "pevo@3"]
    assert "unequal episodes: pevo@1 1, pevo@3 3 a study" in found.warnings


@pytest.mark.parametrize(
    "change, told",
    [
        ({"spec": replace(SPEC, scenario="office-intruder")}, "the scenario school-intruder"),
        ({"spec": replace(SPEC, writer="ollama")}, "the writer builtin"),
        ({"episodes": 60}, "number of evaluation episodes 20"),
    ],
)
def test_what_differs_in_more_than_method_and_seed_is_not_compared(
    evaluated: Evaluated, change: Mapping[str, object], told: str
):
    with pytest.raises(StudyMismatch, match=told):
        compare_studies([evaluated("pevo", 1, 0.1), evaluated("none", 1, 0.1, **change)])


def test_one_study_is_not_counted_twice(evaluated: Evaluated):
    with pytest.raises(StudyMismatch, match="both of pevo with seed 1"):
        compare_studies([evaluated("pevo", 1, 0.1), evaluated("pevo", 1, 0.2)])
