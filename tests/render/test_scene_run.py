"""Scenes of a run under way: real processes, real shared memory, and a run that the test writes itself."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest

from muster.commands.scene_run import LiveScenes, SceneOrder, Together, shown
from muster.commands.watching import NOBODY
from muster.recording.frames import Frame
from muster.recording.recorder import Recorder
from muster.render.renderer import RenderError
from muster.render.service import SceneServer
from recording.samples import header, walk
from render.scene_fakes import Live, Viewer

PEOPLE = 3


@contextmanager
def scenes(folder: Path, token: str = "") -> Iterator[tuple[LiveScenes, str]]:
    address = f"unix:{folder / 'scene.sock'}"
    live = LiveScenes(SceneOrder(address, token=token), header(PEOPLE).scenario)
    try:
        yield live, address
    finally:
        live.close()


def frames(live: LiveScenes, recorder: Recorder, seconds: float, since: float = 0.0) -> None:
    """Write what happens from ``since`` until ``seconds``, a hundred times as fast as it would."""
    for frame in walk(PEOPLE, seconds, threats=0):
        if frame.tick * 0.05 > since:
            recorder.frame(frame)
            live.on_frame(frame)
            if frame.tick % 20 == 0:
                recorder.commit()
            time.sleep(0.001)


def connected(address: str) -> Viewer:
    """Return a viewer of a server that may still be starting."""
    channel = grpc.insecure_channel(address)
    grpc.channel_ready_future(channel).result(timeout=20)
    return Viewer(channel)


def test_a_run_is_watched_while_it_happens_and_to_its_end(tmp_path: Path):
    path = tmp_path / "run.muster"
    with scenes(tmp_path) as (live, address), Recorder(path, header(PEOPLE)) as recorder:
        live.get_ready()
        live.begin(recorder)
        frames(live, recorder, 2.0, since=-1.0)
        client = connected(address)
        seen = client.readings(rate_hz=60.0)
        first, _ = next(seen)
        assert (client.scene.is_live, client.scene.title, first.time_s) == (True, "sample, seed 7", pytest.approx(2.0))
        frames(live, recorder, 5.0, since=2.0)
        later, _ = next(seen)
        assert later.time_s > first.time_s
        assert live.let_go()
        recorder.finish({})
        live.play_back(path)
        *_, (last, known) = seen
        live.wait()
        assert last.time_s == pytest.approx(5.0)
        assert known.people["flags"].tolist() == [1, 0, 0]
        assert not (tmp_path / "scene.sock").exists()


def test_a_run_that_nobody_watches_is_let_go_of_at_once(tmp_path: Path):
    with scenes(tmp_path) as (live, address), Recorder(tmp_path / "run.muster", header(PEOPLE)) as recorder:
        live.get_ready()
        live.begin(recorder)
        frames(live, recorder, 1.0, since=-1.0)
        connected(address)
        assert live.let_go()
        recorder.finish({})


def test_where_it_cannot_listen_is_known_before_the_run_begins(tmp_path: Path):
    with SceneServer(Live(), "127.0.0.1:0") as server:
        wrong = {server.address: "is it in use", "0.0.0.0:0": "takes TLS and a token", "nowhere": "is no address"}
        for address, complaint in wrong.items():
            live = LiveScenes(SceneOrder(address), header(PEOPLE).scenario)
            with pytest.raises(RenderError, match=complaint):
                live.get_ready()
            live.close()


def test_a_token_that_cannot_be_read_is_known_before_the_run_begins(tmp_path: Path):
    with scenes(tmp_path, token=str(tmp_path / "none")) as (live, _), pytest.raises(RenderError, match="cannot read"):
        live.get_ready()


def test_a_server_that_was_killed_costs_the_run_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with scenes(tmp_path) as (live, _), Recorder(tmp_path / "run.muster", header(PEOPLE)) as recorder:
        live.get_ready()
        live.begin(recorder)
        live.close()
        frames(live, recorder, 1.0, since=-1.0)
        assert live.let_go()
        live.play_back(tmp_path / "run.muster")
        live.wait()
        recorder.finish({})
    assert capsys.readouterr().err.count("Scenes are served no more; the run goes on.") == 1


class Onlooking(type(NOBODY)):
    """Writes down what it is told."""

    def __init__(self, told: list[str], name: str, *, lets_go: bool = True) -> None:
        self._told, self._name, self._lets_go = told, name, lets_go

    def get_ready(self) -> None:
        self._told.append(f"{self._name} ready")

    def let_go(self) -> bool:
        self._told.append(f"{self._name} let go")
        return self._lets_go

    def wait(self) -> None:
        self._told.append(f"{self._name} waited")

    def close(self) -> None:
        self._told.append(f"{self._name} closed")


def test_both_who_watch_are_told_of_all_and_the_window_is_the_last_to_go():
    told: list[str] = []
    both = Together(Onlooking(told, "window", lets_go=False), Onlooking(told, "scenes"))
    both.get_ready()
    assert not both.let_go()
    both.wait()
    both.close()
    assert told == [
        *("window ready", "scenes ready", "window let go", "scenes let go"),
        *("scenes waited", "window waited", "scenes closed", "window closed"),
    ]


def test_frames_go_to_both_and_to_nobody_for_nothing():
    assert Together(NOBODY, NOBODY).on_frame is None
    taken: list[Frame] = []
    one, other = Onlooking([], "a"), Onlooking([], "b")
    one.on_frame = other.on_frame = taken.append  # pyright: ignore[reportAttributeAccessIssue]
    frame = next(walk(PEOPLE, 1.0))
    both = Together(one, other).on_frame
    assert both is not None
    both(frame)
    assert taken == [frame, frame]


def test_without_an_address_nobody_serves():
    before = threading.active_count()
    with shown(None, None, header(PEOPLE).scenario) as onlooker:
        assert onlooker is NOBODY
    assert threading.active_count() == before
