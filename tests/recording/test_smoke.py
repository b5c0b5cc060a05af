"""Smoke that was recorded is the smoke that is read, at any moment and in recordings of every age."""

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from muster.recording.errors import RecordingDamaged
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.smoke import FAINTEST, SmokeState, pack, unpack
from recording.samples import TICKS, header

REGIONS = 6  # of the sample building
HALF = 2.0**-11  # relative rounding of half precision


def thickness(second: int) -> np.ndarray:
    return np.array([0.5, 0.1, 0.0, 0.0, 0.01, 0.0], np.float32) * min(second, 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a recording in which smoke thickens from the second to the sixth second and stays as it is."""
    made = tmp_path / "run.muster"
    with Recorder(made, header()) as recorder:
        for second in range(1, 20):
            recorder.smoke(SmokeState(second * TICKS, 100.0 * min(second, 5), thickness(second)))
            recorder.commit()
        recorder.finish({})
    return made


@pytest.mark.parametrize(("time", "second"), [(1.0, 1), (1.99, 1), (2.0, 2), (5.4, 5), (19.0, 5), (1e6, 5)])
def test_seeking_finds_the_smoke_of_that_second(path: Path, time: float, second: int):
    with Recording.open(path) as recording:
        state = recording.smoke_at(time)
        assert state is not None
        assert state.heat == 100.0 * second
        assert state.extinction == pytest.approx(thickness(second), rel=HALF)


def test_before_the_first_second_there_is_none(path: Path):
    with Recording.open(path) as recording:
        assert recording.smoke_at(0.9) is None


def test_only_changes_are_written(path: Path):
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT tick FROM smoke").fetchall() == [(second * TICKS,) for second in range(1, 6)]


def test_recordings_from_before_there_was_smoke_have_none(path: Path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TABLE smoke")
        database.commit()
    with Recording.open(path) as recording:
        assert recording.smoke_at(3.0) is None


@pytest.mark.parametrize(
    "damage", [b"", b"rubbish", zlib.compress(b"\0\0"), pack(np.zeros(REGIONS + 1)), pack(np.full(REGIONS, np.nan))]
)
def test_broken_smoke_is_told_with_its_moment(path: Path, damage: bytes):
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE smoke SET extinction = ? WHERE tick = ?", (damage, 3 * TICKS))
        database.commit()
    with Recording.open(path) as recording:
        assert recording.smoke_at(2.0) is not None
        with pytest.raises(RecordingDamaged, match=f"tick {3 * TICKS}"):
            recording.smoke_at(3.0)


def test_air_that_nobody_would_call_smoky_is_written_as_clear():
    assert unpack(pack(np.array([0.9 * FAINTEST, 1.1 * FAINTEST, 1e9])), 3) == pytest.approx(
        [0.0, 1.1 * FAINTEST, 6e4], rel=HALF
    )
