"""What a renderer is. Others may add some: a class or function in the entry-point group ``muster.renderers``."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Flag, auto
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.panels import Panels
from muster.render.scene import Scene
from muster.render.view import View

Picture = NDArray[np.uint8]
"""``(height, width, 3)`` red, green and blue, the upper row first."""


class Capability(Flag):
    """What a renderer can do; what it cannot is neither asked of it nor tested."""

    NONE = 0
    WINDOW = auto()  # somebody watches: a window, or a browser
    SERVES = auto()  # to browsers, here or elsewhere: needs no display
    PICTURE = auto()  # hands out what it has drawn: screenshots and films
    SOLID = auto()  # three dimensions: cameras matter
    INPUT = auto()  # its user can press, drag and pick


class Tier(Flag):
    """How much a machine can draw; chosen by the renderer unless told."""

    AUTO = 0
    GPU = auto()
    SOFTWARE = auto()
    TINY = auto()


@dataclass(frozen=True)
class Settings:
    """How to open.

    Attributes:
        width, height: of the picture, pixels.
        offscreen: there is nobody to look: no window, pictures only.
        tier: what to expect of the machine.
        listen: HOST:PORT for renderers that serve browsers; "" for their default on 127.0.0.1.
    """

    width: int = 1280
    height: int = 720
    offscreen: bool = False
    tier: Tier = Tier.AUTO
    listen: str = ""


class RenderError(Exception):
    """Nothing can be shown; the message says what is missing and which command mends it."""


class Renderer(Protocol):
    """Draws moments of one run. Owns the main thread of its process between ``open`` and ``close``."""

    @property
    def capabilities(self) -> Capability:
        """What it can do; known before it is opened."""
        ...

    def open(self, scene: Scene, settings: Settings) -> None:
        """Make ready to draw ``scene``; ``RenderError`` when this machine cannot."""
        ...

    def draw(self, frame: Frame, view: View, panels: Panels) -> Sequence[Input]:
        """Draw one moment and return what the user did since the last call, oldest first. Never waits for the user."""
        ...

    def close(self) -> None:
        """Let go of windows, sockets and memory. Closing twice, or without having opened, does nothing."""
        ...


@runtime_checkable
class Pictures(Protocol):
    """A renderer with ``Capability.PICTURE``."""

    def picture(self) -> Picture:
        """Return what ``draw`` drew last, panels included."""
        ...
