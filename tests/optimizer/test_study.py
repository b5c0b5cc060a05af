"""Studies: whatever interrupts one, it goes on to the same result; what does not belong together is refused."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from muster.optimizer.errors import StudyDamaged, StudyExists, StudyMismatch, StudyUnknown, TokensSpent
from muster.optimizer.study.episodes import Done, Job, run_job
from muster.optimizer.study.evaluation import evaluate, frozen
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import last_population
from muster.optimizer.study.opening import Wanted, check_fits, opened
from muster.optimizer.study.result import read_result
from muster.optimizer.study.runners import Here
from muster.optimizer.study.running import Study
from muster.optimizer.study.transfer import matched
from muster.optimizer.texts import texts_of
from muster.optimizer.writer import Commission, Written
from muster.optimizer.writers.scripted import Scripted
from muster.recording.reader import Recording
from muster.scenario.benchmark import Benchmark
from muster.scenario.benchmark_file import load_benchmark
from muster.scenario.codec import from_json
from muster.scenario.persona import Duty, Persona
from muster.scenario.population import people
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer

EPISODES = 4
WANTED = Wanted("school-intruder", "hostile-intruder", "pevo", "scripted", EPISODES, 3)


class Killed(Exception):
    """Stands for whatever ends a process; nothing in the study handles it."""


@dataclass
class Pretending:
    """Shows what a seeded draw from each person's texts says, without any world; may be killed before a job."""

    kill_at: int = -1
    tokens: int = 0
    mind: str = "pretended"
    ran: int = 0

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        for job in jobs:
            if self.ran == self.kill_at:
                raise Killed
            self.ran += 1
            yield self._shown(job)

    def _shown(self, job: Job) -> Done:
        texts = [persona.personality_traits for persona in people(from_json(job.scenario))]
        rng = np.random.default_rng([job.seed, *(len(text) for text in texts)])
        outcomes = tuple(int(outcome) for outcome in rng.integers(-1, len(job.classes) + 1, len(texts)))
        aside = {"NEVER_AWARE": outcomes.count(-1)}
        hash_ = f"{rng.integers(2**60):x}"
        return Done(job.number, job.seed, outcomes, aside, 7, self.tokens, 0.0, self.mind, hash_)


class KilledWriting:
    """A writer that is killed at one of its calls."""

    name, is_language_model = "scripted", False

    def __init__(self, kill_at: int) -> None:
        self._left = kill_at

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        if self._left == 0:
            raise Killed
        self._left -= 1
        return await Scripted().write(commissions)


def begun(path: Path, wanted: Wanted = WANTED) -> Folder:
    return opened(path, wanted)


def finished(path: Path, wanted: Wanted = WANTED) -> Folder:
    folder = begun(path, wanted)
    Study(folder, Scripted(), "unix:none").run(Pretending())
    return folder


def written(folder: Folder) -> dict[str, str]:
    """What a study put on disk, by name."""
    files = sorted(folder.path.rglob("*.json"))
    return {str(file.relative_to(folder.path)): file.read_text() for file in files}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A study that nobody interrupted; to be read only."""
    return finished(tmp_path_factory.mktemp("whole") / "study")


@pytest.mark.parametrize("kill_at", range(EPISODES))
def test_a_study_killed_in_an_episode_goes_on_to_the_same_result(tmp_path: Path, whole: Folder, kill_at: int):
    folder = begun(tmp_path / "study")
    with pytest.raises(Killed):
        Study(folder, Scripted(), "unix:none").run(Pretending(kill_at))
    Study(opened(folder.path, Wanted(), resume=True), Scripted(), "unix:none").run(Pretending())
    assert written(folder) == written(whole)


@pytest.mark.parametrize("kill_at", range(EPISODES))
def test_a_study_killed_while_texts_are_written_goes_on_to_the_same_result(tmp_path: Path, whole: Folder, kill_at: int):
    folder = begun(tmp_path / "study")
    with pytest.raises(Killed):
        Study(folder, KilledWriting(kill_at), "unix:none").run(Pretending())
    Study(folder, Scripted(), "unix:none").run(Pretending())
    assert written(folder) == written(whole)


def test_going_on_with_a_finished_study_runs_and_writes_nothing(whole: Folder):
    before, nobody = written(whole), Pretending()
    Study(whole, KilledWriting(0), "unix:none").run(nobody)
    assert (nobody.ran, written(whole)) == (0, before)


def test_the_last_population_is_read_from_the_plans_alone(tmp_path: Path):
    folder = begun(tmp_path / "study")
    population = Study(folder, Scripted(), "unix:none").run(Pretending())
    read = last_population(folder)
    assert (read.now, read.versions) == (population.now, population.versions)
    assert max(read.now) > 0


def test_a_refused_text_is_asked_for_with_another_seed_next_time(tmp_path: Path):
    class Refusing:
        name, is_language_model = "refusing", False

        def __init__(self) -> None:
            self.seeds: list[int] = []
            self.names: list[str] = []

        async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
            self.seeds += [commission.seed for commission in commissions]
            self.names += [commission.persona.name for commission in commissions]
            return [Written(None, "no") for _ in commissions]

    writer = Refusing()
    folder = begun(tmp_path / "study")
    Study(folder, writer, "unix:none").run(Pretending())
    assert len(set(writer.names)) < len(writer.names) == len(set(writer.seeds))
    assert read_result(folder).rewritten == 0


def test_a_study_stops_when_its_tokens_are_spent_and_goes_on_with_more(tmp_path: Path):
    """An episode costs 10: the third may not begin. What was spent before a stop is remembered."""
    folder = begun(tmp_path / "study", replace(WANTED, max_tokens=20))
    for _ in range(2):
        with pytest.raises(TokensSpent, match="20 of 20 tokens"):
            Study(folder, Scripted(), "unix:none").run(Pretending(tokens=10))
    Study(folder, Scripted(), "unix:none", max_tokens=100).run(Pretending(tokens=10))
    assert read_result(folder).tokens == 10 * EPISODES


def test_another_mind_may_not_play_the_rest_of_a_study(tmp_path: Path):
    folder = begun(tmp_path / "study")
    with pytest.raises(Killed):
        Study(folder, Scripted(), "unix:none").run(Pretending(2))
    with pytest.raises(StudyMismatch, match="'pretended', and 'another' plays now"):
        Study(folder, Scripted(), "unix:none").run(Pretending(mind="another"))


def test_a_plan_that_the_method_does_not_ask_for_is_refused(tmp_path: Path):
    folder = finished(tmp_path / "study")
    plan = folder.read(folder.plan_file(1))
    folder.write(folder.plan_file(1), {**plan, "changes": plan["changes"][1:], "written": plan["written"][1:]})
    with pytest.raises(StudyDamaged, match=r"001\.json is not what pevo asks for"):
        Study(folder, Scripted(), "unix:none").run(Pretending())


@pytest.mark.parametrize("file", ["study.json", "scenario.json", "plans/001.json", "episodes/001.json"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, file: str):
    folder = finished(tmp_path / "study")
    (folder.path / file).write_text("{")
    with pytest.raises(StudyDamaged, match=file):
        Study(Folder.open(folder.path), Scripted(), "unix:none").run(Pretending())


def test_a_study_killed_before_there_was_one_can_be_begun_again(tmp_path: Path):
    for part in ("plans", "episodes"):
        (tmp_path / part).mkdir()
    (tmp_path / "scenario.json").write_text("{}")
    (tmp_path / ".study.json.part").write_text("{")
    assert opened(tmp_path, WANTED, resume=True).spec.method == "pevo"


def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path):
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(StudyExists, match="is no study"):
        begun(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_study_is_not_begun_twice_in_one_folder(whole: Folder):
    with pytest.raises(StudyExists, match="--resume"):
        begun(whole.path)


@pytest.mark.parametrize(
    "asked, told",
    [
        (Wanted(method="random"), "method 'pevo', and 'random'"),
        (Wanted(seed=4), "seed 3, and 4"),
        (Wanted(benchmark="egress-illustrative"), "'hostile-intruder', and 'egress-illustrative'"),
        (Wanted(mind={"mind": "ollama"}), "mind 'builtin', and 'ollama'"),
        (Wanted(writing={"model": "m"}), "writing model '', and 'm'"),
    ],
)
def test_a_study_does_not_go_on_as_another(whole: Folder, asked: Wanted, told: str):
    with pytest.raises(StudyMismatch, match=told):
        opened(whole.path, asked, resume=True)


def test_a_study_goes_on_where_a_model_has_moved_to(whole: Folder):
    elsewhere = Wanted(mind={"server": "127.0.0.1:1"}, writing={"host": "http://there"}, max_tokens=7)
    assert opened(whole.path, elsewhere, resume=True).path == whole.path


def test_going_on_with_nothing_says_what_is_missing(tmp_path: Path):
    with pytest.raises(StudyUnknown, match="takes a scenario"):
        opened(tmp_path, Wanted(), resume=True)


@pytest.mark.parametrize(
    "strange, told",
    [
        (replace(load_benchmark("hostile-intruder"), classifier="tea-leaves"), "'tea-leaves'"),
        (replace(load_benchmark("hostile-intruder"), classifier="egress-rules"), "RUN_.*'egress-rules'"),
    ],
)
def test_a_benchmark_without_its_classifier_is_refused(strange: Benchmark, told: str):
    with pytest.raises(StudyMismatch, match=told):
        check_fits(strange)


def test_shares_rounded_in_print_make_a_target_that_sums_to_one(whole: Folder):
    benchmark = whole.spec.benchmark
    classes = tuple(replace(each, share=each.share * 0.996) for each in benchmark.classes)
    spec = replace(whole.spec, benchmark=replace(benchmark, classes=classes))
    assert spec.target.sum() == pytest.approx(1.0, abs=1e-12)


def test_an_evaluation_runs_what_is_missing_and_no_more(tmp_path: Path):
    folder = finished(tmp_path / "study")
    who = frozen(folder, "unix:none")
    with pytest.raises(Killed):
        evaluate(who, Pretending(kill_at=3), 6)
    again = Pretending()
    interrupted = evaluate(who, again, 6).to_json()
    other = finished(tmp_path / "other")
    assert again.ran == 3
    assert interrupted == evaluate(frozen(other, "unix:none"), Pretending(), 6).to_json()


def test_an_evaluation_sees_no_world_that_was_learnt_from(tmp_path: Path):
    folder = finished(tmp_path / "study")
    evaluate(frozen(folder, "unix:none"), Pretending(), 5)
    learnt, fresh = (
        {json.loads(file.read_text())["seed"] for file in (folder.path / part).glob("*.json")}
        for part in ("episodes", "evaluation")
    )
    assert (len(learnt), len(fresh), learnt & fresh) == (EPISODES, 5, set())


def test_the_first_population_is_evaluated_in_the_same_worlds_as_the_last(tmp_path: Path):
    folder = finished(tmp_path / "study")
    evaluate(frozen(folder, "unix:none"), Pretending(), 2)
    evaluate(frozen(folder, "unix:none", first=True), Pretending(), 2)
    seeds = [folder.read(f"{part}/001.json")["seed"] for part in ("evaluation", "evaluation-first")]
    assert seeds[0] == seeds[1]
    assert frozen(folder, "unix:none", first=True).population.now == [0] * 80


def test_a_study_that_is_not_finished_is_not_evaluated(tmp_path: Path):
    folder = begun(tmp_path / "study")
    with pytest.raises(StudyMismatch, match="not finished"):
        frozen(folder, "unix:none")


def test_a_transfer_hands_on_texts_and_nothing_else(tmp_path: Path, whole: Folder):
    folder = opened(tmp_path / "office", replace(WANTED, scenario="office-intruder", start=str(whole.path)))
    old, before = last_population(whole), people(load_scenario("office-intruder"))
    after = people(folder.scenario)
    taken = matched(before, [old.persona(agent) for agent in range(80)])
    assert [(each.name, each.role, each.age, each.start) for each in after] == [
        (each.name, each.role, each.age, each.start) for each in before
    ]
    assert all(
        texts_of(after[agent]) == old.versions[source][old.now[source]].texts
        for agent, source in enumerate(taken)
        if source is not None
    )


def crowd(*ages_and_duties: tuple[int, Duty]) -> list[Persona]:
    some = load_scenario("school-intruder").population.personas[0]
    return [replace(some, age=age, duty=duty, role=duty.value) for age, duty in ages_and_duties]


def test_a_crowd_that_has_not_changed_keeps_its_own_texts():
    cast = people(load_scenario("school-intruder"))
    assert matched(cast, cast) == list(range(80))


def test_everybody_of_the_old_crowd_is_used_equally_often():
    old = crowd(*[(40, Duty.STAFF)] * 10)
    taken = matched(crowd(*[(40, Duty.VISITOR)] * 20), old)
    assert [taken.count(source) for source in range(10)] == [2] * 10


def test_people_get_the_texts_of_those_most_like_them():
    old = crowd((40, Duty.STAFF), (40, Duty.VISITOR), (40, Duty.SECURITY))
    assert matched(crowd((50, Duty.SECURITY), (50, Duty.STAFF), (50, Duty.VISITOR)), old) == [2, 0, 1]


def test_no_minor_gets_the_texts_of_an_adult():
    assert matched(crowd((12, Duty.PUPIL), (40, Duty.STAFF)), crowd((40, Duty.STAFF), (41, Duty.STAFF)))[0] is None


def test_what_a_benchmark_has_no_class_for_is_unknown(tmp_path: Path):
    """Not left out, which would flatter the other shares; and a recording gets its name when it is whole."""
    from muster.scenario.codec import to_json

    scenario = load_scenario("school-intruder", agents=12, duration=25.0)
    (tmp_path / ".000.muster.99").touch()
    with EmbeddedServer() as server:
        job = Job(0, to_json(scenario), 1, server.address, str(tmp_path / "000.muster"), "intruder-rules", ("FIGHT",))
        done = run_job(job)
    assert set(done.outcomes) <= {-1, 0, 1}
    assert done.audited == ()
    assert done.outcomes.count(-1) == sum(done.aside.values())
    assert done.outcomes.count(1) > 0
    assert [file.name for file in tmp_path.iterdir()] == ["000.muster"]
    with Recording.open(tmp_path / "000.muster") as recording:
        assert recording.meta.finished


def test_an_evaluation_is_audited_by_a_classifier_that_no_method_sees(tmp_path: Path):
    """What the method is told and what the auditor says are of the same episodes; only the first reaches a method."""
    folder = opened(tmp_path / "study", replace(WANTED, episodes=1))
    with EmbeddedServer() as server:
        Study(folder, Scripted(), server.address).run(Here())
        found = evaluate(frozen(folder, server.address), Here(), 1)
    assert folder.read("episodes/000.json")["audited"] == []
    assert len(folder.read("evaluation/000.json")["audited"]) == 80
    assert (found.auditor, 0 <= found.audited_tvd <= 1, -1 <= found.kappa <= 1) == ("intruder-audit", True, True)
