"""What was recorded is what is read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

import muster.recording.recorder as recorder_module
from muster.recording.comparing import Difference, first_difference
from muster.recording.creating import transaction
from muster.recording.errors import RecordingExists, RecordingUnwritable
from muster.recording.header import fingerprint
from muster.recording.paths import default_path
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import EventRow, HashRow, InputRow, PerceptRow, WordRow, canonical
from recording.samples import TICKS, header, record, say, walk
from recording.test_packing import assert_same


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return record(tmp_path / "run.muster")


def test_every_frame_comes_back(path: Path):
    with Recording.open(path) as recording:
        assert recording.seconds == (0, 1, 2, 3)
        read = [recording.motion(second).frame(i) for second in recording.seconds for i in _indices(recording, second)]
    for back, written in zip(read, walk(), strict=True):
        assert_same(back, written)


def _indices(recording: Recording, second: int) -> range:
    return range(len(recording.motion(second)))


def test_every_row_comes_back(path: Path):
    with Recording.open(path) as recording:
        assert [row.message for row in recording.percepts()] == [b"percept %d" % tick for tick in (0, 20, 40, 60)]
        assert [row.ordinal for row in recording.decisions(agent=1)] == [0, 1, 2, 3]
        assert list(recording.decisions(agent=2)) == []
        assert [row.message for row in recording.reflections(1)] == [
            b"reflection %d" % tick for tick in (0, 20, 40, 60)
        ]
        assert next(recording.words()) == WordRow(0, 1, 2, "Out, please — now!", 2)
        assert next(recording.events()) == EventRow(0, "out", 0, None, "front")
        assert list(recording.inputs())[1] == InputRow(23, "decision", 1, '{"option":"exit:front"}')
        assert list(recording.hashes()) == [HashRow(tick, f"{tick:08x}") for tick in (0, 20, 40, 60)]


def test_the_head_says_what_was_run(path: Path):
    with Recording.open(path) as recording:
        assert recording.scenario == header().scenario
        assert recording.meta.seed == 7
        assert recording.meta.finished
        assert recording.meta.summary == {"outcomes": {"out": 1, "inside": 2}}
        assert recording.meta.fingerprint == fingerprint()
        assert [person.name for person in recording.people] == ["Person 0", "Person 1", "Person 2"]


@pytest.mark.parametrize(
    ("time", "tick"), [(-1.0, 0), (0.0, 0), (0.09, 0), (0.1, 2), (0.95, 18), (1.0, 20), (2.34, 46), (1e9, 60)]
)
def test_seeking_finds_the_latest_frame_at_or_before_a_time(path: Path, time: float, tick: int):
    with Recording.open(path) as recording:
        assert recording.frame_at(time).tick == tick


def test_one_file_remains(path: Path):
    assert [file.name for file in path.parent.iterdir()] == ["run.muster"]


def test_seeds_beyond_sqlite_integers_come_back(tmp_path: Path):
    Recorder(tmp_path / "run.muster", header(seed=2**64 - 1)).close()
    with Recording.open(tmp_path / "run.muster") as recording:
        assert recording.meta.seed == 2**64 - 1


def test_a_second_is_committed_whether_its_successor_has_begun_or_not(tmp_path: Path):
    recorder = Recorder(tmp_path / "run.muster", header())
    for frame in walk(seconds=0.9):
        recorder.frame(frame)
    recorder.commit()
    with Recording.open(recorder.path) as recording:
        assert recording.seconds == (0,)
    recorder.close()


def test_leaving_without_finishing_leaves_a_valid_unfinished_recording(tmp_path: Path):
    path = record(tmp_path / "run.muster", finish=False)
    with Recording.open(path) as recording:
        assert not recording.meta.finished
        assert recording.seconds == (0, 1, 2, 3)


def test_frames_are_copied_because_worlds_reuse_their_arrays(tmp_path: Path):
    first = next(walk())
    with Recorder(tmp_path / "run.muster", header()) as recorder:
        recorder.frame(first)
        x = first.position[0, 0]
        first.position[:] = -1.0
    with Recording.open(tmp_path / "run.muster") as recording:
        assert recording.frame_at(0.0).position[0, 0] == x.astype("float32")


def test_a_recording_can_be_read_while_it_is_written(tmp_path: Path):
    with Recorder(tmp_path / "run.muster", header()) as recorder:
        say(recorder, 0)
        recorder.commit()
        with Recording.open(recorder.path) as recording:
            assert len(list(recording.words())) == 1
        say(recorder, TICKS)


def test_a_reader_does_not_keep_a_run_from_finishing(tmp_path: Path):
    with Recorder(tmp_path / "run.muster", header()) as recorder:
        say(recorder, 0)
        recorder.commit()
        with Recording.open(recorder.path) as recording:
            rows = recording.words()
            next(rows)  # in the middle of reading
            recorder.finish({})
    with Recording.open(tmp_path / "run.muster") as recording:
        assert recording.meta.finished


def test_an_interrupt_right_after_a_commit_writes_nothing_twice(tmp_path: Path):
    with Recorder(tmp_path / "run.muster", header()) as recorder:
        for frame in walk():
            recorder.frame(frame)
        say(recorder, 0)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(recorder_module, "transaction", interrupted)
            with pytest.raises(KeyboardInterrupt):
                recorder.commit()
    with Recording.open(tmp_path / "run.muster") as recording:
        assert recording.seconds == (0, 1, 2, 3)
        assert len(list(recording.inputs())) == 1


@contextmanager
def interrupted(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    with transaction(database):
        yield database
    raise KeyboardInterrupt


def test_a_full_disk_is_one_clear_error_and_what_was_committed_stays(tmp_path: Path):
    recorder = Recorder(tmp_path / "run.muster", header())
    say(recorder, 0)
    recorder.commit()
    assert recorder._database
    (pages,) = recorder._database.execute("PRAGMA page_count").fetchone()
    recorder._database.execute(f"PRAGMA max_page_count = {pages}")
    recorder.percept(PerceptRow(0, 1, 20, 2, np.random.default_rng(0).bytes(100_000)))
    with pytest.raises(RecordingUnwritable, match="make room"):
        recorder.commit()
    with pytest.raises(RecordingUnwritable):
        recorder.close()
    with Recording.open(tmp_path / "run.muster") as recording:
        assert len(list(recording.percepts())) == len(list(recording.words())) == 1


def test_an_existing_file_is_refused_and_untouched(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RecordingExists, match="name another file"):
        Recorder(tmp_path / "mine.txt", header())
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["no/such/run.muster", "file/run.muster", "a\0b"])
def test_an_impossible_place_is_one_clear_error(tmp_path: Path, name: str):
    (tmp_path / "file").touch()
    with pytest.raises(RecordingUnwritable, match="name a file in a folder you can write"):
        Recorder(tmp_path / name, header())
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_discarding_leaves_nothing(tmp_path: Path):
    recorder = Recorder(tmp_path / "runs" / "run.muster", header())
    say(recorder, 0)
    recorder.discard()
    assert list(tmp_path.iterdir()) == []


def test_default_names_are_never_taken_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    names: set[str] = set()
    for _ in range(3):
        path = default_path("a/b c", 1)
        Recorder(path, header()).close()
        names.add(path.name)
    assert len(names) == 3
    assert all(name.startswith("a-b-c-1-") for name in names)


def test_the_first_difference_is_named():
    recorded = [HashRow(0, "a"), HashRow(20, "b"), HashRow(40, "c")]
    assert first_difference(recorded, list(recorded)) is None
    assert first_difference(recorded, [HashRow(0, "a"), HashRow(20, "x")]) == Difference(20, "b", "x")
    assert first_difference(recorded, recorded[:2]) == Difference(40, "c", None)


def test_canonical_payloads_are_equal_text():
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'
