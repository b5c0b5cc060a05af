"""The walk-through pauses at each event, asks before it tells what is expected, and notes every answer at once."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.scenario.exercise_file import load_exercise
from muster.scenario.library import shipped_exercises
from muster.training.tabletop import ALWAYS_ASKED, Part, in_order, steps
from support.exercising import hut_exercise

NAMES = [each.name for each in shipped_exercises()]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_of_the_file_is_asked_once(name: str):
    exercise = load_exercise(name)
    asked = [step.text for step in steps(exercise) if step.part is Part.ASK]
    wanted = [question for event in exercise.events for question in event.questions] + [*exercise.hot_wash]
    assert sorted(set(asked) - {ALWAYS_ASKED}) == sorted(wanted)


def test_what_is_expected_is_told_after_the_questions(tmp_path: Path):
    parts = [step.part for step in steps(hut_exercise(tmp_path))]
    expected = [number for number, part in enumerate(parts) if part is Part.EXPECTED]
    assert len(expected) == 3
    assert all(parts[number - 1] is Part.ASK for number in expected)


def test_the_content_note_comes_first_and_support_last(tmp_path: Path):
    exercise = hut_exercise(tmp_path)
    told = [*steps(exercise)]
    assert (told[0].text, told[-1].text) == (exercise.content_note, exercise.support_contact)


def test_events_come_in_the_order_of_their_time(tmp_path: Path):
    late = hut_exercise(tmp_path, lambda text: text.replace("at = 5\n", "at = 50\n"))
    assert [event.id for event in in_order(late)] == ["question", "nobody-comes", "alarm"]


def test_answers_are_noted_beside_their_questions(tmp_path: Path):
    notes = tmp_path / "notes.md"
    given = "I would look for smoke.\nCall them.\n"
    done = CliRunner().invoke(app, ["tabletop", "teacher-lockdown", "--out", str(notes)], input=given)
    assert done.exit_code == 0
    first, _, rest = notes.read_text(encoding="utf-8").partition("I would look for smoke.")
    assert first.rstrip().endswith("what would you have taken the noise for, and what would you have done?**")
    assert "Call them." in rest and "(nothing noted)" in rest and "Somebody to talk to" in rest


def test_notes_are_never_overwritten(tmp_path: Path):
    notes = tmp_path / "notes.md"
    notes.write_text("ours")
    done = CliRunner().invoke(app, ["tabletop", "teacher-lockdown", "--out", str(notes)], input="")
    assert done.exit_code == 2 and "not overwritten" in done.output
    assert notes.read_text() == "ours"


def test_json_is_the_steps_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["tabletop", "warden-evacuation", "--json"])
    assert {step["part"] for step in json.loads(done.stdout)} == {"say", "ask", "expected"}
    assert [*tmp_path.iterdir()] == []
