"""Who is drawn and how finely, as the rows that the shaders read."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from muster.render.frame import Bytes, Frame, Singles, Status, statuses
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
    """The height in pixels from which on a body is drawn ``near`` and ``far``; smaller ones are specks."""

    near: float
    far: float


@dataclass(frozen=True)
class Shown:
    """Everybody in the picture, ``m`` of them, in order of detail.

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
    agents = np.flatnonzero((seen != int(Seen.HIDDEN)) & ~np.isnan(depth) & ~_is_camera(view, len(seen)))
    pixels = scene.stature[agents] / (np.maximum(depth[agents], 0.2) * np.float32(sight.pixel))
    detail = np.where(pixels > finesse.near, np.int8(0), np.where(pixels > finesse.far, np.int8(1), np.int8(2)))
    detail[seen[agents] == int(Seen.GHOST)] = int(Detail.GHOST)
    order = np.argsort(detail, kind="stable")
    agents, pixels = agents[order], pixels[order]
    status = statuses(frame)[agents]
    rows = _rows(frame, scene, agents, _COLOURS[status])
    counts = np.bincount(detail, minlength=len(Detail)).tolist()
    rows[len(rows) - counts[Detail.GHOST] :, 2, 3] = _GHOST
    return Shown(agents, rows, tuple(counts), pixels, status)


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
