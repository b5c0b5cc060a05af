"""A process that follows a run: frames reach it through shared memory, the rest through the run's recording.

The run waits for it at the start, for its word that it is ready; at the end, for a moment, so that it lets go of the
recording. In between it never does.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, cast

from muster.recording.creating import fold
from muster.recording.frames import Frame
from muster.render.live.block import create
from muster.render.live.ring import RingWriter
from muster.render.live.shared import Layout, Shared
from muster.render.renderer import RenderError
from muster.scenario.population import people
from muster.scenario.scenario import Scenario

READY_S = 15.0  # wall seconds that it has to say that it is ready; a slow one is not waited for longer
RELEASE_S = 0.5  # wall seconds that it has to let go; after that the recording is put in order when it closes
GLANCE_S = 0.005


class Follower:
    """The process, from its start.

    It runs ``module`` with one argument, JSON: ``order`` and where the shared memory is. It answers one line, JSON: an
    object that is empty, or says what is wrong under "error". It is told on standard input where the run is recorded
    and, later, where it has been.

    Attributes:
        shared: the memory that it shares with the run.
        pid: of the process.
    """

    def __init__(self, module: str, order: Mapping[str, object], scenario: Scenario) -> None:
        layout = Layout(len(people(scenario)), 0 if scenario.threat is None else 1)
        block = create(layout.size)
        self.shared = Shared(block.memory, layout)
        self._ring = RingWriter(self.shared)
        where = {"memory": block.handle, "people": layout.people, "threats": layout.threats}
        self._child = _start(module, json.dumps({**order, **where}), block.descriptors)
        self.pid = self._child.pid
        block.let_go()
        self._answer = b""
        self._listener = Thread(target=self._listen, args=(self._child.stdout,), daemon=True)
        self._listener.start()
        self._unfolded: Path | None = None

    def get_ready(self) -> None:
        """Wait for its word; RenderError says what is wrong."""
        self._listener.join(READY_S)
        answer = cast("dict[str, str]", json.loads(self._answer or b"{}"))
        if "error" in answer:
            raise RenderError(answer["error"])

    def tell(self, path: Path) -> None:
        """Say where the run is recorded, or has been."""
        assert self._child.stdin is not None
        if self._child.stdin.closed:
            return
        with suppress(BrokenPipeError):
            self._child.stdin.write(f"{path.absolute()}\n".encode())
            self._child.stdin.flush()

    def show(self, frame: Frame) -> None:
        """Put a frame where it finds it."""
        self._ring.write(frame)

    def is_there(self) -> bool:
        """Return whether it still runs."""
        return self.ended() is None

    def ended(self) -> int | None:
        """Return the exit code with which it has ended, minus the signal that ended it; None while it runs."""
        return self._child.poll()

    def let_go(self, path: Path | None) -> bool:
        """Have it stop reading the recording at ``path``; return whether it has, or is gone."""
        self.shared.asks_release = True
        until = time.monotonic() + RELEASE_S
        while self.is_there() and not self.shared.released:
            if time.monotonic() >= until:
                self._unfolded = path
                return False
            time.sleep(GLANCE_S)
        return True

    def wait(self, seconds: float | None = None) -> None:
        """Return when it has ended by itself, after ``seconds`` wall seconds at the latest."""
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(seconds)

    def close(self) -> None:
        """End it, and put the recording in order if it has kept the run from doing so. A second time, do nothing."""
        assert self._child.stdin is not None and self._child.stdout is not None
        with suppress(BrokenPipeError):
            self._child.stdin.close()
        if self.is_there():
            self._child.kill()  # it may be stopped, and deaf to anything else; it has nothing to save
            self._child.wait()
        self._listener.join()
        self._child.stdout.close()
        if self._unfolded is not None:
            fold(self._unfolded)
            self._unfolded = None

    def _listen(self, answers: IO[bytes]) -> None:
        self._answer = answers.readline()


def _start(module: str, order: str, descriptors: tuple[int, ...]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", module, order],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        pass_fds=descriptors,
        start_new_session=True,  # Ctrl-C is the run's to obey
    )
