"""A viewer in a process of its own, as the run that is being watched sees it.

The run waits for it at the start, for its word that it can show anything; at the end, for a moment, so that it lets go
of the recording; and when all is done, for its user to close it. In between it never does.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, cast

from muster.client.pace import Held, Pace
from muster.commands.holding import GLANCE_S, Reins
from muster.commands.output import note
from muster.commands.watching import Watch
from muster.recording.creating import fold
from muster.recording.frames import Frame
from muster.recording.recorder import Recorder
from muster.render.live.block import create
from muster.render.live.order import Order
from muster.render.live.ring import RingWriter
from muster.render.live.shared import Layout, Shared
from muster.render.registry import check_name
from muster.render.renderer import RenderError
from muster.scenario.scenario import Scenario

START_S = 15.0  # wall seconds that it has to say whether it can show anything; a slow one is not waited for longer
RELEASE_S = 0.5  # wall seconds that it has to let go; after that the recording is put in order when it closes
BRIEF_S = 0.5  # wall seconds: one that closes so soon after the run need not be spoken of


class Viewer:
    """The process, from its start; an ``Onlooker``.

    Attributes:
        pid: of its process.
    """

    def __init__(self, watch: Watch, scenario: Scenario) -> None:
        check_name(watch.renderer)
        layout = Layout(scenario.population.size, 0 if scenario.threat is None else 1)
        block = create(layout.size)
        self._shared = Shared(block.memory, layout)
        self._ring, self._reins = RingWriter(self._shared), Reins(self._shared, self._is_there)
        self._child = _start(_order(watch, layout, block.handle), block.descriptors)
        self.pid = self._child.pid
        block.let_go()
        self._answer = b""
        self._listener = Thread(target=self._listen, args=(self._child.stdout,), daemon=True)
        self._listener.start()
        self._is_missed = False
        self._recorder: Recorder | None = None
        self._unfolded: Path | None = None

    def get_ready(self) -> None:
        """Wait for its word that it can show anything; ``RenderError`` says why not."""
        self._listener.join(START_S)
        answer = cast("dict[str, str]", json.loads(self._answer or b"{}"))
        if "error" in answer:
            raise RenderError(answer["error"])

    def begin(self, recorder: Recorder) -> None:
        """Tell it where the run is recorded."""
        self._recorder = recorder
        self._tell(recorder.path)

    def on_frame(self, frame: Frame) -> None:
        """Put a frame where it finds it."""
        if self._is_there():
            self._ring.write(frame)

    def paced(self, pace: Pace, obey: Callable[[], None]) -> Pace:
        """Return ``pace``, held where its user wants; ``obey`` raises KeyboardInterrupt after Ctrl-C."""
        assert self._recorder is not None, "a run is paced after it has begun"
        # Committed at each halt, so that the viewer can tell all that has happened until then.
        on_halt = self._recorder.commit
        return Held(lambda: self._reins.stand_still(obey, on_halt), pace)

    def let_go(self) -> bool:
        """Have it stop reading the recording; return whether it has, or has gone."""
        self._shared.asks_release = True
        until = time.monotonic() + RELEASE_S
        while self._child.poll() is None and not self._shared.released:
            if time.monotonic() >= until:
                self._unfolded = None if self._recorder is None else self._recorder.path
                return False
            time.sleep(GLANCE_S)
        return True

    def play_back(self, path: Path) -> None:
        """Have it go on with what was recorded."""
        self._tell(path)

    def wait(self) -> None:
        """Return when its user has closed it; Ctrl-C closes it, too."""
        with suppress(KeyboardInterrupt):
            try:
                self._child.wait(BRIEF_S)
            except subprocess.TimeoutExpired:
                note("The viewer goes on with the recording. Close it, or press Ctrl-C here, to end.")
                self._child.wait()
        self.close()

    def close(self) -> None:
        """End it, and put the recording in order if it has kept the run from doing so."""
        assert self._child.stdin is not None and self._child.stdout is not None
        with suppress(BrokenPipeError):
            self._child.stdin.close()
        if self._child.poll() is None:
            self._child.kill()  # it may be stopped, and deaf to anything else; it has nothing to save
            self._child.wait()
        self._listener.join()
        self._child.stdout.close()
        if self._unfolded is not None:
            fold(self._unfolded)
            self._unfolded = None

    def _tell(self, path: Path) -> None:
        assert self._child.stdin is not None
        with suppress(BrokenPipeError):
            self._child.stdin.write(f"{path.absolute()}\n".encode())
            self._child.stdin.flush()

    def _listen(self, answers: IO[bytes]) -> None:
        self._answer = answers.readline()

    def _is_there(self) -> bool:
        """Whether it runs; says once when it does not."""
        code = self._child.poll()
        if code is not None and not self._is_missed:
            self._is_missed = True
            note("The viewer was closed; the run goes on." if code == 0 else _lost(code))
        return code is None


def _order(watch: Watch, layout: Layout, handle: str) -> Order:
    return Order(
        renderer=watch.renderer,
        tier=watch.tier,
        listen=watch.listen,
        offscreen=watch.offscreen,
        memory=handle,
        people=layout.people,
        threats=layout.threats,
    )


def _start(order: Order, descriptors: tuple[int, ...]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "muster.render.live.viewer", order.to_text()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        pass_fds=descriptors,
        start_new_session=True,  # Ctrl-C is the run's to obey
    )


def _lost(code: int) -> str:
    why = f"was ended by signal {-code}" if code < 0 else f"has failed with exit code {code}"
    return f"The viewer {why}; the run goes on without it. Look at its recording with `muster replay` when it is over."
