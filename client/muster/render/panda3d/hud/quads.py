"""Textured rectangles as arrays: what everything in the HUD is made of in the end."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from muster.render.panda3d.hud.box import Box

VERTEX = np.dtype([("position", "<f4", 3), ("tint", "u1", 4), ("uv", "<f4", 2)])
"""As Panda3D's vertex format v3c4t2: x and z are pixels to the right of and above the upper left corner, y is 0."""

Quads = np.ndarray[tuple[int, int], np.dtype[np.void]]
"""``(m, 4)`` of ``VERTEX``: corners upper left, lower left, lower right, upper right."""

Tint = tuple[int, int, int, int]
"""Red, green, blue and opacity, 0 to 255."""

WHITE: Tint = (255, 255, 255, 255)
_LEFT, _TOP, _RIGHT, _BOTTOM = 0, 1, 2, 3
_ACROSS, _DOWN = [_LEFT, _LEFT, _RIGHT, _RIGHT], [_TOP, _BOTTOM, _BOTTOM, _TOP]


def rectangles(boxes: Sequence[Box], cuts: Sequence[Box], tints: Sequence[Tint]) -> Quads:
    """Return rectangles at ``boxes``; ``cuts`` are the parts of the texture that they show, from 0 to 1, y upwards."""
    made = np.zeros((len(boxes), 4), VERTEX)
    if boxes:
        places, uvs = _edges(boxes), _edges(cuts)
        made["position"][..., 0] = places[:, _ACROSS]
        made["position"][..., 2] = -places[:, _DOWN]
        made["uv"][..., 0] = uvs[:, _ACROSS]
        made["uv"][..., 1] = uvs[:, _DOWN]
        made["tint"] = np.array(tints, np.uint8)[:, None]
    return made


def joined(parts: Sequence[Quads]) -> Quads:
    """Return the rectangles of all parts, in their order."""
    everything = np.zeros((sum(len(part) for part in parts), 4), VERTEX)
    first = 0
    for part in parts:  # np.concatenate compares the fields of each pair first, which takes longer than copying them
        everything[first : first + len(part)] = part
        first += len(part)
    return everything


def placed(parts: Sequence[Quads], offsets: Sequence[tuple[float, float]], tints: Sequence[Tint] | None) -> Quads:
    """Return all parts, each moved so many pixels to the right and down and in its own colour, where one is given."""
    everything = joined(parts)
    if parts:
        counts = [len(part) for part in parts]
        moves = np.repeat(np.array(offsets, np.float32), counts, axis=0)[:, None]
        everything["position"][..., 0] += moves[..., 0]
        everything["position"][..., 2] -= moves[..., 1]
        if tints is not None:
            everything["tint"] = np.repeat(np.array(tints, np.uint8), counts, axis=0)[:, None]
    return everything


def triangles(count: int) -> NDArray[np.uint32]:
    """Return ``(count * 6,)`` the vertices of the two triangles of each of ``count`` rectangles."""
    corners = np.array([0, 1, 2, 0, 2, 3], np.uint32)
    return (4 * np.arange(count, dtype=np.uint32)[:, None] + corners).ravel()


def _edges(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Return ``(m, 4)`` left, top, right, bottom."""
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], np.float64)
