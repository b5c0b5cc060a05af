"""Draws nothing: for tests, and to see what showing costs by itself."""

from collections.abc import Sequence

from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.panels import Panels
from muster.render.renderer import Capability, Settings
from muster.render.scene import Scene
from muster.render.view import View


class Nothing:
    """The renderer ``none``.

    Attributes:
        drawn: how many moments it was given.
    """

    capabilities = Capability.NONE

    def __init__(self) -> None:
        self.drawn = 0

    def open(self, scene: Scene, settings: Settings) -> None:
        """Need nothing."""

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Count."""
        self.drawn += 1
        return ()

    def close(self) -> None:
        """Have nothing to let go of."""
