"""Exercise files: the shipped ones hold together, mistakes are told with place, value and remedy."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.check import FileKind, Severity, check, check_file
from muster.scenario.codec import exercise_from_json, exercise_json
from muster.scenario.errors import ScenarioError
from muster.scenario.exercise import Exercise
from muster.scenario.exercise_file import load_exercise, parse_exercise
from muster.scenario.library import assets_dir, shipped_exercises
from recording.samples import header
from support.exercising import HUT_EXERCISE, hut_exercise

NAMES = [each.name for each in shipped_exercises()]


@pytest.mark.parametrize("name", NAMES)
def test_what_we_ship_can_be_played(name: str):
    exercise = load_exercise(name)
    assert exercise.name == name
    assert 300 <= exercise.duration == exercise.scenario.duration
    assert exercise.hot_wash and exercise.support_contact and exercise.content_note and exercise.variations


@pytest.mark.parametrize("name", NAMES)
def test_checking_what_we_ship_finds_no_errors(name: str):
    kind, findings = check_file(assets_dir() / "exercises" / f"{name}.toml")
    assert kind is FileKind.EXERCISE
    assert [str(finding) for finding in findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_exercise_is_the_very_exercise(name: str):
    exercise = load_exercise(name)
    assert exercise_from_json(exercise_json(exercise), exercise.scenario) == exercise


def test_a_recording_bears_what_was_played_and_until_when_it_is_kept(tmp_path: Path):
    exercise = hut_exercise(tmp_path)
    head = header()
    played = type(head)(exercise.scenario, 1, exercise.scenario.population.personas, exercise=exercise)
    Recorder(tmp_path / "run.muster", played).close()
    with Recording.open(tmp_path / "run.muster") as recording:
        assert recording.exercise == exercise
        assert recording.meta.exercise["roles"] == ["ruth"]
        assert "Not for personnel decisions" in str(recording.meta.exercise["notice"])
        assert len(str(recording.meta.exercise["retain_until"])) == len("2030-01-01")


def test_other_recordings_have_no_exercise(tmp_path: Path):
    Recorder(tmp_path / "run.muster", header()).close()
    with Recording.open(tmp_path / "run.muster") as recording:
        assert recording.exercise is None and recording.meta.exercise == {}


Edit = Callable[[str], str]
WRONG: dict[str, tuple[Edit, str]] = {
    "a persona nobody has": (lambda t: t.replace('persona = "ruth"', 'persona = "rut"'), "did you mean 'ruth'?"),
    "a door nobody has": (lambda t: t.replace('["front-door"]', '["frontdoor"]'), "did you mean 'front-door'?"),
    "an event nobody has": (lambda t: t.replace('of = "alarm"', 'of = "alrm"'), "did you mean 'alarm'?"),
    "no doors to lock": (lambda t: t.replace('doors = ["front-door"], ', ""), "without doors; add doors"),
    "bounds that fall": (lambda t: t.replace("[30, 60, 120]", "[60, 30, 120]"), "must not fall from P to M"),
    "bounds after the end": (lambda t: t.replace("[30, 60, 120]", "[30, 60, 900]"), "900 s, more than the 300 s"),
    "an announcement without reach": (
        lambda t: t.replace('kind = "called"', 'kind = "warned_all"'),
        "add 'pa' to the reach",
    ),
    "an event without a time": (lambda t: t.replace("at = 20\n", ""), "give one of at and on"),
    "an event after the end": (lambda t: t.replace("at = 20\n", "at = 301\n"), "after the end at 300 s"),
    "an inject without words": (lambda t: t.replace(', text = "Is this a drill?"', ""), "say without text"),
    "two roles of one name": (lambda t: t.replace('id = "imre"', 'id = "ruth"'), "stands 2 times"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_hold_together_is_told(what: str, tmp_path: Path):
    edit, message = WRONG[what]
    findings = check(hut_exercise(tmp_path, edit))
    assert message in "\n".join(str(each) for each in findings if each.severity is Severity.ERROR)


UNREADABLE: dict[str, tuple[Edit, str]] = {
    "too short": (lambda t: t.replace("duration = 300", "duration = 60"), "60 is outside 300 to 1200 s"),
    "too long": (lambda t: t.replace("duration = 300", "duration = 3600"), "3600 is outside 300 to 1200 s"),
    "an unknown criterion": (lambda t: t.replace('"door_locked"', '"door_loked"'), "did you mean 'door_locked'?"),
    "an unknown key": (lambda t: t.replace("hot_wash", "hot_wsh"), "did you mean 'hot_wash'?"),
    "an unknown scenario": (lambda t: t.replace('"hut-alarm.toml"', '"school-allarm"'), "did you mean 'school-alarm'?"),
    "a missing scenario": (lambda t: t.replace('"hut-alarm.toml"', '"hat.toml"'), "there is no file"),
    "no procedure": (lambda t: t.replace("[procedure]", "[plan]"), "'procedure' is missing"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_told_with_its_place(what: str, tmp_path: Path):
    edit, message = UNREADABLE[what]
    with pytest.raises(ScenarioError) as raised:
        hut_exercise(tmp_path, edit)
    assert message in str(raised.value)
    assert str(raised.value).startswith("hut-exercise.toml: ")


def test_the_documented_exercise_has_no_findings(tmp_path: Path):
    exercise = hut_exercise(tmp_path)
    assert isinstance(exercise, Exercise)
    assert check(exercise) == []


def test_an_unknown_name_is_answered_with_what_there_is():
    with pytest.raises(ScenarioError, match="teacher-lockdown"):
        load_exercise("teacher-lokdown")


def test_the_format_line_says_the_kind(tmp_path: Path):
    with pytest.raises(ScenarioError, match="muster-exercise/1"):
        parse_exercise(HUT_EXERCISE.replace("exercise/1", "exercise/7"), "x.toml", beside=tmp_path)


def test_exercises_are_listed_beside_scenarios():
    entries = json.loads(CliRunner().invoke(app, ["scenarios", "--json"]).stdout)
    assert {each["name"] for each in entries if each["exercise"]} == set(NAMES)
    text = CliRunner().invoke(app, ["scenarios"]).stdout
    assert "exercises: muster train NAME" in text and all(name in text for name in NAMES)


def test_a_shipped_exercise_is_checked_by_its_name():
    done = CliRunner().invoke(app, ["check", "teacher-lockdown"])
    assert done.exit_code == 0 and "exercise, 0 errors" in done.stdout
