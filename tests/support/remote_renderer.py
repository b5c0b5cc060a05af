"""A renderer that a test drives from another process, through files in the folder that REMOTE names.

``drawn`` gets a line for each picture, ``do`` holds what the user is to do, a line each: a key, or ``seek`` and a time.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from muster.render.frame import Frame
from muster.render.inputs import Closed, Input, Key, Seek
from muster.render.panels import Panels
from muster.render.renderer import Capability, Settings
from muster.render.scene import Scene
from muster.render.view import View
from support.tree import ROOT, environment

PATIENCE_S = 60.0  # of a machine that has much else to do; nobody waits for what comes


class Remote:
    capabilities = Capability.WINDOW | Capability.SERVES | Capability.INPUT

    def open(self, scene: Scene, settings: Settings) -> None:
        self._folder = Path(os.environ["REMOTE"])
        self._done = 0
        self._drawn = (self._folder / "drawn").open("w", buffering=1)

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        seen = {"time": frame.time, "end": panels.end, "live": view.at_live_edge, "held": view.holds_run}
        self._drawn.write(json.dumps({**seen, "pid": os.getpid(), "done": self._done}) + "\n")
        orders = (self._folder / "do").read_text().splitlines()[self._done :]
        self._done += len(orders)
        return [_input(order) for order in orders]

    def close(self) -> None:
        (self._folder / "closed").touch()


def _input(order: str) -> Input:
    word, *rest = order.split()
    if word == "seek":
        return Seek(float(rest[0]))
    return Closed() if word == "close" else Key(word)


class Hand:
    """The test's end: ``environment`` for the run makes it know the renderer ``remote``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.begin()
        installed = folder / "remote-1.dist-info"
        installed.mkdir()
        (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: remote\nVersion: 1\n")
        (installed / "entry_points.txt").write_text("[muster.renderers]\nremote = support.remote_renderer:Remote\n")
        path = os.pathsep.join([str(folder), str(ROOT / "tests"), environment()["PYTHONPATH"]])
        self.environment = {**environment(), "PYTHONPATH": path, "REMOTE": str(folder)}

    def begin(self) -> None:
        """Forget what an earlier viewer drew and was told."""
        self._ordered, self._do = 0, (self._folder / "do").open("w", buffering=1)
        (self._folder / "drawn").unlink(missing_ok=True)

    def do(self, order: str) -> None:
        """Have the user do something."""
        self._do.write(order + "\n")
        self._ordered += 1

    def until(self, so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for a picture that is ``so``, drawn after all that was ordered has been done; return it."""
        return self._wait(lambda: next((seen for seen in reversed(self._pictures()) if so(seen)), None))

    def settled(self) -> dict[str, Any]:
        """Wait until nothing changes from picture to picture."""
        return self._wait(self._still)

    def is_closed(self) -> bool:
        """Wait for the renderer to be closed."""
        return self._wait(lambda: (self._folder / "closed").exists() or None)

    def end(self) -> None:
        """Make sure that nobody watches any more."""
        file = self._folder / "drawn"
        if file.exists() and not (self._folder / "closed").exists():
            with suppress(ProcessLookupError):
                os.kill(json.loads(file.read_text().split("\n")[0])["pid"], signal.SIGKILL)
        self._do.close()

    def _pictures(self) -> list[dict[str, Any]]:
        file = self._folder / "drawn"
        lines = file.read_text().split("\n")[:-1] if file.exists() else []
        return [seen for line in lines[-50:] if (seen := json.loads(line))["done"] == self._ordered]

    def _still(self) -> dict[str, Any] | None:
        last = self._pictures()[-30:]
        return last[-1] if len(last) == 30 and all(seen == last[-1] for seen in last) else None

    def _wait(self, ready: Callable[[], Any]) -> Any:
        until = time.monotonic() + PATIENCE_S
        while (found := ready()) is None:
            assert time.monotonic() < until, f"it does not come; drawn last: {self._pictures()[-1:]}"
            time.sleep(0.01)
        return found
