"""Who is drawn and how finely, as the rows that the shaders read."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from muster.render.frame import Bytes, Frame, Singles, Status, is_there, statuses
from muster.render.palette import STATUS_COLOURS
from muster.render.panda3d.people.gaits import moments
from muster.render.panda3d.sight import Sight
from muster.render.panda3d.storeys import Seen, seen_storeys
from muster.render.scene import Scene
from muster.render.view import CameraKind, View

_COLOURS: Singles = np.array([STATUS_COLOURS[status] for status in Status], np.float32) / np.float32(255)
_GHOST = 0.3  # opacity of people on storeys that are ghosts


class Detail(IntEnum):
    """How finely a body is drawn; the order of rows."""

    NEAR = 0
    FAR = 1
    SPECK = 2
    GHOST = 3


@dataclass(frozen=True)
class Finesse:
    """The height in pixels from which on a body is drawn ``near`` and ``far``, and how many are; the rest are specks.

    Without the limits a picture twice as large would take four times as long, for as many people.
    """

    near: float
    far: float
    most_near: int = 1_000
    most_far: int = 20_000


@dataclass(frozen=True)
class Shown:
    """Everybody in the picture, ``m`` of them, in order of detail: those before ghosts, the nearest first.

    Attributes:
        agents: ``(m,)`` who.
        rows: ``(m, 3, 4)`` x, y, z, stature; cosine and sine of the heading, posture, 0; red, green, blue, opacity.
        counts: ``(4,)`` how many of each ``Detail``.
        pixels: ``(m,)`` height in the picture.
        status: ``(m,)`` a ``Status`` each.
    """

    agents: NDArray[np.intp]
    rows: Singles
    counts: tuple[int, ...]
    pixels: Singles
    status: Bytes


def shown(frame: Frame, view: View, scene: Scene, sight: Sight, finesse: Finesse) -> Shown:
    """Return who is drawn."""
    seen = seen_storeys(view, len(scene.building.storeys))[frame.storey]
    depth = sight.depth(frame.position)
    drawn = (seen != int(Seen.HIDDEN)) & is_there(frame) & ~_is_camera(view, len(seen))
    agents = np.flatnonzero(drawn & ~np.isnan(depth))
    pixels = scene.stature[agents] / (np.maximum(depth[agents], 0.2) * np.float32(sight.pixel))
    is_ghost = seen[agents] == int(Seen.GHOST)
    order = np.lexsort((-pixels, is_ghost))
    agents, pixels = agents[order], pixels[order]
    counts = _counts(pixels[: len(pixels) - int(is_ghost.sum())], finesse)
    status = statuses(frame)[agents]
    rows = _rows(frame, scene, agents, _COLOURS[status])
    rows[sum(counts) :, 2, 3] = _GHOST
    return Shown(agents, rows, (*counts, int(is_ghost.sum())), pixels, status)


def _counts(pixels: Singles, finesse: Finesse) -> tuple[int, int, int]:
    """Return how many are drawn near, far and as specks; ``pixels`` from the largest down."""
    near = min(int((pixels > finesse.near).sum()), finesse.most_near)
    far = min(int((pixels > finesse.far).sum()) - near, finesse.most_far)
    return near, far, len(pixels) - near - far


def _rows(frame: Frame, scene: Scene, agents: NDArray[np.intp], tint: Singles) -> Singles:
    rows = np.zeros((len(agents), 3, 4), np.float32)
    heading = frame.heading[agents]
    rows[:, 0, :3] = frame.position[agents]
    rows[:, 0, 3] = scene.stature[agents]
    rows[:, 1, 0], rows[:, 1, 1] = np.cos(heading), np.sin(heading)
    rows[:, 1, 2] = moments(frame.time, frame.pose, frame.speed)[agents]
    rows[:, 2, :3] = tint
    rows[:, 2, 3] = 1.0
    return rows


def _is_camera(view: View, people: int) -> NDArray[np.bool_]:
    """Return ``(n,)`` whose own eyes one looks through: they would see the inside of their head."""
    is_camera = np.zeros(people, np.bool_)
    if view.selected is not None and view.camera.kind is CameraKind.EYES:
        is_camera[view.selected] = True
    return is_camera
