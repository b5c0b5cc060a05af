"""The renderer ``panda3d``: the building in three dimensions, and everybody in it."""

from collections.abc import Sequence

from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.panda3d.engine import Engine, open_engine
from muster.render.panda3d.stage import Stage
from muster.render.panels import Panels
from muster.render.renderer import Capability, Picture, Settings
from muster.render.scene import Scene
from muster.render.view import View


class Panda3D:
    """Draws with OpenGL, on the screen or off it."""

    capabilities = Capability.WINDOW | Capability.PICTURE | Capability.SOLID | Capability.INPUT

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._stage: Stage | None = None

    def open(self, scene: Scene, settings: Settings) -> None:
        """Open a window, or a buffer; ``RenderError`` when this machine cannot draw."""
        self._engine = open_engine(settings)
        self._stage = Stage(self._engine, scene, settings)

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Draw one moment; return what the user did meanwhile."""
        return () if self._stage is None else self._stage.draw(frame, view, panels)

    def picture(self) -> Picture:
        """Return what was drawn last."""
        if self._stage is None:
            raise RuntimeError("no picture before open()")
        return self._stage.picture()

    def close(self) -> None:
        """Close the window and let go of what the driver holds."""
        if self._stage is not None:
            self._stage.close()
        if self._engine is not None:
            self._engine.close()
        self._stage = self._engine = None
