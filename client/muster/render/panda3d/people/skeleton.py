"""A body's joints in every posture: limbs swing forwards and back in one plane, which is all that is seen from afar.

Lengths are shares of the stature. Angles are radians from hanging straight down, positive forwards.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

THIGH, SHIN, UPPER_ARM = 0.24, 0.26, 0.17
SHOULDER = 0.31  # from the hip along the back
HIP_APART, SHOULDERS_APART = 0.05, 0.125  # either side of the middle
_FOOT = 0.09  # from the ankle to the toes
_KNEE = 0.04  # of flesh below a knee on the floor


class Bone(IntEnum):
    """What a part of the body moves with."""

    TRUNK = 0
    LEFT_THIGH = 1
    RIGHT_THIGH = 2
    LEFT_SHIN = 3
    RIGHT_SHIN = 4
    LEFT_UPPER_ARM = 5
    RIGHT_UPPER_ARM = 6
    LEFT_FOREARM = 7
    RIGHT_FOREARM = 8


@dataclass(frozen=True)
class Posture:
    """A body at ``f`` moments.

    Attributes:
        lean: ``(f,)`` of the trunk, forwards from upright.
        thighs, knees, arms, elbows: ``(f, 2)`` left and right; knees bend backwards, elbows forwards.
        hip: ``(f,)`` height, or None for as high as the legs that stand reach.
    """

    lean: Floats
    thighs: Floats
    knees: Floats
    arms: Floats
    elbows: Floats
    hip: Floats | None = None


@dataclass(frozen=True)
class Joints:
    """Where bones begin and point, at ``f`` moments: ``origin`` ``(f, b, 3)``, ``angle`` ``(f, b)``."""

    origin: Floats
    angle: Floats


def joints(posture: Posture) -> Joints:
    """Return the joints of ``posture``; x is ahead, y to the left, z up, the feet at the origin."""
    shins = posture.thighs - posture.knees
    angle = np.column_stack((np.pi - posture.lean, posture.thighs, shins, posture.arms, posture.arms + posture.elbows))
    hip = _standing_hip(posture.thighs, shins) if posture.hip is None else posture.hip
    origin = np.zeros((len(hip), len(Bone), 3))
    origin[..., 2] = hip[:, None]
    shoulder = SHOULDER * np.column_stack((np.sin(posture.lean), np.cos(posture.lean)))
    for side, sign in enumerate((1.0, -1.0)):
        thigh, shin, arm, forearm = (bone + side for bone in (1, 3, 5, 7))
        origin[:, thigh, 1] = sign * HIP_APART
        origin[:, arm, 1] = sign * SHOULDERS_APART
        origin[:, arm, 0::2] += shoulder
        origin[:, shin] = origin[:, thigh] + _along(posture.thighs[:, side], THIGH)
        origin[:, forearm] = origin[:, arm] + _along(posture.arms[:, side], UPPER_ARM)
    return Joints(origin, angle)


def _along(angle: Floats, length: float) -> Floats:
    """Return ``(f, 3)`` the way from a limb's joint to its end."""
    return length * np.column_stack((np.sin(angle), np.zeros_like(angle), -np.cos(angle)))


def _standing_hip(thighs: Floats, shins: Floats) -> Floats:
    knee = THIGH * np.cos(thighs)
    foot = knee + SHIN * np.cos(shins)
    toes = foot - _FOOT * np.sin(shins)
    return np.maximum(np.maximum(foot, toes), knee + _KNEE).max(axis=1)
