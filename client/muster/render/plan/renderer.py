"""The renderer itself: a window, and what is drawn into it moment by moment."""

from collections.abc import Sequence

import numpy as np
import pygame

from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.panels import Panels
from muster.render.plan import sdl
from muster.render.plan.easel import Easel
from muster.render.renderer import Capability, Picture, RenderError, Settings
from muster.render.scene import Scene
from muster.render.view import View


class Plan:
    """The renderer ``pygame``."""

    capabilities = Capability.WINDOW | Capability.PICTURE | Capability.INPUT

    def __init__(self) -> None:
        self._easel: Easel | None = None

    def open(self, scene: Scene, settings: Settings) -> None:
        """Open a window, or nothing to be seen where nobody looks."""
        self.close()
        easel = Easel(scene)
        sdl.start(settings, f"{scene.title} - muster")
        self._easel = easel

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Draw one moment and return what was pressed, dragged and picked since the last."""
        given = self._opened().draw(_window(), frame, view, panels)
        pygame.display.flip()
        return given

    def picture(self) -> Picture:
        """Return what ``draw`` drew last, panels included."""
        self._opened()
        pixels = pygame.surfarray.array3d(_window())
        return np.ascontiguousarray(pixels.swapaxes(0, 1))

    def close(self) -> None:
        """Close the window."""
        if self._easel is not None:
            self._easel = None
            sdl.stop()

    def _opened(self) -> Easel:
        if self._easel is None:
            raise RenderError("the plan is not open; call open(scene, settings) first")
        return self._easel


def _window() -> pygame.Surface:
    surface = pygame.display.get_surface()
    assert surface is not None, "the window of an open renderer"
    return surface
