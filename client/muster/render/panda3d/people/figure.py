"""The shape of a body: rings of corners around its bones, in three degrees of detail."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.render.panda3d.people.skeleton import Bone, Floats, Joints

Ring = tuple[float, float, float, float]
"""Along the bone, half the width sideways, half the depth, and how far ahead its middle lies; shares of the stature."""

_TRUNK: tuple[Ring, ...] = (
    (-0.03, 0.075, 0.055, 0.0),
    (0.03, 0.095, 0.07, 0.0),
    (0.13, 0.085, 0.06, 0.0),
    (0.25, 0.115, 0.07, 0.0),
    (0.31, 0.105, 0.055, 0.0),
    (0.345, 0.03, 0.03, 0.0),
)
_HEAD: tuple[Ring, ...] = (
    (0.345, 0.028, 0.03, 0.0),
    (0.385, 0.052, 0.058, 0.005),
    (0.43, 0.06, 0.068, 0.005),
    (0.475, 0.052, 0.06, 0.0),
    (0.5, 0.02, 0.025, 0.0),
)
_LEG: tuple[Ring, ...] = ((0.0, 0.056, 0.062, 0.0), (0.12, 0.05, 0.054, 0.0), (0.24, 0.038, 0.042, 0.0))
_SHIN: tuple[Ring, ...] = (
    (0.0, 0.037, 0.04, 0.0),
    (0.08, 0.037, 0.042, -0.006),
    (0.22, 0.024, 0.026, 0.0),
    (0.235, 0.03, 0.065, 0.03),
    (0.26, 0.03, 0.07, 0.032),
)
_ARM: tuple[Ring, ...] = ((-0.02, 0.022, 0.026, 0.0), (0.02, 0.034, 0.036, 0.0), (0.17, 0.026, 0.028, 0.0))
_FOREARM: tuple[Ring, ...] = ((0.0, 0.026, 0.027, 0.0), (0.13, 0.019, 0.02, 0.0), (0.2, 0.02, 0.024, 0.0))
_COARSE_FOREARM: tuple[Ring, ...] = ((0.0, 0.026, 0.027, 0.0), (0.2, 0.022, 0.024, 0.0))

CLOTH, TROUSERS, SKIN, SHOES = (255, 0, 0), (150, 0, 0), (255, 110, 235), (0, 255, 45)
"""How a part takes the colour of its owner: brightness, share of grey mixed in, and that grey; 0 to 255."""


@dataclass(frozen=True)
class Part:
    """Rings of ``sides`` corners along a bone, or from it to another one, ``end``, which has the last ring."""

    bone: Bone
    rings: tuple[Ring, ...]
    sides: int
    paint: tuple[int, int, int]
    end: Bone | None = None

    @property
    def bones(self) -> list[int]:
        """The bone of each corner."""
        end = self.bone if self.end is None else self.end
        return [int(self.bone)] * self.sides * (len(self.rings) - 1) + [int(end)] * self.sides


@dataclass(frozen=True)
class Figure:
    """A body in its bones' own frames.

    Attributes:
        bone: ``(v,)`` what each corner moves with.
        local: ``(v, 3)`` along the bone, sideways, ahead; shares of the stature.
        normal: ``(v, 3)`` in the same frame.
        paint: ``(v, 3)`` see ``CLOTH``.
        triangles: ``(t, 3)`` anticlockwise from outside.
    """

    bone: NDArray[np.intp]
    local: Floats
    normal: Floats
    paint: NDArray[np.uint8]
    triangles: NDArray[np.uint32]


def near_figure() -> Figure:
    """Return a body for those who stand close: hands, feet, a waist."""
    parts = [Part(Bone.TRUNK, _TRUNK, 8, CLOTH), Part(Bone.TRUNK, _HEAD, 8, SKIN)]
    for side in (0, 1):
        parts += [
            Part(Bone(Bone.LEFT_THIGH + side), _LEG, 6, TROUSERS),
            Part(Bone(Bone.LEFT_SHIN + side), _SHIN[:3], 6, TROUSERS),
            Part(Bone(Bone.LEFT_SHIN + side), _SHIN[2:], 6, SHOES),
            Part(Bone(Bone.LEFT_UPPER_ARM + side), _ARM, 6, CLOTH),
            Part(Bone(Bone.LEFT_FOREARM + side), _FOREARM[:2], 6, CLOTH),
            Part(Bone(Bone.LEFT_FOREARM + side), _FOREARM[1:], 6, SKIN),
        ]
    return _figure(parts)


def far_figure() -> Figure:
    """Return a body of 68 corners that moves like the near one."""
    parts = [Part(Bone.TRUNK, (_TRUNK[0], _TRUNK[3], _TRUNK[5]), 4, CLOTH), Part(Bone.TRUNK, _HEAD[1:4:2], 4, SKIN)]
    for side in (0, 1):
        parts += [
            Part(Bone(Bone.LEFT_THIGH + side), _LEG[::2], 4, TROUSERS),
            Part(Bone(Bone.LEFT_SHIN + side), (_SHIN[0], _SHIN[4]), 4, TROUSERS),
            Part(Bone(Bone.LEFT_UPPER_ARM + side), _ARM[1:], 4, CLOTH),
        ]
        parts.append(Part(Bone(Bone.LEFT_FOREARM + side), _COARSE_FOREARM, 4, SKIN))
    return _figure(parts)


def speck_figure() -> Figure:
    """Return a body of 26 corners for those a few pixels high: a trunk, a head and two legs without knees."""
    parts = [Part(Bone.TRUNK, (_TRUNK[0], _TRUNK[3]), 4, CLOTH), Part(Bone.TRUNK, _HEAD[1:4:2], 3, SKIN)]
    for side in (0, 1):
        hip, foot = Bone(Bone.LEFT_THIGH + side), Bone(Bone.LEFT_SHIN + side)
        parts.append(Part(hip, (_LEG[0], _SHIN[4]), 3, TROUSERS, end=foot))
    return _figure(parts)


def posed(figure: Figure, bones: Joints) -> tuple[Floats, Floats]:
    """Return corners and normals ``(f, v, 3)`` in every posture, shares of the stature; x ahead, y left, z up."""
    angle, origin = bones.angle[:, figure.bone], bones.origin[:, figure.bone]
    along = np.stack((np.sin(angle), np.zeros_like(angle), -np.cos(angle)), axis=2)
    ahead = np.stack((np.cos(angle), np.zeros_like(angle), np.sin(angle)), axis=2)
    ahead[:, figure.bone == Bone.TRUNK] *= -1  # the trunk points up, so that its front is where others have the back
    left = np.array((0.0, 1.0, 0.0))

    def placed(local: Floats) -> Floats:
        return local[:, :1] * along + local[:, 1:2] * left + local[:, 2:] * ahead

    return origin + placed(figure.local), placed(figure.normal)


def _figure(parts: list[Part]) -> Figure:
    shapes = [_rings(part) for part in parts]
    counts = np.cumsum([0, *(len(local) for local, _, _ in shapes)])
    owners = np.repeat(np.arange(len(parts)), np.diff(counts))
    return Figure(
        bone=np.array([bone for part in parts for bone in part.bones], np.intp),
        local=np.concatenate([local for local, _, _ in shapes]),
        normal=np.concatenate([normal for _, normal, _ in shapes]),
        paint=np.array([part.paint for part in parts], np.uint8)[owners],
        triangles=np.concatenate([sides + first for (_, _, sides), first in zip(shapes, counts, strict=False)]),
    )


def _rings(part: Part) -> tuple[Floats, Floats, NDArray[np.uint32]]:
    """Return corners, normals and triangles of one part, closed at both ends."""
    turn = 2 * np.pi * (np.arange(part.sides) + 0.5) / part.sides
    local: list[Floats] = []
    normal: list[Floats] = []
    for along, width, depth, off in part.rings:
        corner = np.column_stack((np.full(part.sides, along), width * np.cos(turn), depth * np.sin(turn) + off))
        slope = np.clip((along - part.rings[0][0]) / (part.rings[-1][0] - part.rings[0][0]) * 2 - 1, -0.7, 0.7)
        local.append(corner)
        normal.append(_unit(np.column_stack((np.full(part.sides, slope), np.cos(turn), np.sin(turn)))))
    return np.concatenate(local), np.concatenate(normal), _skin(len(part.rings), part.sides, part.bone)


def _skin(rings: int, sides: int, bone: Bone) -> NDArray[np.uint32]:
    """Return triangles between rings; the trunk's frame is left-handed, so there they turn the other way."""
    triangles: list[tuple[int, int, int]] = []
    for ring in range(rings - 1):
        for side in range(sides):
            a, b = ring * sides + side, ring * sides + (side + 1) % sides
            triangles += [(a, b, b + sides), (a, b + sides, a + sides)]
    last = (rings - 1) * sides
    for side in range(1, sides - 1):
        triangles += [(0, side + 1, side), (last, last + side, last + side + 1)]
    made = np.array(triangles, np.uint32)
    return made[:, ::-1] if bone is Bone.TRUNK else made


def _unit(vectors: Floats) -> Floats:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
