"""``muster run --render``: real processes, real shared memory, and a renderer that the test drives."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.reader import Recording
from support.remote_renderer import Hand

MUSTER = [sys.executable, "-c", "import sys; sys.argv[0] = 'muster'; from muster.cli import main; main()"]
PATIENCE_S = 60.0
DRILL = ("run", "school-alarm", "--agents", "6")
LOCKSTEP = ("--duration", "40", "--clock", "lockstep", "--json")
REALTIME = ("--duration", "300", "--speed", "8")
RESUMABLE = ("--duration", "80", "--speed", "8")
"""Ten seconds are enough to stop it amid, and what is left is soon run."""

Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    folder = tmp_path / "hand"
    folder.mkdir()
    return Hand(folder)


@pytest.fixture
def start(tmp_path: Path, hand: Hand) -> Iterator[Run]:
    """Starts a drill that is watched, in ``tmp_path``; nothing of it is left in the end."""
    runs: list[subprocess.Popen[str]] = []

    def start(*words: str) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        run = subprocess.Popen(
            [*MUSTER, *words], env=hand.environment, cwd=tmp_path, text=True, stdout=pipe, stderr=pipe
        )
        runs.append(run)
        return run

    yield start
    for run in runs:
        run.kill()
    hand.end()
    for run in runs:
        run.communicate()


@pytest.fixture(scope="module")
def unwatched(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The state hash in which the drill ends when nobody watches."""
    done = CliRunner().invoke(app, [*DRILL, *LOCKSTEP, "--out", str(tmp_path_factory.mktemp("unwatched") / "x.muster")])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)["state_hash"]


def held_at_once(start: Run, hand: Hand, *words: str) -> "subprocess.Popen[str]":
    """A run that its viewer holds before it can end."""
    run = start(*DRILL, "--out", "drill.muster", "--render", "remote", *words)
    hand.do("space")
    hand.until(lambda seen: seen["held"])
    return run


def held_after(time_s: float, start: Run, hand: Hand, *words: str) -> "subprocess.Popen[str]":
    """A run in realtime that its viewer holds later."""
    run = start(*DRILL, *words, "--out", "drill.muster", "--render", "remote")
    hand.until(lambda seen: seen["end"] > time_s)
    hand.do("space")
    hand.until(lambda seen: seen["held"])
    return run


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_space_holds_the_run_and_a_full_stop_makes_it_one_frame_longer(start: Run, hand: Hand):
    held_at_once(start, hand, *REALTIME)
    ends = [hand.settled()["end"]]
    for _ in range(2):
        hand.do(".")
        hand.until(lambda seen: seen["end"] > ends[-1])
        ends.append(hand.settled()["end"])
    assert ends == pytest.approx([ends[0], ends[0] + 0.1, ends[0] + 0.2])
    hand.do("space")
    assert hand.until(lambda seen: seen["end"] > ends[-1] + 0.5)["live"]


def test_while_it_is_held_one_can_look_back(start: Run, hand: Hand):
    held_after(1.2, start, hand, *REALTIME)
    hand.do("seek 0.25")
    assert not hand.until(lambda seen: 0.25 <= seen["time"] <= 1.2)["live"]


def test_a_viewer_that_is_closed_lets_the_run_go_on(start: Run, hand: Hand, tmp_path: Path, unwatched: str):
    run = held_at_once(start, hand, *LOCKSTEP)
    hand.do("close")
    answer, told = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0
    assert told.splitlines()[0] == "The viewer was closed; the run goes on."
    assert json.loads(answer)["state_hash"] == unwatched
    assert files(tmp_path) == ["drill.muster"]


def test_a_viewer_that_is_killed_changes_nothing(start: Run, hand: Hand, unwatched: str):
    run = held_at_once(start, hand, *LOCKSTEP)
    os.kill(hand.settled()["pid"], signal.SIGKILL)
    answer, told = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0
    assert told.count("\n") == 1 and "the run goes on without it" in told
    assert json.loads(answer)["state_hash"] == unwatched


def test_a_viewer_that_is_stopped_changes_nothing(start: Run, hand: Hand, tmp_path: Path, unwatched: str):
    run = start(*DRILL, *LOCKSTEP, "--out", "drill.muster", "--render", "remote")
    hand.do("space")
    hand.until(lambda seen: seen["held"])
    hand.do("space")
    viewer = hand.until(lambda seen: not seen["held"])["pid"]
    os.kill(viewer, signal.SIGSTOP)
    assert run.stderr is not None
    assert "The viewer goes on" in run.stderr.readline()
    run.send_signal(signal.SIGINT)
    answer, told = run.communicate(timeout=PATIENCE_S)
    assert (run.returncode, told) == (0, "")
    assert json.loads(answer)["state_hash"] == unwatched
    assert files(tmp_path) == ["drill.muster"]


def test_of_a_run_that_is_killed_its_viewer_plays_what_was_recorded(start: Run, hand: Hand):
    run = start(*DRILL, *REALTIME, "--out", "drill.muster", "--render", "remote")
    hand.until(lambda seen: seen["live"] and seen["end"] > 3.0)
    run.kill()
    end = hand.until(lambda seen: not seen["live"])["end"]
    hand.do("seek 1.0")
    assert hand.until(lambda seen: 1.0 <= seen["time"] < 2.0)["end"] == end >= 2.9
    hand.do("close")
    assert hand.is_closed()


def test_after_its_run_the_viewer_goes_on_until_it_is_closed(start: Run, hand: Hand, tmp_path: Path):
    run = start(*DRILL, "--duration", "8", "--speed", "8", "--out", "drill.muster", "--render", "remote")
    hand.until(lambda seen: not seen["live"] and seen["end"] == pytest.approx(8.0))
    assert run.stderr is not None and run.stdout is not None
    assert "Close it" in run.stderr.readline()
    assert files(tmp_path) == ["drill.muster"]
    hand.do("close")
    answer, _ = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0 and "What became of 6 people" in answer


def test_ctrl_c_ends_a_held_run_and_its_viewer(start: Run, hand: Hand, tmp_path: Path):
    run = held_at_once(start, hand, *REALTIME)
    hand.do(".")
    viewer = hand.settled()["pid"]
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 130 and "Traceback" not in told
    with pytest.raises(ProcessLookupError):
        os.kill(viewer, 0)
    assert files(tmp_path) in ([], ["drill.muster"])


def test_a_run_that_is_resumed_can_be_watched(start: Run, hand: Hand, tmp_path: Path):
    stopped = held_after(1.2, start, hand, *RESUMABLE)
    stopped.send_signal(signal.SIGINT)
    stopped.communicate(timeout=PATIENCE_S)
    hand.begin()
    run = start("run", "--resume", "drill.muster", "--render", "remote", "--clock", "lockstep", "--json")
    hand.until(lambda seen: not seen["live"])
    hand.do("close")
    _, told = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0, told
    assert files(tmp_path) == ["drill.muster"]
    with Recording.open(tmp_path / "drill.muster") as recording:
        assert recording.meta.finished


def test_a_resumed_run_takes_its_place_though_its_viewer_was_stopped(start: Run, hand: Hand, tmp_path: Path):
    stopped = held_after(1.2, start, hand, *RESUMABLE)
    stopped.send_signal(signal.SIGINT)
    stopped.communicate(timeout=PATIENCE_S)
    hand.begin()
    run = start("run", "--resume", "drill.muster", "--render", "remote", "--speed", "16", "--json")
    os.kill(hand.until(lambda seen: seen["live"])["pid"], signal.SIGSTOP)
    _, told = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0, told
    assert files(tmp_path) == ["drill.muster"]
    with Recording.open(tmp_path / "drill.muster") as recording:
        assert recording.meta.finished


def test_a_renderer_that_does_not_exist_is_told_with_those_that_do(muster, tmp_path: Path):
    done = muster(*DRILL, "--render", "nope")
    assert done.exit_code == 2
    assert "'nope'" in done.stderr and "panda3d" in done.stderr and "web" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_viewer_without_a_display_says_so_before_the_run(muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    done = muster(*DRILL, "--render", "pygame")
    assert done.exit_code == 2
    assert "no display" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words, parts",
    [
        (("--render", "none", "--repeat", 2), ("--repeat", "muster replay")),
        (("--scene-listen", "127.0.0.1:0", "--repeat", 2), ("--repeat", "muster replay")),
        (("--scene-key", "key.pem"), ("--scene-key", "--scene-listen")),
        (("--tier", "tiny"), ("--tier", "--render")),
        (("--listen", "127.0.0.1:9"), ("--listen", "--render")),
    ],
)
def test_options_that_do_not_fit_together_are_told(muster, words: tuple[object, ...], parts: tuple[str, ...]):
    done = muster(*DRILL, *words)
    assert done.exit_code == 2
    assert all(part in done.stderr for part in parts)
