"""Everybody, as copies of a few shapes: bodies and marks by status, heads, wheelchairs."""

from collections import deque

import numpy as np
from numpy.typing import NDArray
from viser import BatchedMeshHandle, SceneApi, SceneNodePointerEvent

from muster.recording.codes import Pose
from muster.render.frame import Bytes, Frame, Singles, Status, is_there, statuses
from muster.render.inputs import Input, Pick
from muster.render.palette import STATUS_COLOURS, STATUS_SYMBOLS
from muster.render.scene import Scene
from muster.render.web.batch import Batch
from muster.render.web.posture import Bodies, bodies, quaternions
from muster.render.web.shapes import box, cross, head, person, pyramid, ring, wheelchair

_COLOURS: Bytes = np.array([STATUS_COLOURS[status] for status in Status], np.uint8)
_HEAD_COLOUR = (236, 222, 205)
_CHAIR_COLOUR = (70, 76, 88)
_ABOVE = 0.28  # metres from the middle of a head to the mark above it
_MARKS = {
    "square": box(0.34, 0.34, 0.34),
    "ring": ring(0.2, 0.1, 8),
    "triangle": pyramid(0.24, 0.4),
    "cross": cross(0.6),
}
_SYMBOLS = {symbol: np.array([STATUS_SYMBOLS[status] == symbol for status in Status]) for symbol in _MARKS}


class People:
    """Those of a scene's people whom a view shows."""

    def __init__(self, api: SceneApi, scene: Scene, given: deque[Input]) -> None:
        self._stature = scene.stature
        self._bodies = Batch(api, "/people/bodies", person(), shadow=True)
        self._heads = Batch(api, "/people/heads", head())
        self._chairs = Batch(api, "/people/wheelchairs", wheelchair(), flat=True)
        self._marks = {symbol: Batch(api, f"/people/{symbol}", shape, flat=True) for symbol, shape in _MARKS.items()}
        self._shown: NDArray[np.intp] = np.zeros(0, np.intp)
        for batch in (self._bodies, self._heads):
            self._pick_in(batch, given)

    def draw(self, frame: Frame, shown: NDArray[np.bool_]) -> None:
        """Show who is on a storey that is ``shown``, ``(s,)``."""
        who = np.flatnonzero(shown[frame.storey] & is_there(frame))
        figures, status = bodies(frame, self._stature, who), statuses(frame)[who]
        self._shown = who
        self._bodies.show(figures.position, _COLOURS[status], turn=figures.turn, scale=figures.scale)
        self._heads.show(figures.head, _alike(_HEAD_COLOUR, len(who)), turn=figures.turn, scale=_thrice(figures.size))
        self._draw_chairs(frame, who)
        for symbol, batch in self._marks.items():
            _draw_marks(batch, symbol, figures, status)

    def _draw_chairs(self, frame: Frame, who: NDArray[np.intp]) -> None:
        sitting = who[frame.pose[who] == int(Pose.SEATED)]
        scale, turn = _thrice(self._stature[sitting]), quaternions(frame.heading[sitting])
        self._chairs.show(frame.position[sitting], _alike(_CHAIR_COLOUR, len(sitting)), turn=turn, scale=scale)

    def _pick_in(self, batch: Batch, given: deque[Input]) -> None:
        async def clicked(event: SceneNodePointerEvent[BatchedMeshHandle]) -> None:
            index, shown = event.instance_index, self._shown
            if index is not None and index < len(shown):
                given.append(Pick(int(shown[index])))

        batch.handle.on_click(clicked)


def _draw_marks(batch: Batch, symbol: str, figures: Bodies, status: Bytes) -> None:
    marked = _SYMBOLS[symbol][status]
    position = figures.head[marked]
    position[:, 2] += _ABOVE
    batch.show(position, _COLOURS[status[marked]])


def _alike(colour: tuple[int, int, int], count: int) -> Bytes:
    return np.tile(np.array(colour, np.uint8), (count, 1))


def _thrice(scale: Singles) -> Singles:
    return np.repeat(scale[:, None], 3, axis=1)
