"""How bodies stand, crouch, crawl, lie and sit: one scaled and tilted figure for all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Pose
from muster.render.frame import Frame, Singles

_HEAD = 0.9  # of the stature, from the soles to the middle of the head
_UPRIGHT = (0.0, 1.0, 0.0, 0.0)
# Of the stature: tilt forward in radians, length of the body, height of its lower end, and how far it is moved ahead.
_POSTURES = {
    Pose.STAND: _UPRIGHT,
    Pose.CROUCH: (0.4, 0.62, 0.0, -0.1),
    Pose.CRAWL: (1.3, 0.75, 0.16, -0.35),
    Pose.DOWN: (-np.pi / 2, 1.0, 0.08, 0.5),
    Pose.SEATED: (0.0, 0.62, 0.22, -0.04),
}
_TABLE: Singles = np.array([_POSTURES.get(Pose(pose), _UPRIGHT) for pose in range(len(Pose))], np.float32)


@dataclass(frozen=True)
class Bodies:
    """Where figures of unit height go.

    Attributes:
        position: ``(n, 3)`` metres, of the lower end.
        turn: ``(n, 4)`` unit quaternions, w first.
        scale: ``(n, 3)``.
        head: ``(n, 3)`` metres, the middle of each head.
        size: ``(n,)`` the scale of each head.
    """

    position: Singles
    turn: Singles
    scale: Singles
    head: Singles
    size: Singles


def bodies(frame: Frame, stature: Singles, who: NDArray[np.intp]) -> Bodies:
    """Return the figures of agents ``who``; ``stature`` ``(n,)`` metres is everybody's."""
    size, heading = stature[who], frame.heading[who]
    tilt, length, lift, shift = _TABLE[np.minimum(frame.pose[who], len(_TABLE) - 1)].T
    position = frame.position[who].copy()
    position[:, 0] += shift * size * np.cos(heading)
    position[:, 1] += shift * size * np.sin(heading)
    position[:, 2] += lift * size
    along = np.column_stack((np.sin(tilt) * np.cos(heading), np.sin(tilt) * np.sin(heading), np.cos(tilt)))
    scale = np.column_stack((size, size, length * size))
    head = position + along * (_HEAD * length * size)[:, None]
    return Bodies(position, quaternions(heading, tilt), _single(scale), _single(head), size)


def quaternions(heading: Singles, tilt: Singles | float = 0.0) -> Singles:
    """Return ``(n, 4)``: tilted forward by ``tilt`` radians, then turned counter-clockwise to ``heading``."""
    yaw, pitch = heading / 2, np.broadcast_to(np.asarray(tilt, np.float32) / 2, heading.shape)
    c, s, cp, sp = np.cos(yaw), np.sin(yaw), np.cos(pitch), np.sin(pitch)
    return _single(np.column_stack((c * cp, -s * sp, c * sp, s * cp)))


def _single(array: NDArray[np.floating]) -> Singles:
    return array.astype(np.float32)
