"""Scenes of a run under way, for programs in other languages: served by a process of its own until the run is over."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from muster.client.pace import Pace
from muster.commands.following import Follower
from muster.commands.output import note
from muster.commands.securing import security
from muster.commands.watch import Watch
from muster.commands.watching import Onlooker, watched
from muster.recording.frames import Frame
from muster.recording.recorder import Recorder
from muster.scenario.scenario import Scenario
from muster.server.security import Security

MODULE = "muster.commands.scene_process"
END_S = 5.0  # wall seconds that the last moments have to reach those who watch


@dataclass(frozen=True)
class SceneOrder:
    """Where scenes are to be served, and what is asked of viewers; files by their names, "" for none.

    Attributes:
        is_aside: whether nobody need be told where: whoever ordered it passes them on.
    """

    listen: str
    certificate: str = ""
    key: str = ""
    client_ca: str = ""
    token: str = ""
    is_aside: bool = field(default=False, kw_only=True)

    def security(self) -> Security:
        """Return what the files ask for; raises SecretError when they cannot be used."""
        files = (self.certificate, self.key, self.client_ca, self.token)
        return security(*(Path(file) if file else None for file in files), prefix="--scene-")


class LiveScenes:
    """The process that serves, as the run sees it; an ``Onlooker``."""

    def __init__(self, order: SceneOrder, scenario: Scenario) -> None:
        self._follower = Follower(MODULE, asdict(order), scenario)
        self._path: Path | None = None
        self._is_missed = False

    def get_ready(self) -> None:
        """Wait for its word that it can serve; RenderError says why not."""
        self._follower.get_ready()

    def begin(self, recorder: Recorder) -> None:
        """Tell it where the run is recorded."""
        self._path = recorder.path
        self._follower.tell(recorder.path)

    def on_frame(self, frame: Frame) -> None:
        """Put a frame where it finds it; say once when it has gone."""
        if self._follower.is_there():
            self._follower.show(frame)
        elif not self._is_missed:
            self._is_missed = True
            note("Scenes are served no more; the run goes on.")

    def paced(self, pace: Pace, obey: Callable[[], None]) -> Pace:
        """Return ``pace``: viewers of scenes hold nothing."""
        return pace

    def let_go(self) -> bool:
        """Have it stop reading the recording; return whether it has, or has gone."""
        return self._follower.let_go(self._path)

    def play_back(self, path: Path) -> None:
        """Tell it that the run is over."""
        self._follower.tell(path)

    def wait(self) -> None:
        """Return when those who watch have seen the end."""
        self._follower.wait(END_S)

    def close(self) -> None:
        """End it."""
        self._follower.close()


class Together:
    """Two onlookers as one; the second is the first to go."""

    def __init__(self, first: Onlooker, second: Onlooker) -> None:
        self._first, self._second = first, second

    def get_ready(self) -> None:
        """Make sure that both could see."""
        self._first.get_ready()
        self._second.get_ready()

    def begin(self, recorder: Recorder) -> None:
        """Tell both where the run is recorded."""
        self._first.begin(recorder)
        self._second.begin(recorder)

    @property
    def on_frame(self) -> Callable[[Frame], None] | None:
        """Takes every frame for both."""
        takers = [taker for taker in (self._first.on_frame, self._second.on_frame) if taker is not None]

        def take(frame: Frame) -> None:
            for taker in takers:
                taker(frame)

        return take if takers else None

    def paced(self, pace: Pace, obey: Callable[[], None]) -> Pace:
        """Return ``pace``, held where either wants."""
        return self._second.paced(self._first.paced(pace, obey), obey)

    def let_go(self) -> bool:
        """Have both stop reading the recording; return whether both have."""
        first, second = self._first.let_go(), self._second.let_go()
        return first and second

    def play_back(self, path: Path) -> None:
        """Have both go on with what was recorded."""
        self._first.play_back(path)
        self._second.play_back(path)

    def wait(self) -> None:
        """Return when both have seen enough."""
        self._second.wait()
        self._first.wait()

    def close(self) -> None:
        """Make both go."""
        self._second.close()
        self._first.close()


@contextmanager
def shown(watch: Watch | None, scenes: SceneOrder | None, scenario: Scenario) -> Generator[Onlooker]:
    """Yield who watches a run of ``scenario``: nobody, a viewer, programs in other languages, or both.

    Raises:
        RenderError: there is no renderer of that name.
    """
    with watched(watch, scenario) as viewer:
        if scenes is None:
            yield viewer
            return
        live = LiveScenes(scenes, scenario)
        try:
            yield Together(viewer, live)
        finally:
            live.close()
