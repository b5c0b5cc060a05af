"""Reading a recording while it is written."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from muster.recording.creating import fold
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from recording.samples import TICKS, header, say, walk


class Writing:
    """A run that writes a second at a time."""

    def __init__(self, path: Path) -> None:
        self.recorder = Recorder(path, header())
        self._frames = walk(seconds=20.0)

    def second(self) -> None:
        frames = list(islice(self._frames, TICKS // 2))
        for frame in frames:
            self.recorder.frame(frame)
        say(self.recorder, frames[-1].tick)
        self.recorder.commit()


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Writing]:
    writing = Writing(tmp_path / "run.muster")
    yield writing
    writing.recorder.close()


@pytest.fixture
def reading(writing: Writing) -> Iterator[Recording]:
    writing.second()
    with Recording.open(writing.recorder.path) as recording:
        yield recording


def test_new_seconds_are_noticed_when_asked_for(writing: Writing, reading: Recording):
    for _ in range(2):
        writing.second()
    assert reading.seconds == (0,)
    reading.refresh()
    assert reading.seconds == (0, 1, 2)
    assert reading.frame_at(2.5).tick == 2.5 * TICKS


def test_only_rows_that_are_new_are_read(writing: Writing, reading: Recording):
    known = len(list(reading.events()))
    writing.second()
    assert [row.tick for row in reading.events(first=known)] == [2 * TICKS - 2]
    assert [row.tick for row in reading.words(first=known)] == [2 * TICKS - 2]
    assert list(reading.events(first=2)) == []


def test_tables_agree_though_something_is_written_between(writing: Writing, reading: Recording):
    with reading.as_of_now():
        events = len(list(reading.events()))
        writing.second()
        assert len(list(reading.words())) == events == 1
    assert len(list(reading.words())) == 2


def test_what_a_reader_kept_apart_is_folded_when_it_has_gone(writing: Writing, reading: Recording):
    folder, path = writing.recorder.path.parent, writing.recorder.path
    writing.recorder.finish({})
    fold(path)
    assert len(list(folder.iterdir())) > 1  # it is being read
    reading.close()
    fold(path)
    assert list(folder.iterdir()) == [path]
    with Recording.open(path) as recording:
        assert recording.meta.finished


def test_folding_what_is_in_one_file_changes_nothing(writing: Writing):
    writing.recorder.finish({})
    before = writing.recorder.path.read_bytes()
    fold(writing.recorder.path)
    assert writing.recorder.path.read_bytes() == before
