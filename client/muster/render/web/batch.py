"""Many copies of one shape, sent to browsers as arrays."""

import numpy as np
from numpy.typing import NDArray
from viser import BatchedMeshHandle, SceneApi

from muster.render.frame import Bytes, Singles
from muster.render.web.shapes import Shape

_LINEAR: Bytes = np.round(255 * (np.arange(256) / 255) ** 2.2).astype(np.uint8)
"""Browsers take the colours of copies as linear light, unlike those of meshes."""
_NO_TURN = np.array([[1.0, 0.0, 0.0, 0.0]], np.float32)


class Batch:
    """Copies of a shape, each with a place, a turn, a scale and a colour; viser sends only what has changed."""

    def __init__(self, scene: SceneApi, name: str, shape: Shape, *, flat: bool = False, shadow: bool = False) -> None:
        one = np.ones((1, 3), np.float32)
        self.handle: BatchedMeshHandle = scene.add_batched_meshes_simple(
            name,
            shape.vertices,
            shape.triangles,
            _NO_TURN,
            np.zeros((1, 3), np.float32),
            batched_scales=one,
            batched_colors=np.zeros((1, 3), np.uint8),
            lod="off",
            flat_shading=flat,
            cast_shadow=shadow,
            receive_shadow=False,
            visible=False,
        )

    def show(
        self, position: Singles, colour: Bytes, *, turn: Singles | None = None, scale: NDArray[np.float32] | None = None
    ) -> None:
        """Show ``n`` copies: ``position`` and ``scale`` ``(n, 3)``, ``turn`` ``(n, 4)``, ``colour`` ``(n, 3)``."""
        count, handle = len(position), self.handle
        if not count:  # browsers cannot make room for no copies at all
            handle.visible = False
            return
        handle.batched_positions = position
        handle.batched_wxyzs = np.repeat(_NO_TURN, count, axis=0) if turn is None else turn
        handle.batched_scales = np.ones((count, 3), np.float32) if scale is None else scale
        handle.batched_colors = _LINEAR[colour]  # last: colours that are not as many as the positions are dropped
        handle.visible = True
