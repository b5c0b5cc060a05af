"""What is left of the picture for labels: none may cover panels, intruders, or another label."""

from collections.abc import Sequence

import numpy as np

from muster.render.camera import Eye
from muster.render.frame import Frame, is_harmed, statuses
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.project import Reals, project
from muster.render.panda3d.hud.style import Style
from muster.render.panda3d.symbols import DESIGNED


class Room:
    """The free part of ``picture``, less with every label that takes some of it."""

    def __init__(self, picture: Box, taken: Sequence[Box]) -> None:
        self.picture = picture
        self._taken: Reals = np.array([_edges(box) for box in taken], np.float64).reshape(-1, 4)
        self._count: int = len(taken)

    def takes(self, box: Box) -> bool:
        """Take ``box`` and return True, if it is free and inside the picture."""
        others = self._taken[: self._count]
        across = (others[:, 0] < box.right) & (box.left < others[:, 2])
        if not self.picture.contains(box) or (across & (others[:, 1] < box.bottom) & (box.top < others[:, 3])).any():
            return False
        if self._count == len(self._taken):
            self._taken = np.concatenate([self._taken, np.zeros((max(self._count, 32), 4))])
        self._taken[self._count] = _edges(box)
        self._count += 1
        return True


def threat_boxes(frame: Frame, eye: Eye, style: Style) -> list[Box]:
    """Return where intruders are marked: no label may hide them."""
    places, depth = project(eye, frame.intruders.position.astype(np.float64), style.width, style.height)
    seen = frame.intruders.present & (depth > 0)
    half, high = style.large.line, 4 * style.large.line
    return [Box(x - half, y - high, x + half, y) for x, y in places[seen].tolist()]


def harm_boxes(frame: Frame, eye: Eye, style: Style) -> list[Box]:
    """Return where those harmed are marked: no name of a place may hide them."""
    harmed = is_harmed(statuses(frame))
    places, depth = project(eye, frame.position[harmed].astype(np.float64), style.width, style.height)
    half, high = style.body.line / 2, 1.5 * style.body.line
    return [Box(x - half, y - high, x + half, y + half) for x, y in places[depth > 0].tolist()]


def mark_boxes(at: Reals, half: float, eye: Eye, style: Style) -> list[Box]:
    """Return what marks at points ``(n, 3)`` cover, ``half`` pixels high in both directions, and a little more."""
    places, depth = project(eye, at, style.width, style.height)
    half = half * max(style.height / DESIGNED, 1.0) + style.gap / 2
    return [Box(x - half, y - half, x + half, y + half) for x, y in places[depth > 0].tolist()]


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom
