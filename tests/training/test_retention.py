"""Recordings of exercises go when their day has come, with what was made of them; nothing else does."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.header import Header
from muster.recording.recorder import Recorder
from muster.training.retention import due
from recording.samples import header
from support.exercising import hut_exercise

KEPT_DAYS = 30  # as the documented exercise says


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an exercise of yesterday, one of 31 days ago, a run of that day, and a file that is neither."""
    exercise = hut_exercise(tmp_path)
    now = datetime.now(UTC)
    runs = tmp_path / "runs"
    (runs / "below").mkdir(parents=True)
    people = exercise.scenario.population.personas
    for name, days in (("new", 1), ("below/old", KEPT_DAYS + 1)):
        head = Header(exercise.scenario, 1, people, started_at=now - timedelta(days=days), exercise=exercise)
        Recorder(runs / f"{name}.muster", head).close()
    Recorder(runs / "run.muster", header()).close()
    (runs / "below" / "old.review.html").write_text("a page")
    (runs / "below" / "other.review.html").write_text("another")
    (runs / "junk.muster").write_text("junk")
    return runs


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.*")}


def test_what_is_due_is_found_on_the_day_after(folder: Path):
    old = date.today() - timedelta(days=1)
    assert [one.recording.name for one in due(folder, date.today())] == ["old.muster"]
    assert [*due(folder, old)] == []


def test_yes_deletes_what_is_due_and_what_was_made_of_it(folder: Path):
    before = names(folder)
    done = CliRunner().invoke(app, ["purge", str(folder), "--yes"])
    assert done.exit_code == 0
    assert before - names(folder) == {"old.muster", "old.review.html"}


def test_nothing_is_deleted_unasked(folder: Path):
    before = names(folder)
    done = CliRunner().invoke(app, ["purge", str(folder)])
    assert done.exit_code == 1 and "old.muster" in done.output
    assert names(folder) == before


def test_an_empty_folder_has_nothing_due(tmp_path: Path):
    assert CliRunner().invoke(app, ["purge", str(tmp_path)]).exit_code == 0
