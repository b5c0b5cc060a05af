"""The published table: nothing is run twice or mixed, a stop costs nothing, and verdicts follow from figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from muster.optimizer.divergence import tvd
from muster.optimizer.errors import StudyDamaged, StudyMismatch
from muster.optimizer.intervals import Interval
from muster.optimizer.publication import record
from muster.optimizer.publication.claims import CONFIRMED, NOT_RUN, OPEN, REFUTED, Claim
from muster.optimizer.publication.comparison import NO_CLAIM
from muster.optimizer.publication.conducting import Cast, Laboratory
from muster.optimizer.publication.design import (
    MAIN,
    METHODS,
    ONE_SHOT,
    SMALL,
    TOLD,
    Arm,
    Sizes,
    Unit,
    cost,
    units,
)
from muster.optimizer.publication.document import SELF_TEST, document
from muster.optimizer.publication.figures import Readings, figures, obedience, quotient
from muster.optimizer.publication.keeping import Keeping
from muster.optimizer.publication.office import feasible
from muster.optimizer.publication.personas import changed
from muster.optimizer.publication.power import Assumed, powers
from muster.optimizer.publication.provenance import check
from muster.optimizer.publication.reading import Reading
from muster.optimizer.publication.record import Record
from muster.optimizer.publication.targets import OTHERS, benchmark
from muster.optimizer.study.episodes import Done, Job
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import last_population, population_after
from muster.scenario.benchmark_file import load_benchmark
from optimizer.report_studies import Pretending
from support.tree import ROOT

CAST = Cast(writer="scripted")
TARGET = np.array(load_benchmark("hostile-intruder").shares)
SECTIONS = (
    "What was expected, and what is",
    "Methods after 2 episodes of learning",
    "Over episodes of learning",
    "Controls: shuffled targets and other words",
    "What the texts give away",
    "The auditor's view",
    "Against targets that are not so sure",
    "Other targets",
    "Another building",
    "How many seeds and episodes it takes",
    "The same with a language model",
    "How it was made",
)


class Killed(Exception):
    """Stands for whatever ends a process."""


@dataclass
class Watched:
    """Shows what texts say, to the auditor, too; remembers which episodes it ran, and may be killed before one."""

    world: Pretending = field(default_factory=Pretending)
    kill_at: int = -1
    ran: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        for job in jobs:
            if len(self.ran) == self.kill_at:
                raise Killed
            self.ran.append((job.scenario, job.seed))
            (done,) = self.world.run([job])
            yield replace(done, audited=done.outcomes)


def conducted(path: Path, sizes: Sizes = SMALL, runner: Watched | None = None, until: float = float("inf")) -> bool:
    """Run a design's studies in a pretended world, one after the other."""
    path.mkdir(exist_ok=True)
    watched = runner or Watched()
    check(path, CAST, "unix:none", watched)
    return Laboratory(path, CAST, "unix:none", Keeping(watched, path / "episodes", until=until)).conduct(
        units(sizes), 1
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Record, Watched]:
    """Every part of the table, as a self-test would have it; to be read only."""
    path, watched = tmp_path_factory.mktemp("table"), Watched()
    assert conducted(path, runner=watched)
    made = record.made(path, SMALL)
    return path, replace(made, provenance={**made.provenance, "writer": {"name": "builtin"}}), watched


def test_the_people_behind_none_are_those_that_were_frozen():
    assert changed() == []


def test_people_that_were_changed_are_told_in_the_document(whole: tuple[Path, Record, Watched]):
    text = document(replace(whole[1], changed=("school-intruder",)))
    assert "are not those that were frozen" in text


def test_every_part_of_the_document_is_made(whole: tuple[Path, Record, Watched]):
    text = document(whole[1])
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [*SECTIONS]
    assert text.splitlines()[2] == f"*{SELF_TEST}*"
    assert all(f"\n| {method} | 1 x " in text for method in METHODS)
    assert "populations are missing" not in text


def test_every_method_at_every_number_of_episodes_is_in_the_default_design():
    found = {(unit.arm, after) for unit in units(Sizes()) for after in unit.fresh}
    learning = [method for method in METHODS if method not in ONE_SHOT]
    assert {(Arm(method), after) for method in learning for after in (3, 5, 10, 20)} <= found
    assert {(Arm(method), 1) for method in ONE_SHOT} <= found


def test_the_main_comparison_has_all_its_seeds_and_episodes():
    sizes = Sizes()
    for method in MAIN:
        mains = [unit for unit in units(sizes) if unit.arm == Arm(method)]
        assert [unit.seed for unit in mains] == list(range(1, sizes.seeds + 1))
        assert {max(unit.fresh.values()) for unit in mains} == {sizes.evaluations}


def test_no_episode_is_run_twice(whole: tuple[Path, Record, Watched]):
    ran = whole[2].ran
    assert len(ran) == len(set(ran)) < cost(units(SMALL))


def test_a_reset_that_never_fires_costs_nothing(whole: tuple[Path, Record, Watched]):
    by_method = {each.method: each for each in whole[1].readings if each.arm in (Arm("pevo"), Arm("pevo-reset"))}
    assert by_method["pevo-reset"].resets == 0
    assert by_method["pevo-reset"].counts[0] == by_method["pevo"].counts[0]


def test_stopped_anywhere_it_goes_on_to_the_same_figures(tmp_path: Path):
    sizes, whole, stopped = replace(SMALL, methods=("pevo",)), tmp_path / "whole", tmp_path / "stopped"
    uninterrupted, ran = Watched(), 0
    assert conducted(whole, sizes, uninterrupted)
    for kill_at in (3, 7):
        watched = Watched(kill_at=kill_at)
        with pytest.raises(Killed):
            conducted(stopped, sizes, watched)
        ran += len(watched.ran)
    last = Watched()
    assert conducted(stopped, sizes, last)
    assert ran + len(last.ran) == len(uninterrupted.ran)
    assert record.made(stopped, sizes).readings == record.made(whole, sizes).readings


def test_out_of_time_the_document_says_what_is_missing(tmp_path: Path):
    watched = Watched()
    assert not conducted(tmp_path, runner=watched, until=0.0)
    assert watched.ran == []
    text = document(record.made(tmp_path, SMALL))
    assert "**30 populations are missing.**" in text
    assert "not run" in text


def test_a_population_counts_once_all_its_fresh_episodes_are_there(tmp_path: Path):
    sizes = replace(SMALL, methods=("none",), targets=())
    assert conducted(tmp_path, sizes)
    more = replace(sizes, side_evaluations=2)
    assert len(record.made(tmp_path, sizes).readings) == 2
    assert record.made(tmp_path, more).readings == ()
    assert conducted(tmp_path, more)
    assert len(record.made(tmp_path, more).readings) == 2


def test_figures_of_another_world_are_not_mixed_in(tmp_path: Path):
    check(tmp_path, Cast(), "unix:none", Watched())
    check(tmp_path, Cast(), "unix:none", Watched())
    with pytest.raises(StudyMismatch, match="another fingerprint"):
        check(tmp_path, Cast(), "unix:none", Watched(Pretending(unknown=0.5)))
    with pytest.raises(StudyMismatch, match="another writer and fingerprint"):
        check(tmp_path, CAST, "unix:none", Watched())


def test_the_document_is_made_again_from_the_record_alone(tmp_path: Path, whole: tuple[Path, Record, Watched]):
    record.save(whole[1], tmp_path / "table.json")
    assert document(record.load(tmp_path / "table.json")) == document(whole[1])


def test_a_record_that_cannot_be_read_names_the_remedy(tmp_path: Path):
    (tmp_path / "table.json").write_text("{}")
    with pytest.raises(StudyDamaged, match="make alignment"):
        record.load(tmp_path / "table.json")


def test_the_published_document_is_what_its_record_says():
    file = ROOT / "docs/alignment.json"
    if not file.exists():
        pytest.skip("nothing has been published yet: make alignment")
    assert document(record.load(file)) == (ROOT / "docs/alignment.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("method", [method for method in METHODS if method not in TOLD])
def test_people_after_some_episodes_are_those_of_a_study_of_so_many(tmp_path: Path, method: str):
    long, short = Unit(Arm(method), 1, {3: 1}), Unit(Arm(method), 1, {2: 1})
    runner = Keeping(Watched(), tmp_path / "episodes")
    assert Laboratory(tmp_path, CAST, "unix:none", runner).conduct([long], 1)
    runner = Keeping(Watched(), tmp_path / "episodes")
    assert Laboratory(tmp_path, CAST, "unix:none", runner).conduct([short], 1)
    one, other = (Folder.open(tmp_path / "studies" / unit.path) for unit in (long, short))
    after, last = population_after(one, 2), last_population(other)
    assert (after.now, after.versions) == (last.now, last.versions)


def reading(
    seed: int = 1, counts: Sequence[Sequence[int]] = ((20, 20, 10, 10, 10, 10, 0),), **other: object
) -> Reading:
    """One that differs from a plain one in what is given."""
    plain: dict[str, object] = {
        "method": "pevo",
        "control": "",
        "target": "",
        "scenario": "school-intruder",
        "is_transfer": False,
        "seed": seed,
        "after": 10,
        "counts": counts,
        "aside": 0,
        "confusion": np.diag([10] * 8).tolist(),
        "asked": np.zeros((6, 7), int).tolist(),
        "decoded": (0, 0, 0),
        "decisions": 5,
        "commissions": 3,
        "refused": 0,
        "resets": 0,
    }
    return Reading.from_json({**plain, **other})


def test_too_much_unknown_supports_no_claim(whole: tuple[Path, Record, Watched]):
    counts = [[22, 21, 10, 10, 9, 3, 5]] * 2
    assert figures([reading(counts=counts)]).unknown == pytest.approx(5 / 80)
    assert NO_CLAIM in document(replace(whole[1], readings=(reading(counts=counts, after=2),)))
    assert NO_CLAIM not in document(replace(whole[1], readings=(reading(after=2),)))


@pytest.mark.parametrize(
    "low, high, is_least, verdict",
    [
        (0.5, 0.9, False, CONFIRMED),
        (0.91, 1.2, False, REFUTED),
        (0.8, 1.0, False, OPEN),
        (0.9, 1.2, True, CONFIRMED),
        (0.5, 0.89, True, REFUTED),
        (0.8, 1.0, True, OPEN),
    ],
)
def test_a_verdict_follows_from_the_whole_interval(low: float, high: float, is_least: bool, verdict: str):
    assert Claim("", Interval((low + high) / 2, low, high), 0.9, 12, is_least).verdict == verdict


def test_a_claim_without_seeds_has_not_been_run():
    assert Claim("", Interval(float("nan"), float("-inf"), float("inf")), 0.9, 0).verdict == NOT_RUN


def test_methods_are_compared_on_the_seeds_and_episodes_that_both_have():
    far, near = [40, 20, 10, 5, 5, 0, 0], [22, 21, 10, 10, 9, 8, 0]
    ours = {seed: reading(seed, [near, far]) for seed in (1, 2)}
    theirs = {seed: reading(seed, [near]) for seed in (1, 2, 3)}
    assert quotient(ours, theirs).value == pytest.approx(1.0)


def test_with_several_seeds_claims_are_decided_and_the_power_is_told(whole: tuple[Path, Record, Watched]):
    near, far = [22, 21, 10, 10, 9, 8, 0], [30, 15, 13, 5, 9, 8, 0]
    readings = [
        reading(seed, [counts, counts], method=method, after=2)
        for method, counts in (("pevo+", near), ("pevo", far))
        for seed in range(1, 6)
    ]
    text = document(replace(whole[1], readings=tuple(readings)))
    assert "| *pevo+* comes to a TVD of 0.05 or less in most seeds | > 2.5 seeds | 5 seeds | 5 | confirmed |" in text
    assert "| *pevo+* over *pevo*, ratio | <= 0.90 | 0.091 (0.091 to 0.091) | 5 | confirmed |" in text
    assert "The last column assumes what was seen here" in text


def test_obedience_is_one_for_what_is_always_shown_and_none_for_chance():
    obeys = np.hstack([np.diag([7] * 6), np.zeros((6, 1), int)]).tolist()
    ignores = np.tile([3, 4, 5, 1, 2, 2, 1], (6, 1)).tolist()
    assert obedience([reading(asked=obeys)]).value == pytest.approx(1.0)
    assert obedience([reading(asked=ignores)]).value == pytest.approx(0.0, abs=1e-12)


def test_whoever_is_told_outright_counts_as_asked(whole: tuple[Path, Record, Watched]):
    """In the pretended world instructions change nothing, and rewrites lead to what they aim at."""
    asked = {each.method: each.asked for each in whole[1].readings if each.arm == Arm(each.method)}
    assert 70 <= np.sum(asked["explicit"]) <= 80
    assert obedience([reading(asked=asked["explicit"])]).value == pytest.approx(0.0, abs=0.05)
    assert obedience([reading(asked=asked["pevo"])]).value > 0.9


def test_one_episode_of_one_seed_has_no_interval():
    found = figures([reading()]).tvd
    assert (found.low, found.high) == (float("-inf"), float("inf"))


def test_what_is_feasible_is_the_nearest_mixture():
    certain, one = np.eye(7)[:6], np.array([[0.0, 1, 0, 0, 0, 0, 0]])
    assert feasible(certain, TARGET) == pytest.approx(0.0, abs=1e-9)
    assert feasible(one, TARGET) == pytest.approx(tvd(one[0], np.append(TARGET, 0.0)))
    assert feasible(certain[:5], TARGET) == pytest.approx(TARGET[5])


def test_equal_methods_are_hardly_ever_told_apart():
    """The lower limit makes it rarer than one in forty; of 500, that is 13 and three standard errors."""
    (same,) = powers(TARGET, np.random.default_rng(1), Assumed(ours=0.04, theirs=0.04), [(12, 40)])
    assert same.power <= (0.025 * 500 + 3 * (0.025 * 500) ** 0.5) / 500


def test_the_power_is_that_of_the_study_which_the_methods_come_from():
    """As close as was promised, and three standard errors of 500 repeats."""
    found = powers(TARGET, np.random.default_rng(1), None, [(6, 20), (20, 20), (12, 60)])
    for each, published in zip(found, (0.16, 0.60, 0.92), strict=True):
        assert abs(each.power - published) <= 0.06 + 3 * (published * (1 - published) / 500) ** 0.5


@pytest.mark.parametrize("target", OTHERS)
def test_other_targets_are_whole_illustrative_and_ask_minors_for_no_more(target: str):
    other, published = benchmark(target), benchmark()
    assert sum(other.shares) == pytest.approx(1.0)
    assert other.standing == "illustrative"
    assert dict(zip(other.ids, other.shares, strict=True))["FIGHT"] <= published.shares[published.ids.index("FIGHT")]


def test_readings_of_a_method_that_learns_nothing_are_those_of_any_number():
    those = Readings([reading(method="none", after=1)])
    assert those.of(Arm("none"), 10).keys() == {1}
    assert those.of(Arm("pevo"), 10) == {}
