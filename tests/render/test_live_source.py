"""A run under way as a source of frames; the run is played by a recorder and a ring in this process."""

import mmap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from muster.recording.errors import RecordingError
from muster.recording.frames import Frame as Moment
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import EventRow, WordRow
from muster.render.frame import Frame
from muster.render.live.ring import Arrival, RingWriter
from muster.render.live.shared import Layout, Shared
from muster.render.live.source import LiveSource, edge
from muster.render.playback import Playback
from muster.world.events import EventKind
from recording.samples import DT, TICKS, header, walk

PEOPLE = 3
FRAME_S = 0.1


class Stage:
    """A run that this test drives, and the source that follows it; both go by ``now``."""

    def __init__(self, path: Path) -> None:
        self.now, self.path, self.ended = 100.0, path, None
        layout = Layout(PEOPLE, 1)
        self.shared = Shared(mmap.mmap(-1, layout.size), layout)
        self.recorder = Recorder(path, header(PEOPLE))
        self._ring = RingWriter(self.shared, clock=lambda: self.now)
        self._frames = walk(PEOPLE, seconds=60.0)
        self.source = LiveSource(path, self.shared, lambda: self.ended, clock=lambda: self.now)

    def run(self, frames: int, *, looks: bool = True) -> None:
        """Go on by so many frames, in realtime."""
        for _ in range(frames):
            frame = next(self._frames)
            self.recorder.frame(frame)
            self._ring.write(frame)
            if frame.tick % TICKS == 0:
                self.recorder.word(WordRow(frame.tick, 1, 2, f"at tick {frame.tick}", 2))
                self.recorder.event(EventRow(frame.tick, EventKind.SHOT.value, None, None, "hall"))
                self.recorder.commit()
            if looks:
                assert self.source.is_live
            self.now += FRAME_S

    def end(self) -> None:
        """End as a run does: ask for the recording, finish it, say where it is."""
        self.shared.asks_release = True
        self.look_again()
        self.recorder.finish({})
        self.ended = self.path
        self.look_again()

    def look_again(self) -> None:
        self.now += FRAME_S
        assert self.source.end >= 0.0


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "run.muster")
    yield stage
    stage.source.close()
    stage.recorder.close()


def same(one: Frame, other: Frame) -> bool:
    fields = ("time", "position", "heading", "speed", "storey", "pose", "health", "act", "flags", "doors")
    return all(np.array_equal(getattr(one, field), getattr(other, field)) for field in fields)


def arrival(number: int, stamp: float) -> Arrival:
    floats, codes = np.zeros(1), np.zeros(1, np.uint8)
    moment = Moment(2 * number, np.zeros((1, 2)), floats, floats, codes, codes, codes, codes, codes)
    return Arrival(number, stamp, moment)


def test_at_the_edge_time_passes_evenly_a_frame_late():
    seen = [arrival(1, 10.0), arrival(2, 10.1)]
    shown = [edge(seen, DT, now) for now in (10.1, 10.125, 10.15, 10.2, 13.0)]
    assert shown == pytest.approx([0.1, 0.125, 0.15, 0.2, 0.2])


def test_the_edge_is_the_newest_frame_when_frames_come_faster_than_pictures():
    assert edge([arrival(1, 10.0), arrival(2, 10.001)], DT, 10.01) == pytest.approx(0.2)


def test_after_a_hold_bodies_do_not_creep():
    assert edge([arrival(1, 10.0), arrival(2, 60.0)], DT, 60.25) == pytest.approx(0.2)


def test_nothing_is_shown_before_the_first_frame(stage: Stage):
    assert stage.source.is_empty and stage.source.is_live
    stage.run(1)
    assert not stage.source.is_empty


def test_what_is_not_committed_yet_comes_from_shared_memory(stage: Stage):
    stage.run(18)
    stage.look_again()
    assert stage.source.end == pytest.approx(1.7)
    expected = list(walk(PEOPLE, seconds=2.0))[17]
    np.testing.assert_allclose(stage.source.frame(1.7).position[:, :2], expected.position, rtol=1e-5)


def test_bodies_do_not_stop_at_the_newest_frame(stage: Stage):
    stage.run(15)
    before = stage.source.frame(1.25).speed
    stage.look_again()
    at_the_edge = stage.source.frame(stage.source.end)
    assert at_the_edge.time == pytest.approx(1.4)
    np.testing.assert_allclose(at_the_edge.speed, before, atol=0.5)
    assert (at_the_edge.speed > 0.1).any()


@pytest.mark.parametrize("time", [0.0, 0.33, 2.95, 3.0, 3.07, 8.5])
def test_any_moment_is_the_same_live_and_afterwards(stage: Stage, time: float):
    stage.run(95)
    live = stage.source.frame(time)
    stage.end()
    with Recording.open(stage.path) as recording:
        assert same(live, Playback(recording).frame(time))
    assert same(live, stage.source.frame(time))


def test_a_moment_that_nobody_looked_at_is_found_in_the_recording(stage: Stage):
    stage.run(400, looks=False)
    stage.look_again()
    (expected,) = (frame for frame in walk(PEOPLE, seconds=21.0) if frame.tick == 20 * TICKS)
    np.testing.assert_allclose(stage.source.frame(20.0).position[:, :2], expected.position, rtol=1e-5)


def test_what_happens_is_told_once_it_is_written_down(stage: Stage):
    stage.run(35)
    stage.look_again()
    told = [(each.time, each.text.split("(")[0].strip()) for each in stage.source.told()]
    assert told == [
        (time, text)
        for time in (0.0, 1.0, 2.0, 3.0)
        for text in ("a shot", f'Person 1 says: "at tick {time * 20:.0f}"')
    ]


def test_the_recording_is_let_go_when_the_run_wants_to_finish_it(stage: Stage):
    stage.run(25)
    stage.shared.asks_release = True
    stage.look_again()
    assert stage.shared.released
    stage.recorder.finish({})
    assert [path.name for path in stage.path.parent.iterdir()] == ["run.muster"]
    with pytest.raises(RecordingError, match="being completed"):
        stage.source.past(0, 1.0)


def test_after_the_run_it_goes_on_as_playback(stage: Stage):
    stage.run(31)
    assert stage.source.is_live
    stage.end()
    assert not stage.source.is_live
    assert stage.source.end == pytest.approx(3.0)
    assert len(stage.source.told()) == len(stage.source.marks()) * 2 == 8


def test_of_a_run_that_was_killed_what_is_recorded_is_played(stage: Stage):
    stage.run(36)
    stage.ended = stage.path
    stage.look_again()
    assert not stage.source.is_live
    assert stage.source.end == pytest.approx(2.9)
    stage.source.frame(1.5)


def test_of_a_run_that_was_killed_at_once_what_was_seen_stays(stage: Stage):
    stage.run(5)
    stage.ended = stage.path
    stage.look_again()
    assert not stage.source.is_live and not stage.source.is_empty
    stage.source.frame(stage.source.end)


def test_a_run_whose_recording_is_gone_leaves_nothing_to_show(stage: Stage, tmp_path: Path):
    stage.ended = tmp_path / "discarded.muster"
    assert not stage.source.is_live
    assert stage.source.is_empty
