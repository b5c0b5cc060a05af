"""Who is where: one moment (``Frame``) and one packed second of moments (``Motion``)."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Codes = NDArray[np.integer] | NDArray[np.bool_]


def _no_floats() -> Floats:
    return np.zeros(0, np.float32)


def _no_points() -> Floats:
    return np.zeros((0, 2), np.float32)


def _no_codes() -> Codes:
    return np.zeros(0, np.uint16)


def _nobody() -> Codes:
    return np.zeros(0, np.bool_)


@dataclass(frozen=True)
class Threats:
    """The intruders, ``k`` of them; in a ``Motion`` every array has the frames as first axis.

    Attributes:
        position: ``(k, 2)`` metres, x east and y north.
        z: ``(k,)`` metres.
        heading: ``(k,)`` radians, counter-clockwise from east.
        storey: ``(k,)`` index into the building's storeys, below 65,536.
        present: ``(k,)`` whether it is in the building.
    """

    position: Floats = field(default_factory=_no_points)
    z: Floats = field(default_factory=_no_floats)
    heading: Floats = field(default_factory=_no_floats)
    storey: Codes = field(default_factory=_no_codes)
    present: Codes = field(default_factory=_nobody)


@dataclass(frozen=True)
class Frame:
    """One moment; row *i* is agent *i* in every array. Stored as float32 and small integers.

    Attributes:
        tick: steps since the start; the moment is ``tick * dt`` seconds.
        position: ``(n, 2)`` metres, x east and y north.
        z: ``(n,)`` metres, of the feet.
        heading: ``(n,)`` radians, counter-clockwise from east.
        storey: ``(n,)`` index into the building's storeys, below 65,536.
        pose, health, act, flags: ``(n,)`` numbers of ``codes.Pose``, ``Health``, ``Act`` and ``Flag``.
    """

    tick: int
    position: Floats
    z: Floats
    heading: Floats
    storey: Codes
    pose: Codes
    health: Codes
    act: Codes
    flags: Codes
    threats: Threats = field(default_factory=Threats)


@dataclass(frozen=True)
class Motion:
    """One second of frames, ``f`` of them: every array of ``Frame`` with the frames as first axis.

    Attributes:
        ticks: ``(f,)`` ascending.
        position: ``(f, n, 2)`` metres; the others ``(f, n)``.
    """

    ticks: NDArray[np.int64]
    position: Floats
    z: Floats
    heading: Floats
    storey: Codes
    pose: Codes
    health: Codes
    act: Codes
    flags: Codes
    threats: Threats

    def __len__(self) -> int:
        """Return how many frames there are."""
        return len(self.ticks)

    def frame(self, index: int) -> Frame:
        """Return frame ``index`` as views into this second's arrays."""
        threats = self.threats
        return Frame(
            tick=int(self.ticks[index]),
            position=self.position[index],
            z=self.z[index],
            heading=self.heading[index],
            storey=self.storey[index],
            pose=self.pose[index],
            health=self.health[index],
            act=self.act[index],
            flags=self.flags[index],
            threats=Threats(
                threats.position[index],
                threats.z[index],
                threats.heading[index],
                threats.storey[index],
                threats.present[index],
            ),
        )
