"""A viewer in a process of its own, as the run that is being watched sees it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from muster.client.pace import Held, Pace
from muster.commands.cores import usable_cores
from muster.commands.following import Follower
from muster.commands.holding import Reins
from muster.commands.output import note
from muster.commands.watch import Watch
from muster.recording.frames import Frame
from muster.recording.recorder import Recorder
from muster.render.registry import check_name
from muster.scenario.scenario import Scenario

MODULE = "muster.render.live.viewer"
BRIEF_S = 0.5  # wall seconds: a viewer that closes so soon after the run need not be spoken of


class Viewer:
    """An ``Onlooker`` who can hold the run.

    Attributes:
        pid: of the viewer's process.
    """

    def __init__(self, watch: Watch, scenario: Scenario) -> None:
        check_name(watch.renderer)
        self._follower = Follower(MODULE, {**asdict(watch), "processors": usable_cores()}, scenario)
        self.pid = self._follower.pid
        self._reins = Reins(self._follower.shared, self._is_there)
        self._is_missed = False
        self._recorder: Recorder | None = None

    def get_ready(self) -> None:
        """Wait for its word that it can show anything; ``RenderError`` says why not."""
        self._follower.get_ready()

    def begin(self, recorder: Recorder) -> None:
        """Tell it where the run is recorded."""
        self._recorder = recorder
        self._follower.tell(recorder.path)

    def on_frame(self, frame: Frame) -> None:
        """Put a frame where it finds it."""
        if self._is_there():
            self._follower.show(frame)

    def paced(self, pace: Pace, obey: Callable[[], None]) -> Pace:
        """Return ``pace``, held where its user wants; ``obey`` raises KeyboardInterrupt after Ctrl-C."""
        assert self._recorder is not None, "a run is paced after it has begun"
        # Committed at each halt, so that the viewer can tell all that has happened until then.
        on_halt = self._recorder.commit
        return Held(lambda: self._reins.stand_still(obey, on_halt), pace)

    def let_go(self) -> bool:
        """Have it stop reading the recording; return whether it has, or has gone."""
        return self._follower.let_go(None if self._recorder is None else self._recorder.path)

    def play_back(self, path: Path) -> None:
        """Have it go on with what was recorded."""
        self._follower.tell(path)

    def wait(self) -> None:
        """Return when its user has closed it; Ctrl-C closes it, too."""
        with suppress(KeyboardInterrupt):
            self._follower.wait(BRIEF_S)
            if self._follower.is_there():
                note("The viewer goes on with the recording. Close it, or press Ctrl-C here, to end.")
                self._follower.wait()
        self.close()

    def close(self) -> None:
        """End it."""
        self._follower.close()

    def _is_there(self) -> bool:
        """Whether it runs; says once when it does not."""
        code = self._follower.ended()
        if code is not None and not self._is_missed:
            self._is_missed = True
            note("The viewer was closed; the run goes on." if code == 0 else _lost(code))
        return code is None


def _lost(code: int) -> str:
    why = f"was ended by signal {-code}" if code < 0 else f"has failed with exit code {code}"
    return f"The viewer {why}; the run goes on without it. Look at its recording with `muster replay` when it is over."
