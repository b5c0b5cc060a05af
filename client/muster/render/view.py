"""What one viewer looks at: camera, storey, selection and the moment shown. The same for every renderer."""

import math
from dataclasses import dataclass
from enum import StrEnum

LOW, HIGH = 0.05, math.pi / 2 - 0.01
"""Radians: an orbiting camera goes neither below the floor nor over the top."""
NEAR, FAR = 2.0, 400.0  # metres from the camera to what it looks at
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""Simulated seconds in one of the wall clock that the speed keys go through."""


class CameraKind(StrEnum):
    """How the camera moves."""

    ORBIT = "orbit"  # around a point
    FLY = "fly"  # freely
    TOP = "top"  # straight down
    FOLLOW = "follow"  # behind the selected person
    EYES = "eyes"  # with the selected person's eyes


class Above(StrEnum):
    """What becomes of the storeys above the one looked at."""

    HIDE = "hide"
    GHOST = "ghost"
    SHOW = "show"


@dataclass(frozen=True)
class Camera:
    """Where from and whither.

    Attributes:
        target: ``(x, y, z)`` metres that an orbiting or top-down camera looks at; where a flying one is.
        distance: metres from the target.
        yaw: radians, counter-clockwise from east, in which the camera looks.
        pitch: radians that it looks down.
    """

    kind: CameraKind = CameraKind.ORBIT
    target: tuple[float, float, float] = (0.0, 0.0, 0.0)
    distance: float = 60.0
    yaw: float = math.pi / 2
    pitch: float = 0.9


@dataclass(frozen=True)
class View:
    """All that is chosen about a picture; input makes another one of it (``muster.render.actions``).

    Attributes:
        time: simulated seconds.
        playing, speed: whether time goes on, and how many simulated seconds in one of the wall clock.
        at_live_edge: keep to the newest moment of a live run.
        holds_run: a live run itself is to stand still; ``steps`` counts the single steps it has been asked for.
        storey: index of the storey looked at; None for all.
        selected: agent whose story is told; None for nobody.
    """

    camera: Camera = Camera()
    time: float = 0.0
    playing: bool = True
    speed: float = 1.0
    at_live_edge: bool = False
    holds_run: bool = False
    steps: int = 0
    storey: int | None = None
    above: Above = Above.HIDE
    selected: int | None = None
    shows_names: bool = False
    shows_help: bool = False
    shows_trails: bool = False
    shows_density: bool = False
    shows_sight: bool = False
    shows_panels: bool = True
