"""The threat: larger than anybody, red, ringed, and marked so that it is found through storeys and beyond the edge."""

import numpy as np
from panda3d.core import NodePath

from muster.render.frame import Frame, Singles
from muster.render.palette import THREAT
from muster.render.panda3d.people.crowd import Crowd
from muster.render.panda3d.people.gaits import moments
from muster.render.panda3d.rings import Ring
from muster.render.panda3d.sight import Sight
from muster.render.panda3d.symbols import Shape, sign_rows
from muster.render.scene import Scene

_STATURE = 2.05  # metres: a head taller than anybody else
_OVER = 0.75  # metres from the crown to the mark
_HALF = 15.0  # pixels: half the height of the mark
_RING = 1.1  # metres
_EDGE = 0.92  # of half the picture: where the mark of one outside the picture is
_REACH = 4.0  # metres before the camera that such a mark is put


class Threat:
    """The intruders of a scene; ``crowd`` draws their bodies; their rings below ``parent``."""

    def __init__(self, parent: NodePath, scene: Scene, crowd: Crowd) -> None:
        self._crowd = crowd
        self._rings = [Ring(parent, THREAT, _RING) for _ in range(scene.threats)]

    def update(self, frame: Frame, sight: Sight, *, is_found_anywhere: bool) -> Singles:
        """Show those that are present and return the marks over them, ``(m, 2, 4)``, also those outside the picture."""
        intruders = frame.intruders
        present = np.flatnonzero(intruders.present)
        for ring in self._rings:
            ring.hide()
        for ring, k in zip(self._rings, present, strict=False):
            ring.place(intruders.position[k], sight)
        self._crowd.show_intruders(_rows(frame)[present])
        marks = [_mark(intruders.position[k], sight, is_found_anywhere) for k in present]
        return sign_rows(np.array(marks, np.float32).reshape(-1, 3), Shape.WARNING, THREAT, _HALF)


def _rows(frame: Frame) -> Singles:
    """Return rows as ``packing.shown`` makes them."""
    intruders = frame.intruders
    count = len(intruders.heading)
    rows = np.zeros((count, 3, 4), np.float32)
    rows[:, 0, :3], rows[:, 0, 3] = intruders.position, _STATURE
    rows[:, 1, 0], rows[:, 1, 1] = np.cos(intruders.heading), np.sin(intruders.heading)
    speed = intruders.speed if len(intruders.speed) == count else np.zeros(count, np.float32)
    rows[:, 1, 2] = moments(frame.time, np.zeros(count, np.uint8), speed)
    rows[:, 2] = (*(part / 255 for part in THREAT), 1.0)
    return rows


def _mark(feet: Singles, sight: Sight, is_found_anywhere: bool) -> Singles:
    """Return where the mark over an intruder is: at the edge of the picture for one who is outside it."""
    over = feet + np.array((0, 0, _STATURE + _OVER), np.float32)
    x, y, depth = sight.projected(over)
    if not is_found_anywhere or (depth > 0 and max(abs(x), abs(y)) <= _EDGE):
        return over
    if depth <= 0:
        x, y = -x, -y
    furthest = max(abs(x), abs(y), 1e-6)
    return (sight.eye.position + _REACH * sight.ray(_EDGE * x / furthest, _EDGE * y / furthest)).astype(np.float32)
