"""The renderer ``web``: the scene in browsers, drawn there, sent by viser."""

import time as wall
from collections.abc import Callable, Sequence

from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.panels import Panels
from muster.render.renderer import Capability, Settings
from muster.render.scene import Scene
from muster.render.view import View
from muster.render.web.address import Address, address_of
from muster.render.web.controls import Given
from muster.render.web.serving import Server, announce, serve, stop
from muster.render.web.stage import AT_ONCE, Pace, Stage


class Web:
    """Serves the scene to any number of browsers.

    They share one playback, storey and selection, so that a group sees and talks about the same moment; each has a
    camera of its own. What they do is collected by viser's threads and handed on by ``draw``, which waits for nobody:
    a browser that is too slow skips to the newest moment when it is ready for one.

    Attributes:
        address: where it serves, once it is open.
        given: what users did since ``draw`` was called last.
    """

    capabilities = Capability.WINDOW | Capability.SERVES | Capability.SOLID | Capability.INPUT

    def __init__(self, clock: Callable[[], float] = wall.perf_counter) -> None:
        self._clock = clock
        self._server: Server | None = None
        self._stage: Stage | None = None
        self.given = Given()
        self.address: Address | None = None

    def open(self, scene: Scene, settings: Settings) -> None:
        """Serve ``scene``, and say where on standard error; ``RenderError`` when the address cannot be had."""
        wanted = address_of(settings)
        self._server = serve(wanted)
        self.address = Address(wanted.host, self._server.get_port())
        self.given.clear()
        self._stage = Stage(self._server, scene, self.given, AT_ONCE if settings.offscreen else Pace())
        if not settings.offscreen:
            announce(self.address)

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Queue what has changed for the browsers, some twenty times a second; return what their users did."""
        if self._server is None or self._stage is None:
            raise RuntimeError("draw() before open()")
        self._stage.draw(frame, view, panels, self._clock())
        inputs = self.given.inputs
        return [inputs.popleft() for _ in range(len(inputs))]

    def close(self) -> None:
        """End the server; browsers say that they have lost it, and come back when it does."""
        if self._server is not None:
            stop(self._server)
        self._server = self._stage = self.address = None
