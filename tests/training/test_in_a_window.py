"""From the brief to the review, on a real X server: a window, keys pressed in it, and what they did to the world."""

import math
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from muster.behavior.v1 import behavior_pb2
from muster.recording.reader import Recording
from support.exercising import HUT_EXERCISE
from support.hut import write_examples
from support.tree import environment
from support.x_keys import HAS_XTEST, Keyboard

XVFB = shutil.which("Xvfb") or ""
pytestmark = pytest.mark.skipif(
    not (XVFB and HAS_XTEST), reason="there is no Xvfb, or no libXtst; install xvfb libxtst6"
)
MUSTER = (sys.executable, "-c", "import sys; from muster.cli import main; sys.argv[0] = 'muster'; main()")
OUT = "played.muster"
SEED = 2  # Ruth starts within reach of the front door
RUTH, IMRE = 0, 1
PHRASE, SUPPORT = "Out, please, now.", "The neighbour at number 4"
TEXT, ROOM = 200, 600
"""Colours on the screen: smoothed letters have some 700 on a card, shaded walls and people twice that."""
PATIENCE_S = 240.0  # wall seconds; the first run on a machine compiles


def wait_for(is_so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < until, f"never came: {what}"
        time.sleep(0.2)


@pytest.fixture
def display() -> Iterator[str]:
    """A display of our own; Xvfb says which one it has found free."""
    read, write = os.pipe()
    words = [XVFB, "-screen", "0", "1280x720x24", "-displayfd", str(write)]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


class Trainee:
    """Somebody at the screen: presses keys, and looks."""

    def __init__(self, display: str, recording: Path) -> None:
        self.keys, self._display, self._path = Keyboard(display), display, recording

    def colours(self) -> int:
        """How many colours there are on the screen."""
        from PIL import ImageGrab

        return len(ImageGrab.grab(xdisplay=self._display).convert("RGB").getcolors(1 << 24) or ())

    def wait_to_see(self, colours: int, what: str) -> None:
        wait_for(lambda: self.colours() >= colours, what)

    def wait_until(self, is_so: Callable[[Recording], bool], what: str) -> None:
        """Wait until something is in the recording, which is being written."""

        def is_recorded() -> bool:
            if not self._path.exists():
                return False
            with Recording.open(self._path) as recording:
                return is_so(recording)

        wait_for(is_recorded, what)


@contextmanager
def training(folder: Path, display: str) -> Iterator[Trainee]:
    """``muster train`` with Ruth and Imre in the corridor, until it is interrupted."""
    write_examples(folder)
    people = folder / "hut-people.toml"
    people.write_text(people.read_text().replace('start = "room"', 'start = "corridor"'), encoding="utf-8")
    alarm = folder / "hut-alarm.toml"  # a minute later: until then nothing but the trainee moves anybody
    alarm.write_text(
        alarm.read_text().replace("at = 5\n", "at = 65\n").replace("at = 20\n", "at = 80\n"), encoding="utf-8"
    )
    (folder / "hut-exercise.toml").write_text(HUT_EXERCISE, encoding="utf-8")
    env = {**environment(), "DISPLAY": display}
    env.pop("WAYLAND_DISPLAY", None)
    words = ["train", "hut-exercise.toml", "--seed", str(SEED), "--out", OUT]
    with (folder / "told.txt").open("w") as told:
        running = subprocess.Popen([*MUSTER, *words], cwd=folder, env=env, stdout=told, stderr=subprocess.STDOUT)
        trainee = Trainee(display, folder / OUT)
        try:
            yield trainee
        finally:
            trainee.keys.close()
            running.send_signal(signal.SIGINT)  # the window of an exercise that is over stays until it is closed
            running.wait()


def told_by(folder: Path, *words: str) -> str:
    """What a command says."""
    done = subprocess.run([*MUSTER, *words], cwd=folder, env=environment(), check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def happened(kind: str) -> Callable[[Recording], bool]:
    return lambda recording: any(row.kind == kind for row in recording.events())


def imre_decides_after_hearing(recording: Recording) -> bool:
    heard = {
        row.ordinal for row in recording.percepts(IMRE) if PHRASE in str(behavior_pb2.Percept.FromString(row.message))
    }
    return any(row.ordinal in heard for row in recording.decisions(IMRE))


def stopped_for_real(recording: Recording) -> bool:
    return any(row.kind == "note" and "real emergency" in row.payload for row in recording.inputs())


def walked(recording: Recording) -> float:
    """Metres from where Ruth was at first to where she is last, as far as it is recorded."""
    first, last = (recording.motion(recording.seconds[place]).position for place in (0, -1))
    return math.dist(first[0, RUTH], last[-1, RUTH])


def test_brief_walk_lock_speak_reaction_stop_rerun_and_review(tmp_path: Path, display: str):
    with training(tmp_path, display) as ruth:
        ruth.wait_to_see(TEXT, "the brief")
        ruth.keys.tap("Return")
        ruth.wait_until(happened("taken_over"), "the start")
        ruth.wait_to_see(ROOM, "the corridor in first person")
        ruth.keys.tap("1")
        ruth.wait_until(imre_decides_after_hearing, "an answer to what was said")
        ruth.keys.tap("l")
        ruth.wait_until(happened("door_locked"), "a locked door")
        ruth.keys.down("w")
        ruth.wait_until(lambda recording: bool(recording.seconds) and walked(recording) > 0.3, "a step")
        ruth.keys.up("w")
        ruth.keys.tap("Escape")
        ruth.wait_until(stopped_for_real, "a note of why it ended")
        wait_for(lambda: SUPPORT in (tmp_path / "told.txt").read_text(), "whom to talk to afterwards")
    assert told_by(tmp_path, "rerun", OUT).strip() == "identical"
    told_by(tmp_path, "review", OUT, "--out", "page.html")
    assert "Leaving a hut" in (tmp_path / "page.html").read_text()
