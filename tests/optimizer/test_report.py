"""Pages about studies: figures are the study's own, what others wrote is only text, doubts are told first."""

import base64
import json
import re
import shutil
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from typer.main import get_command
from typer.testing import CliRunner

from muster.cli import app
from muster.optimizer.errors import StudyDamaged, StudyExists, StudyMismatch, StudyUnknown
from muster.optimizer.methods.registry import OURS
from muster.optimizer.report.comparison_page import comparison_page
from muster.optimizer.report.diffs import changed
from muster.optimizer.report.divergence_plot import floor_of
from muster.optimizer.report.figures import flows, led, shares
from muster.optimizer.report.notices import banner, notices
from muster.optimizer.report.page import study_page
from muster.optimizer.report.reading import read_study
from muster.optimizer.report.redo import commands
from muster.optimizer.report.told import Told
from muster.optimizer.report.writing import write_report
from muster.optimizer.study.comparing import compare_studies
from muster.optimizer.study.evaluation import evaluate, frozen
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import last_population
from muster.optimizer.texts import texts_of
from muster.optimizer.writer import Commission, Written
from muster.pages.markup import Html, tag
from muster.pages.plot import figure_text
from muster.scenario.benchmark import Standing
from muster.scenario.population import people
from muster.scenario.scenario import Population
from optimizer.report_studies import BENCHMARK, HIDES, SPEC, Pretending, Wordy, of_method, school, study, told

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study(tmp_path_factory.mktemp("studies") / "pevo-3")


@pytest.fixture(scope="module")
def pevo(path: Path) -> Told:
    return read_study(path)


def stories_in(page: str) -> list[str]:
    packed = re.search(r'id="stories">([^<]*)<', page)
    assert packed is not None
    return json.loads(zlib.decompress(base64.b64decode(packed[1])))


class Evil:
    """Writes markup; a study is run with it unchecked."""

    name, is_language_model = "evil", False

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        return [Written(replace(texts_of(each.persona), backstory=f"{EVIL} & more")) for each in commissions]


def evil_study(path: Path) -> Path:
    scenario, classes = school(), BENCHMARK.classes
    cast = [replace(persona, name=EVIL, role=EVIL, personality_traits=EVIL) for persona in people(scenario)]
    scenario = replace(
        scenario, description=EVIL, population=Population(tuple(cast), None, scenario.population.profile)
    )
    evil = replace(classes[0], id=EVIL, definition=EVIL)
    benchmark = replace(BENCHMARK, title=EVIL, source=EVIL, name=EVIL, classes=(evil, *classes[1:]))
    spec = replace(SPEC, benchmark=benchmark, scenario=EVIL, writer=EVIL, mind={"mind": EVIL})
    return study(path, spec, scenario=scenario, writer=Evil(), playing=Pretending(mind=EVIL))


# What others wrote


def test_tags_escape_whatever_is_no_markup():
    assert tag("p", "<b>", Html("<i></i>"), title='"') == '<p title="&quot;">&lt;b&gt;<i></i></p>'


def test_nothing_that_people_or_models_wrote_becomes_markup(tmp_path: Path):
    page = write_report([evil_study(tmp_path / "evil")]).read_text(encoding="utf-8")
    assert EVIL not in page and "&lt;script&gt;alert(1)" in page
    assert page.count("<script") == 2, "the packed stories and our own"
    told_stories = "".join(stories_in(page))
    assert "<script" not in told_stories and "<ins>&lt;script&gt;" in told_stories


def test_nothing_in_a_comparison_becomes_markup(tmp_path: Path):
    one = evil_study(tmp_path / "<script>")
    other = study(tmp_path / "other", replace(read_study(one).spec, method="none"), playing=Pretending(mind=EVIL))
    page = write_report([one, other], tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.count("<script") == 2 and "&lt;script&gt;" in page


def test_half_a_pair_of_surrogates_spoils_no_page(path: Path, tmp_path: Path):
    copy = Path(shutil.copytree(path, tmp_path / "copy"))
    plan = copy / "study.json"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Flees along", "\\ud800"), encoding="utf-8")
    assert "? with others" in write_report([copy]).read_text(encoding="utf-8")


# Doubts


@pytest.mark.parametrize(
    ("mind", "writer", "said"),
    [
        ("builtin", "builtin", "closed-loop self-test: built-in mind and writer; supports no claim about people"),
        ("ollama a-model", "builtin", "closed-loop self-test: built-in writer; supports no claim about people"),
        ("builtin", "openai", "closed-loop self-test: built-in mind; supports no claim about people"),
        ("scripted", "builtin:shuffled", "closed-loop self-test: scripted mind and built-in writer; supports no claim"),
        ("ollama a-model", "ollama", ""),
    ],
)
def test_the_banner_names_what_is_no_language_model(pevo: Told, mind: str, writer: str, said: str):
    episodes = tuple(replace(each, mind=mind) for each in pevo.episodes)
    fresh = tuple(replace(each, mind=mind) for each in pevo.fresh)
    found = banner(replace(pevo, spec=replace(SPEC, writer=writer), episodes=episodes, fresh=fresh))
    assert found.startswith(said) and bool(found) == bool(said)


@pytest.mark.parametrize(("unknown", "is_marked"), [(0.01, False), (0.10, True)])
def test_too_many_unknown_support_no_claim(tmp_path: Path, unknown: float, is_marked: bool):
    page = study_page(told(tmp_path / "s", playing=Pretending(unknown=unknown)))
    assert ("UNKNOWN: supports no claim" in page) == is_marked
    assert ("Supports no claim:" in page) == is_marked


def test_what_is_unfinished_unevaluated_or_illustrative_is_said(tmp_path: Path):
    found = told(tmp_path / "s", fresh=0)
    benchmark = replace(BENCHMARK, standing=Standing.ILLUSTRATIVE)
    short = replace(found, spec=replace(SPEC, benchmark=benchmark, writer="builtin:shuffled"), plans=found.plans[:2])
    said = " ".join(notices(short))
    assert all(word in said for word in ("illustrative", "Not finished", "Not evaluated", "A control"))
    assert "Not evaluated" in study_page(short)


def test_a_study_without_an_episode_has_a_page(tmp_path: Path):
    Folder.create(tmp_path / "s", SPEC, school())
    assert "0 of 4 episodes" in study_page(read_study(tmp_path / "s"))


# Figures


def test_people_are_followed_to_the_population_that_is_evaluated(path: Path, pevo: Told):
    population = last_population(Folder.open(path))
    assert pevo.plans[-1].now == tuple(population.now)
    now = [versions[at].version for versions, at in zip(pevo.versions, pevo.plans[-1].now, strict=True)]
    assert now == [versions[at] for versions, at in zip(population.versions, population.now, strict=True)]


def test_flows_begin_with_the_first_episode_and_end_with_the_fresh_ones(pevo: Told):
    moved = flows(pevo)
    assert moved.sum(axis=1) == pytest.approx(pevo.counts(pevo.episodes[0]))
    assert moved.sum(axis=0) == pytest.approx(np.mean([pevo.counts(each) for each in pevo.fresh], axis=0))


def test_shares_are_those_of_pooled_fresh_episodes(pevo: Told):
    assert pevo.evaluation is not None
    pooled = np.sum(pevo.evaluation.counts, axis=0)
    observed = [share.observed for share in shares(pevo)]
    assert [each.value for each in observed if each] == pytest.approx(pooled / pooled.sum())
    assert all(each.low <= each.value <= each.high for each in observed if each)


def test_the_target_is_as_unsure_as_its_dirichlet(pevo: Told):
    share = shares(pevo)[0].target
    beta = stats.beta(BENCHMARK.concentration * share.value, BENCHMARK.concentration * (1 - share.value))
    assert (beta.cdf(share.low), beta.cdf(share.high)) == pytest.approx((0.025, 0.975))


def test_rewrites_in_this_world_lead_to_what_was_meant(pevo: Told):
    """People show the class of their text but for 4 in 100, who are UNKNOWN or aside."""
    found = [each for each in led(pevo) if each.shown.sum()]
    total = sum(int(each.shown.sum()) for each in found)
    meant = sum(int(each.shown[number]) for number, each in enumerate(led(pevo)))
    assert meant / total == pytest.approx(0.96, abs=5 * (0.96 * 0.04 / total) ** 0.5)
    assert sum(each.made for each in found) <= sum(plan.made for plan in pevo.plans)


def test_the_page_states_the_figures_of_the_evaluation(pevo: Told):
    page, evaluation = study_page(pevo), pevo.evaluation
    assert evaluation is not None
    for figure in (
        evaluation.tvd.value,
        evaluation.tvd.low,
        evaluation.excess,
        evaluation.jsd.value,
        *evaluation.floor,
    ):
        assert figure_text(figure) in page


def test_the_page_states_what_the_auditor_says(pevo: Told):
    assert pevo.evaluation is not None
    page = study_page(
        replace(pevo, evaluation=replace(pevo.evaluation, auditor="another", audited_tvd=0.123, kappa=0.75))
    )
    assert "TVD by another" in page
    assert ".123" in page
    assert "kappa of the two: 0.75" in page


def test_an_evaluation_from_before_there_were_auditors_can_be_told_of(path: Path, tmp_path: Path):
    copy = Path(shutil.copytree(path, tmp_path / "old"))
    values = json.loads((copy / "evaluation.json").read_text())
    for name in ("auditor", "audited_tvd", "kappa"):
        del values[name]
    (copy / "evaluation.json").write_text(json.dumps(values))
    told = read_study(copy)
    assert told.evaluation is not None
    assert "TVD by" not in study_page(told)


def test_the_floor_of_an_episode_is_that_of_the_people_judged(pevo: Told):
    """By the facts of the method: .863 / sqrt(N) on average for the six classes."""
    judged = np.mean([pevo.counts(each)[:-1].sum() for each in pevo.episodes])
    assert floor_of(pevo).mean == pytest.approx(0.863 / judged**0.5, rel=0.02)


def test_zero_shot_and_adapted_stand_side_by_side(tmp_path: Path):
    path = study(tmp_path / "s", replace(SPEC, start="elsewhere"))
    first = evaluate(frozen(Folder.open(path), "nowhere", first=True), Pretending(), 20)
    page = study_page(read_study(path))
    assert "zero-shot" in page and figure_text(first.tvd.value) in page and "elsewhere" in page


# Stories


@pytest.mark.parametrize("seed", range(20))
def test_a_diff_holds_both_texts_word_by_word(seed: int):
    rng = np.random.default_rng(seed)
    before, after = (" ".join("abcdefgh"[k] for k in rng.integers(8, size=rng.integers(1, 25))) for _ in range(2))
    diff = changed(before, after)
    old = re.sub(r"<ins>.*?</ins> ?|</?del>", "", diff)
    new = re.sub(r"<del>.*?</del> ?|</?ins>", "", diff)
    assert (old.split(), new.split()) == (before.split(), after.split())


def test_what_stays_is_not_marked():
    assert changed("calm and kind to all", "calm and cold to all") == "calm and <del>kind</del> <ins>cold</ins> to all"


def test_everybody_has_a_story_with_each_of_their_versions(pevo: Told):
    found = stories_in(study_page(pevo))
    assert [story.count('class="version"') for story in found] == [len(versions) for versions in pevo.versions]
    changed_one = next(agent for agent, versions in enumerate(pevo.versions) if len(versions) > 1)
    assert "rewritten toward" in found[changed_one] and "<ins>" in found[changed_one]


def test_the_history_of_somebody_is_a_square_an_episode(pevo: Told):
    page = study_page(pevo)
    first = re.search(r'data-agent="0".*?class="strip">(.*?)</span>', page)
    assert first is not None
    assert first[1].startswith(f'<i class="sq o{HIDES}"')
    assert first[1].count("<i") == SPEC.episodes


def test_eighty_people_and_twenty_wordy_episodes_stay_below_a_megabyte(tmp_path: Path):
    """Half of the crowd rewritten before each episode, 25 words a text, none of them again."""
    path = study(tmp_path / "s", replace(SPEC, method="random", episodes=20), writer=Wordy())
    assert sum(len(versions) for versions in read_study(path).versions) > 500
    assert write_report([path]).stat().st_size < 1_000_000


@pytest.mark.parametrize("method", list(OURS))
def test_whatever_a_method_does_is_told(tmp_path: Path, method: str):
    found = read_study(study(tmp_path / "s", replace(of_method(method, 1), episodes=2), fresh=2))
    page = study_page(found)
    origins = {made.version.origin.partition(":")[0] for versions in found.versions for made in versions}
    words = {"rewrite": "rewritten toward", "instruct": "told to show", "adopt": "of the pool", "first": "scenario has"}
    assert all(any(words[origin] in story for story in stories_in(page)) for origin in origins)


# Files and commands


def test_only_the_own_report_is_overwritten(path: Path, tmp_path: Path):
    assert write_report([path]) == write_report([path]) == path / "report.html"
    out = tmp_path / "there.html"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(StudyExists, match=r"there\.html is there already"):
        write_report([path], out)
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_damaged_file_is_named(path: Path, tmp_path: Path):
    copy = Path(shutil.copytree(path, tmp_path / "copy"))
    (copy / "plans/001.json").write_text('{"changes": [{"kind": "dance"}]}', encoding="utf-8")
    with pytest.raises(StudyDamaged, match=r"plans.001\.json cannot be read"):
        read_study(copy)


@pytest.mark.parametrize(
    ("file", "key", "value"),
    [
        ("episodes/002.json", "outcomes", [0, 1]),
        ("episodes/002.json", "outcomes", [99] * 80),
        ("episodes/002.json", "versions", [0]),
        ("episodes/002.json", "divergence", "near"),
        ("evaluation/003.json", "outcomes", None),
        ("evaluation.json", "tvd", 0.1),
        ("evaluation.json", "counts", [[1, 2], [3]]),
    ],
)
def test_what_does_not_fit_is_told_and_no_traceback(path: Path, tmp_path: Path, file: str, key: str, value: object):
    copy = Path(shutil.copytree(path, tmp_path / "copy"))
    values = json.loads((copy / file).read_text(encoding="utf-8"))
    (copy / file).write_text(json.dumps({**values, key: value}), encoding="utf-8")
    with pytest.raises(StudyDamaged, match="cannot be read"):
        read_study(copy)


def test_no_study_no_report(tmp_path: Path):
    with pytest.raises(StudyUnknown, match="holds no study"):
        write_report([tmp_path])


def test_the_study_can_be_redone_by_the_commands_on_its_page(pevo: Told):
    spec = replace(
        SPEC, mind={"mind": "ollama", "model": "a model", "table": "t.toml"}, writing={"model": "w"}, start="d"
    )
    assert [*commands(replace(pevo, spec=spec))] == [
        "muster optimize school-intruder --benchmark hostile-intruder --method pevo --episodes 4 --seed 3 "
        "--mind ollama --model 'a model' --minds t.toml --writer scripted --writer-model w --start d --out pevo-3",
        "muster evaluate pevo-3 --episodes 20",
        "muster report pevo-3",
    ]


def test_hashes_tell_populations_apart(pevo: Told, tmp_path: Path):
    other = told(tmp_path / "s", of_method("none", 3), fresh=0)
    first, last = "texts of the first population", "texts of the last population"
    assert other.hashes[first] == pevo.hashes[first] == other.hashes[last] != pevo.hashes[last]


def test_the_commands_on_the_page_are_ones_there_are(pevo: Told):
    spec = replace(SPEC, mind={"mind": "m", "model": "m", "host": "h", "table": "t", "replies": "r", "server": "s"})
    spec = replace(spec, writing={"model": "w", "host": "h"}, start="d")
    known = {option for parameter in get_command(app).commands["optimize"].params for option in parameter.opts}  # pyright: ignore
    first = next(commands(replace(pevo, spec=spec)))
    assert {word for word in first.split() if word.startswith("--")} <= known


def test_the_command_says_where_the_page_is(path: Path):
    done = CliRunner().invoke(app, ["report", str(path)])
    assert (done.exit_code, done.stdout.strip()) == (0, str(path / "report.html"))


def test_the_command_refuses_in_one_line(tmp_path: Path):
    done = CliRunner().invoke(app, ["report", str(tmp_path)])
    assert done.exit_code == 2 and "holds no study" in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("classes", [2, 12])
def test_any_number_of_classes_has_its_colours(tmp_path: Path, classes: int):
    some = tuple(replace(BENCHMARK.classes[0], id=f"CLASS_{k}", share=1 / classes) for k in range(classes))
    spec = replace(SPEC, benchmark=replace(BENCHMARK, classes=some))
    found = read_study(study(tmp_path / "s", spec, playing=Pretending(hides=0)))
    assert len(set(re.findall(r"--c:([^}]+)", study_page(found)))) >= classes + 2


# Several


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("several")
    return [
        study(folder / f"{method}-{seed}", of_method(method, seed)) for method in ("none", "pevo") for seed in (1, 2)
    ]


def test_a_comparison_states_the_figures_of_compare(several: list[Path]):
    comparison = compare_studies([Folder.open(path) for path in several])
    page = comparison_page(comparison, [read_study(path) for path in several])
    for method in comparison.methods:
        assert f"<td>{figure_text(method.tvd.value)}</td>" in page
    assert f"<b>{figure_text(comparison.pairs[0].difference.value)}</b>" in page, "none and pevo differ beyond doubt"
    assert all(path.name in page for path in several)


def test_studies_that_cannot_be_compared_have_no_page(several: list[Path], tmp_path: Path):
    with pytest.raises(StudyMismatch, match="has not been evaluated"):
        write_report([several[0], study(tmp_path / "s", of_method("random", 1), fresh=0)], tmp_path / "out.html")
    assert not (tmp_path / "out.html").exists()
