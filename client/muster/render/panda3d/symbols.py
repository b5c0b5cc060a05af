"""Small signs that face the camera: what has become of people, what bars doors, where the threat is."""

from collections.abc import Mapping
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from panda3d.core import NodePath, TransparencyAttrib

from muster.recording.codes import Flag, Pose
from muster.render.frame import Frame, Singles, Status
from muster.render.palette import STATUS_SYMBOLS, Colour
from muster.render.panda3d.geoms import Table, give, instances, shader, square_node
from muster.render.panda3d.people.packing import Shown
from muster.render.panda3d.sight import Sight
from muster.render.view import View


class Shape(IntEnum):
    """What a sign shows; numbers as in ``symbols.frag``."""

    CIRCLE = 0
    SQUARE = 1
    RING = 2
    TRIANGLE = 3
    CROSS = 4
    PADLOCK = 5
    PLANKS = 6
    WARNING = 7
    FLAME = 8


_SHAPES = np.array([Shape[STATUS_SYMBOLS[status].upper()] for status in Status])
_SMALLEST = np.array([np.inf, np.inf, 12.0, 26.0, 26.0, 0.0, 0.0, 12.0], np.float32)
"""Pixels high that somebody must be to wear the sign of each ``Status``: those who need help wear it always."""
_LEAST = np.array([3.0, 3.0, 3.0, 3.0, 3.0, 8.0, 8.0, 4.0], np.float32)
"""Pixels: half the height of the smallest sign over people, by ``Status``; those who need help are found from afar."""
_MOST = 11.0  # pixels: half the height of the largest
DESIGNED = 720  # pixels high: in larger pictures signs are larger
_OVER = 0.3  # metres above the crown
_HEIGHT: Mapping[Pose, float] = {Pose.CROUCH: 0.68, Pose.CRAWL: 0.4, Pose.DOWN: 0.15, Pose.SEATED: 0.78}
"""How high the crown is, as a share of the stature."""
_CROWN = np.array([_HEIGHT.get(pose, 1.0) for pose in Pose], np.float32)


class Symbols:
    """The signs in a picture, at most ``capacity``, over everything drawn below ``parent``."""

    def __init__(self, parent: NodePath, capacity: int) -> None:
        self._capacity = max(capacity, 1)
        self._table = Table("signs", 2 * self._capacity)
        self._node = square_node(parent, "signs")
        self._node.set_shader(shader("symbols"))
        self._node.set_transparency(TransparencyAttrib.M_alpha)
        self._node.set_depth_write(False)
        self._node.set_bin("fixed", 40)

    def leave_out(self) -> None:
        """Draw none from now on: there are no shaders here."""
        self._node.stash()

    def update(self, rows: Singles, sight: Sight, *, hides_behind_walls: bool) -> None:
        """Show ``rows`` ``(m, 2, 4)`` as ``sign_rows`` makes them; later ones lie over earlier ones."""
        self._node.set_depth_test(hides_behind_walls)
        rows = rows[-self._capacity :].copy()
        rows[:, 1, 3] *= max(sight.height / DESIGNED, 1.0)
        if len(rows):
            self._table.write(rows)
        give(self._node, signs=self._table.texture, half_picture=(sight.width / 2, sight.height / 2))
        instances(self._node, len(rows))


def sign_rows(
    at: Singles, shape: NDArray[np.integer] | Shape, colour: Singles | Colour, half: Singles | float
) -> Singles:
    """Return ``(m, 2, 4)``: points ``(m, 3)``, shapes, colours (0 to 1, or one of 0 to 255), half heights in pixels."""
    rows = np.empty((len(at), 2, 4), np.float32)
    rows[:, 0, :3], rows[:, 0, 3] = at, shape
    rows[:, 1, :3] = np.array(colour, np.float32) / 255 if isinstance(colour, tuple) else colour
    rows[:, 1, 3] = half
    return rows


def signs_of_people(shown: Shown, frame: Frame, view: View) -> Singles:
    """Return the signs over those whose state is more than awareness; below the storey looked at, nobody wears one."""
    shape, who = _SHAPES[shown.status], shown.agents
    wears = shown.pixels > _SMALLEST[shown.status]
    if view.storey is not None:
        wears &= (frame.storey[who] == view.storey) | (frame.flags[who] & Flag.OUTSIDE.value != 0)
    worn = np.flatnonzero(wears)
    worn = worn[np.argsort(shown.status[worn], kind="stable")]  # harm lies above
    rows, who = shown.rows[worn], who[worn]
    at = rows[:, 0, :3].copy()
    at[:, 2] += rows[:, 0, 3] * _CROWN[np.minimum(frame.pose[who], len(_CROWN) - 1)] + _OVER
    half = np.clip(0.13 * shown.pixels[worn], _LEAST[shown.status[worn]], _MOST)
    return sign_rows(at, shape[worn], rows[:, 2, :3], half)
