"""Those who take part in an exercise, as its run sees them: an ``Onlooker`` who plays along."""

from collections.abc import Callable
from pathlib import Path

from muster.client.pace import Held, Pace
from muster.commands.output import note
from muster.commands.own_window import OwnWindow
from muster.commands.watching import NOBODY, Onlooker
from muster.recording.frames import Frame
from muster.recording.recorder import Recorder
from muster.server.security import Security, TokenCheck
from muster.training.host.door import Door
from muster.training.host.host import Host
from muster.training.host.relaying import Behind
from muster.training.host.serving import ExerciseServer


class Attendance:
    """Serves the host, opens the trainee's own window, and lets the host hold the run.

    Args:
        private: an address that only this user can reach, for the window here.
        listen: where others may join; "" for nobody.
        security: what is asked of them; ``instructors`` is their own token.
        scenes: where scenes are made of the run, for instructors; None for nowhere.
        window: name of the window here, for ``role``; "" for none.
        beside: who else watches.
    """

    def __init__(
        self,
        host: Host,
        *,
        private: str,
        listen: str,
        security: Security,
        instructors: str,
        scenes: Behind | None,
        window: str,
        role: str,
        beside: Onlooker = NOBODY,
    ) -> None:
        self._host, self._beside, self._window_name, self._role = host, beside, window, role
        self._token = security.token
        addresses = [private, listen] if listen else [private]
        self._server = ExerciseServer(host, addresses, door_for(security, instructors), scenes)
        self._is_open, self._may_be_led = bool(listen), bool(instructors or not security.token)
        self._window: OwnWindow | None = None
        self._recorder: Recorder | None = None

    def get_ready(self) -> None:
        """Let people in; raises CannotListen, or RenderError when there can be no window here."""
        self._beside.get_ready()
        self._server.start()
        if self._is_open:
            address = self._server.addresses[-1]
            note(f"Others join with: muster join {address} --role ROLE")
            if self._may_be_led:
                note(f"Lead it with: muster instruct {address}")
        if self._window_name:
            self._window = OwnWindow(self._server.addresses[0], self._role, self._window_name, self._token)
            self._window.get_ready()

    def begin(self, recorder: Recorder) -> None:
        """Hear where the run is recorded."""
        self._recorder = recorder
        self._beside.begin(recorder)

    @property
    def on_frame(self) -> Callable[[Frame], None] | None:
        """Takes every frame for whoever else watches."""
        return self._beside.on_frame

    def paced(self, pace: Pace, obey: Callable[[], None]) -> Pace:
        """Return the host's clock, which ``pace`` gives way to; it stands still until everybody is ready."""
        assert self._recorder is not None, "a run is paced after it has begun"
        on_halt = self._recorder.commit  # so that instructors can see all that has happened until then
        return self._beside.paced(Held(lambda: self._host.turn(obey, on_halt), self._host.clock), obey)

    def let_go(self) -> bool:
        """Tell everybody that it is over."""
        self._host.over()
        return self._beside.let_go()

    def play_back(self, path: Path) -> None:
        """Let whoever else watches look at the recording."""
        self._beside.play_back(path)

    def wait(self) -> None:
        """Return when the window here is closed."""
        if self._window is not None:
            self._window.wait()
        self._beside.wait()

    def close(self) -> None:
        """Let everybody go; they are told that it is over."""
        self._host.over()
        if self._window is not None:
            self._window.close()
        self._server.close()
        self._beside.close()


def door_for(security: Security, instructors: str) -> Door:
    """Return what is asked of those who join: trainees send one token, instructors another."""
    tokens = [token for token in (security.token, instructors) if token]
    credentials = None if security.tls is None else security.tls.credentials()
    return Door(credentials, (TokenCheck(*tokens),) if security.token else (), instructors)
