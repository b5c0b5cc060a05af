"""Who watches a run: nobody, or somebody at a viewer, which is a process of its own."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from muster.client.pace import Pace
from muster.commands.watch import Watch
from muster.recording.frames import Frame
from muster.recording.recorder import Recorder
from muster.scenario.scenario import Scenario


class Onlooker(Protocol):
    """Whoever may be watching, in the order in which a run speaks to them."""

    def get_ready(self) -> None:
        """Make sure that they could see; ``RenderError`` says why they cannot."""
        ...

    def begin(self, recorder: Recorder) -> None:
        """Hear where the run is recorded."""
        ...

    @property
    def on_frame(self) -> Callable[[Frame], None] | None:
        """Takes every frame."""
        ...

    def paced(self, pace: Pace, obey: Callable[[], None]) -> Pace:
        """Return ``pace``, held where they want; ``obey`` raises KeyboardInterrupt after Ctrl-C."""
        ...

    def let_go(self) -> bool:
        """Stop reading the recording, which is to be finished; return whether it is free."""
        ...

    def play_back(self, path: Path) -> None:
        """Go on with what was recorded."""
        ...

    def wait(self) -> None:
        """Return when they have seen enough."""
        ...

    def close(self) -> None:
        """Make them go. May be called at any time, and twice."""
        ...


class Nobody:
    """Nobody watches."""

    on_frame = None

    def get_ready(self) -> None:
        """Need nothing."""

    def begin(self, recorder: Recorder) -> None:
        """Ignore it."""

    def paced(self, pace: Pace, obey: Callable[[], None]) -> Pace:
        """Return ``pace``."""
        return pace

    def let_go(self) -> bool:
        """Hold nothing."""
        return True

    def play_back(self, path: Path) -> None:
        """Ignore it."""

    def wait(self) -> None:
        """Return at once."""

    def close(self) -> None:
        """Have nothing to end."""


NOBODY = Nobody()


@contextmanager
def watched(watch: Watch | None, scenario: Scenario) -> Generator[Onlooker]:
    """Yield who watches a run of ``scenario``; a viewer starts now, and ends with the context at the latest.

    Raises:
        RenderError: there is no renderer of that name.
    """
    if watch is None:
        yield NOBODY
        return
    from muster.commands.viewer import Viewer

    viewer = Viewer(watch, scenario)
    try:
        yield viewer
    finally:
        viewer.close()
