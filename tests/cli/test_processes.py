"""What only real processes show: Ctrl-C, a mind server that dies, a terminal, a reader that leaves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.errors import RecordingError
from muster.recording.reader import Recording
from support.tree import environment

MUSTER = [sys.executable, "-c", "import sys; sys.argv[0] = 'muster'; from muster.cli import main; main()"]
PATIENCE_S = 120.0  # kernels may have to be compiled first
DRILL = ["run", "school-alarm", "--agents", "20", "--duration", "30", "--out", "drill.muster"]
LONG = ["run", "school-alarm", "--agents", "20", "--duration", "600", "--out", "long.muster"]


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([*MUSTER, *words], env=environment(), cwd=folder, text=True, stdout=pipe, stderr=pipe)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The state hash in which the drill ends when nothing happens to it."""
    return finish(*DRILL[:-1], str(tmp_path_factory.mktemp("undisturbed") / "drill.muster"), "--json")["state_hash"]


def finish(*words: str) -> dict[str, Any]:
    """What a run in this process answers: a process of its own spends its time on starting."""
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout) | {"told": done.stderr}


def has_begun(recording: Path) -> bool:
    """Whether a first second is recorded."""
    try:
        with Recording.open(recording) as opened:
            return bool(opened.seconds)
    except RecordingError:
        return False


def pause_amid(run: subprocess.Popen[str], recording: Path) -> None:
    """Stop a run once it has begun, so that it cannot end before the test is ready."""
    until = time.monotonic() + PATIENCE_S
    while not has_begun(recording):
        assert run.poll() is None and time.monotonic() < until, run.communicate()
        time.sleep(0.01)
    run.send_signal(signal.SIGSTOP)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and its address."""
    address = f"unix:{tmp_path}/minds.sock"
    server = start(tmp_path, "serve", "--listen", address)
    assert server.stdout is not None
    assert address in server.stdout.readline()
    yield server, address
    server.kill()
    server.communicate()


def test_ctrl_c_keeps_the_recording_and_says_so(tmp_path: Path):
    run = start(tmp_path, *LONG)
    pause_amid(run, tmp_path / "long.muster")
    run.send_signal(signal.SIGINT)
    run.send_signal(signal.SIGCONT)
    _, told = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 130
    assert "long.muster" in told and "Traceback" not in told
    with Recording.open(tmp_path / "long.muster") as recorded:
        assert recorded.seconds and not recorded.meta.finished


def test_a_mind_server_that_dies_stops_the_run_plainly(tmp_path: Path, served: tuple[subprocess.Popen[str], str]):
    server, address = served
    run = start(tmp_path, *LONG, "--server", address, "--on-model-loss", "stop")
    pause_amid(run, tmp_path / "long.muster")
    server.kill()
    server.wait()
    run.send_signal(signal.SIGCONT)
    answer, told = run.communicate(timeout=PATIENCE_S)
    assert (run.returncode, answer) == (3, "")
    assert address in told and "long.muster" in told and "Traceback" not in told


def test_a_run_waits_for_its_mind_server_and_goes_on(
    tmp_path: Path, served: tuple[subprocess.Popen[str], str], undisturbed: str
):
    server, address = served
    run = start(tmp_path, *DRILL, "--server", address, "--json")
    pause_amid(run, tmp_path / "drill.muster")
    server.kill()
    server.wait()
    run.send_signal(signal.SIGCONT)
    time.sleep(0.2)
    again = start(tmp_path, "serve", "--listen", address)
    answer, told = run.communicate(timeout=PATIENCE_S)
    again.kill()
    again.communicate()
    assert run.returncode == 0, told
    assert json.loads(answer)["state_hash"] == undisturbed


def test_a_run_that_was_killed_is_resumed_to_the_same_end(tmp_path: Path, undisturbed: str):
    run = start(tmp_path, *DRILL)
    pause_amid(run, tmp_path / "drill.muster")
    run.kill()
    run.communicate()
    resumed = finish("run", "--resume", str(tmp_path / "drill.muster"), "--json")
    assert "Going on from" in resumed["told"]
    assert resumed["state_hash"] == undisturbed
    assert [path.name for path in tmp_path.iterdir()] == ["drill.muster"]


def test_in_realtime_the_minds_have_a_process_of_their_own_that_ends_with_the_run(tmp_path: Path):
    run = start(tmp_path, *DRILL, "--clock", "realtime", "--speed", "8", "--json")
    answer, told = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0, told
    result = json.loads(answer)
    assert result["realtime_factor"] < 8.5
    assert set(result["decisions"]["by_source"]) <= {"builtin", "fallback"}


def test_a_server_stops_cleanly_when_asked(tmp_path: Path, served: tuple[subprocess.Popen[str], str]):
    server, _ = served
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=PATIENCE_S)
    assert server.returncode == 0
    assert not (tmp_path / "minds.sock").exists()


def test_an_address_in_use_is_told(tmp_path: Path, served: tuple[subprocess.Popen[str], str]):
    second = start(tmp_path, "serve", "--listen", served[1])
    _, told = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 2
    assert "in use" in told and "Traceback" not in told


def test_a_port_in_use_is_told_in_our_words_alone(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        second = start(tmp_path, "serve", "--listen", f"127.0.0.1:{port}")
        _, told = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 2
    assert str(port) in told and "in use" in told and "add_port" not in told


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_a_terminal_gets_a_bar_and_stdout_stays_clean(tmp_path: Path):
    ours, theirs = os.openpty()
    words = [*MUSTER, "run", "school-alarm", "--agents", "6", "--duration", "12", "--json"]
    run = subprocess.Popen(words, env=environment(), cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    answer, _ = run.communicate(timeout=PATIENCE_S)
    shown = os.read(ours, 65536).decode(errors="replace")
    os.close(ours)
    assert run.returncode == 0
    assert answer.startswith(b"{") and b"\x1b" not in answer
    assert "school-alarm" in shown


def test_a_reader_that_has_seen_enough_gets_no_traceback(tmp_path: Path):
    run = start(tmp_path, "scenarios")
    assert run.stdout is not None and run.stderr is not None
    run.stdout.close()
    assert "Traceback" not in run.stderr.read()
    run.wait()
    run.stderr.close()
