"""The scripted trainee does what tasks ask, and what comes of it is a recording like any other."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.reader import Recording
from muster.scenario.exercise_file import load_exercise
from muster.training.staging import staged

RUNNER = CliRunner()


def told(*words: str) -> dict[str, object]:
    done = RUNNER.invoke(app, ["train", *words, "--bot", "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def short(tmp_path: Path) -> Path:
    """The teacher's exercise, cut to its shortest length."""
    from muster.scenario.library import assets_dir

    text = (assets_dir() / "exercises" / "teacher-lockdown.toml").read_text(encoding="utf-8")
    path = tmp_path / "short.toml"
    path.write_text(text.replace("duration = 600", "duration = 300").replace("at = 300", "at = 250"))
    return path


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("played")
    told(str(short(folder)), "--seed", "1", "--out", str(folder / "x.muster"))
    return folder / "x.muster"


def test_it_takes_its_role_over_and_does_its_tasks(played: Path):
    with Recording.open(played) as recording:
        teacher = next(row.agent for row in recording.people if row.id == "benoit-lacroix")
        done = {row.kind for row in recording.events() if row.agent == teacher}
        said = [row.text for row in recording.words() if row.agent == teacher]
    assert {"taken_over", "lights_off", "called"} <= done
    assert said == ["Everybody away from the door, sit down on the floor."]


def test_it_begins_no_sooner_than_its_person_has_noticed_something(played: Path):
    with Recording.open(played) as recording:
        teacher = next(row.agent for row in recording.people if row.id == "benoit-lacroix")
        plays = [row.tick for row in recording.inputs() if row.kind == "play" and row.agent == teacher]
        first_cue = min(row.tick for row in recording.events() if row.kind in ("shot", "announcement"))
    assert plays[0] == 0 and plays[1] > first_cue


def test_what_it_plays_reruns_identically(played: Path):
    assert RUNNER.invoke(app, ["rerun", str(played)]).stdout.strip() == "identical"


def test_the_events_of_the_exercise_come(played: Path):
    with Recording.open(played) as recording:
        injects = [row.payload for row in recording.inputs() if row.kind == "inject"]
    assert any("Is everybody here?" in payload for payload in injects)


def test_a_role_that_there_is_not_is_refused_by_name(tmp_path: Path):
    done = RUNNER.invoke(app, ["train", "teacher-lockdown", "--bot", "--role", "teachr", "--out", str(tmp_path / "x")])
    assert done.exit_code == 2 and "did you mean 'teacher'?" in done.output
    assert not (tmp_path / "x").exists()


def test_people_know_the_building_as_their_role_says():
    exercise = load_exercise("security-announcement")
    (role,) = staged(exercise, 0).roles
    people = {person.id: person for person in staged(exercise, 0).exercise.scenario.population.personas}
    assert people[role.persona].knows is role.knows
