"""Killed, cut, overwritten and foreign files: what can be read is read, and what cannot says why."""

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.recording.errors import RecordingDamaged, RecordingError, RecordingUnreadable
from muster.recording.info import describe, rendered
from muster.recording.reader import Recording
from muster.recording.schema import SCHEMA_VERSION
from recording.samples import TICKS, record

ENDLESS = Path(__file__).with_name("endless.py")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("whole") / "run.muster", people=40, seconds=12)


def killed(path: Path, seconds: int) -> int:
    """Record to ``path`` in another process, kill it some time after ``seconds``; return the seconds it said."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(ENDLESS), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        for line in process.stdout:
            if int(line) >= seconds:
                process.kill()
                break
        rest = process.stdout.read().split("\n")[:-1]  # said before the kill reached it; half a line is not said
    return int(rest[-1]) if rest else seconds


@pytest.mark.parametrize("seconds", [1, 7])
def test_a_kill_loses_at_most_the_last_second(tmp_path: Path, seconds: int):
    said = killed(tmp_path / "run.muster", seconds)
    with Recording.open(tmp_path / "run.muster") as recording:
        assert not recording.meta.finished
        assert list(recording.seconds[:said]) == list(range(said))
        assert all(len(recording.motion(second)) == 10 for second in range(said))
        for rows in (recording.hashes(), recording.inputs(), recording.words(), recording.percepts()):
            assert len(list(rows)) >= said * TICKS / 2


def test_a_killed_recording_without_its_journal_says_so_or_opens(tmp_path: Path):
    killed(tmp_path / "run.muster", 2)
    shutil.copy(tmp_path / "run.muster", tmp_path / "copy.muster")
    with Recording.open(tmp_path / "copy.muster") as recording:
        assert len(recording.people) == 50
    with Recording.open(tmp_path / "copy.muster") as recording:
        assert len(recording.seconds) == 0 or recording.motion(0)


@pytest.mark.parametrize(("share", "seconds"), [(0.5, 5), (0.8, 30), (0.95, 45)])
def test_a_cut_recording_opens_up_to_its_last_good_second(tmp_path: Path, share: float, seconds: int):
    cut = tmp_path / "cut.muster"
    content = record(tmp_path / "run.muster", people=40, seconds=60).read_bytes()
    cut.write_bytes(content[: int(len(content) * share)])
    with Recording.open(cut, salvage=True) as recording:
        assert seconds < len(recording.seconds) <= 61
        assert all(len(recording.motion(second)) > 0 for second in recording.seconds)
        assert recording.scenario.name == "sample"
        assert len(list(recording.words())) <= 61


def test_half_an_input_log_is_an_error_unless_asked_to_salvage(whole: Path, tmp_path: Path):
    broken = Path(shutil.copy(whole, tmp_path / "broken.muster"))
    with closing(sqlite3.connect(broken, isolation_level=None)) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'inputs'")
    with closing(sqlite3.connect(broken, isolation_level=None)) as database:
        database.execute("UPDATE inputs SET tick = 'soon' WHERE number = 2")
    with Recording.open(broken) as recording, pytest.raises(RecordingDamaged, match="inputs are damaged"):
        list(recording.inputs())
    with Recording.open(broken, salvage=True) as recording:
        assert len(list(recording.inputs())) == 2
        assert "inputs are damaged" in recording.damage[0]


def test_a_broken_second_is_named_and_the_others_still_read(whole: Path, tmp_path: Path):
    broken = Path(shutil.copy(whole, tmp_path / "broken.muster"))
    with closing(sqlite3.connect(broken, isolation_level=None)) as database:
        database.execute("UPDATE motion SET data = substr(data, 1, 100) WHERE second IN (5, 12)")
    with Recording.open(broken) as recording:
        assert recording.seconds[-1] == 11
        with pytest.raises(RecordingDamaged, match="second 5"):
            recording.motion(5)
        assert len(recording.motion(6)) == 10


FOREIGN = {
    "missing": (None, "no such file"),
    "empty": (b"", "stopped before it began"),
    "text": (b"time,agent\n0,1\n", "not a muster recording"),
    "head only": (b"SQLite format 3\x00", "cannot be read|not a muster recording"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_a_foreign_file_is_named_with_a_remedy(tmp_path: Path, case: str):
    content, message = FOREIGN[case]
    path = tmp_path / "file.muster"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecordingUnreadable, match=message):
        Recording.open(path)


def test_a_folder_is_not_a_recording(tmp_path: Path):
    with pytest.raises(RecordingUnreadable, match="not a regular file"):
        Recording.open(tmp_path)


def test_another_programs_database_is_not_a_recording(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as database:
        database.execute("CREATE TABLE meta (key, value)")
    with pytest.raises(RecordingUnreadable, match="not a muster recording"):
        Recording.open(tmp_path / "other.sqlite")


@pytest.mark.parametrize(
    ("version", "remedy"),
    [(SCHEMA_VERSION + 1, "upgrade muster"), (SCHEMA_VERSION - 1, "read it with the muster that wrote it")],
)
def test_another_schema_version_is_named(whole: Path, tmp_path: Path, version: int, remedy: str):
    other = Path(shutil.copy(whole, tmp_path / "other.muster"))
    with closing(sqlite3.connect(other, isolation_level=None)) as database:
        database.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(RecordingUnreadable, match=remedy):
        Recording.open(other)


_names = itertools.count()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_the_bytes_nothing_but_a_recording_error(whole: Path, tmp_path: Path, data: st.DataObject):
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 30), label="changes")):
        at = data.draw(st.integers(0, len(content) - 1) | st.integers(0, 40_000), label="at")
        content[at : at + 1] = data.draw(st.binary(min_size=1, max_size=1))
    path = tmp_path / f"{next(_names)}.muster"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)) | st.just(len(content)), label="size")])
    for salvage in (True, False):
        try:
            read_all(path, salvage)
        except RecordingError as error:
            assert str(error)
    path.unlink()


def read_all(path: Path, salvage: bool) -> None:
    with Recording.open(path, salvage=salvage) as recording:
        rendered(describe(recording))
        for second in recording.seconds:
            recording.motion(second)
        assert recording.scenario.name
        rows = recording.percepts(), recording.decisions(1), recording.words(), recording.events()
        list(itertools.chain(*rows, recording.inputs(), recording.hashes()))
