"""One moment as renderers see it, whether it is happening or was recorded."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Flag, Health
from muster.recording.smoke import SmokeState

Singles = NDArray[np.float32]
Bytes = NDArray[np.uint8]


class Status(IntEnum):
    """What has become of a person until now, for colours, symbols and counts; a later one hides an earlier."""

    UNAWARE = 0
    AWARE = 1
    HIDING = 2
    OUT = 3  # of the building
    ASSEMBLED = 4  # at a muster point
    INJURED = 5
    INCAPACITATED = 6
    RESPONDER = 7  # has come to help


@dataclass(frozen=True)
class Speech:
    """Something somebody is saying: ``volume`` is a ``codes.Volume``, ``since`` the simulated second it began in."""

    agent: int
    volume: int
    text: str
    since: float


@dataclass(frozen=True)
class Intruders:
    """The threat, ``k`` bodies.

    Attributes:
        position: ``(k, 3)`` metres, of the feet.
        heading: ``(k,)`` radians, counter-clockwise from east.
        storey: ``(k,)`` index into the building's storeys.
        present: ``(k,)`` whether it is in the building.
        speed: ``(k,)`` m/s over the ground; empty where it is not known.
    """

    position: Singles = field(default_factory=lambda: np.zeros((0, 3), np.float32))
    heading: Singles = field(default_factory=lambda: np.zeros(0, np.float32))
    storey: NDArray[np.uint16] = field(default_factory=lambda: np.zeros(0, np.uint16))
    present: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    speed: Singles = field(default_factory=lambda: np.zeros(0, np.float32))


@dataclass(frozen=True)
class Frame:
    """One moment; row *i* is agent *i*. Arrays may be shared between frames: read them, never write.

    Attributes:
        time: simulated seconds.
        position: ``(n, 3)`` metres, of the feet; x east, y north, z up.
        heading: ``(n,)`` radians, counter-clockwise from east.
        speed: ``(n,)`` m/s over the ground.
        storey: ``(n,)`` index into the building's storeys; on stairs the lower one.
        pose, health, act: ``(n,)`` numbers of ``codes.Pose``, ``Health`` and ``Act``.
        flags: ``(n,)`` of ``codes.Flag``.
        doors: ``(d,)`` in the building's order, numbers of ``muster.world.acts.Door``. Whether a door that is neither
            locked nor wedged stands open is told from who is near: recordings do not hold every push.
        intruders: the threat.
        speech: what is being said.
        alarm: whether an alarm is sounding.
        smoke: how the fire burns, kW, and how thick its smoke is, ``(r,)`` 1/m in the order of the building's regions,
            as they were at the last whole second; None where there is no fire to tell of.
    """

    time: float
    position: Singles
    heading: Singles
    speed: Singles
    storey: NDArray[np.uint16]
    pose: Bytes
    health: Bytes
    act: Bytes
    flags: Bytes
    doors: Bytes
    intruders: Intruders = field(default_factory=Intruders)
    speech: tuple[Speech, ...] = ()
    alarm: bool = False
    smoke: SmokeState | None = None


def statuses(frame: Frame) -> Bytes:
    """Return ``(n,)`` a ``Status`` each."""
    flags, health = frame.flags, frame.health
    status = np.where(flags & Flag.AWARE.value, np.uint8(Status.AWARE), np.uint8(Status.UNAWARE))
    for flag, value in ((Flag.HIDDEN, Status.HIDING), (Flag.OUTSIDE, Status.OUT), (Flag.ASSEMBLED, Status.ASSEMBLED)):
        status[flags & flag.value != 0] = int(value)
    status[health == int(Health.INJURED)] = int(Status.INJURED)
    status[health == int(Health.INCAPACITATED)] = int(Status.INCAPACITATED)
    status[flags & (Flag.RESPONDER.value | Flag.ABSENT.value) != 0] = int(Status.RESPONDER)
    return status


def is_there(frame: Frame) -> NDArray[np.bool_]:
    """Return ``(n,)`` who is to be drawn and counted: responders are not before they come."""
    return frame.flags & Flag.ABSENT.value == 0


def is_harmed(status: Bytes) -> NDArray[np.bool_]:
    """Return ``(n,)`` whose ``status`` says that they came to harm."""
    return (status == int(Status.INJURED)) | (status == int(Status.INCAPACITATED))
