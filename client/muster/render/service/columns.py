"""A moment as columns of whole numbers, one row a body: what is compared, and what travels."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.render.frame import Frame, Intruders, Singles, Speech, statuses

Whole = NDArray[np.int32]
Table = Mapping[str, Whole]
"""Columns by name, which are the field names of ``Bodies`` in scene.proto; each ``(n,)``."""

MOTION = ("x_mm", "y_mm", "z_mm", "heading_deg", "speed_dms")
"""What is not sent of bodies on storeys that a viewer does not watch."""
_UNSPECIFIED = 1
"""Ours count from 0, enums on the wire from 1: there, 0 is what was not said."""


@dataclass(frozen=True)
class Columns:
    """One moment, rounded: a millimetre, a degree, a decimetre a second.

    Attributes:
        people, intruders: as ``Table``.
        doors: ``(d,)`` numbers of the wire's ``DoorState``.
        smoke: ``(r,)`` 1/km of extinction, empty where nothing is known of smoke. fire_kw: heat that a fire releases.
    """

    time: float
    people: Table
    intruders: Table
    doors: Whole
    speech: tuple[Speech, ...]
    alarm: bool
    smoke: Whole
    fire_kw: int


def columns(frame: Frame) -> Columns:
    """Return ``frame`` rounded."""
    smoke = frame.smoke
    return Columns(
        frame.time,
        _people(frame),
        _intruders(frame.intruders),
        _code(frame.doors),
        frame.speech,
        frame.alarm,
        smoke=_rounded(smoke.extinction, 1000) if smoke is not None else np.zeros(0, np.int32),
        fire_kw=0 if smoke is None else round(smoke.heat),
    )


def _people(frame: Frame) -> Table:
    return {
        **_motion(frame.position, frame.heading),
        "speed_dms": _rounded(frame.speed, 10),
        "storey": frame.storey.astype(np.int32),
        "status": _code(statuses(frame)),
        "pose": _code(frame.pose),
        "health": _code(frame.health),
        "act": frame.act.astype(np.int32),  # the same numbers on the wire
        "flags": frame.flags.astype(np.int32),
    }


def _intruders(them: Intruders) -> Table:
    return {
        **_motion(them.position, them.heading),
        "storey": them.storey.astype(np.int32),
        "status": _code(them.present),
    }


def _motion(position: Singles, heading: Singles) -> Table:
    x, y, z = _rounded(position, 1000).T
    return {"x_mm": x, "y_mm": y, "z_mm": z, "heading_deg": _rounded(np.degrees(heading), 1)}


def _rounded(values: Singles, per_unit: int) -> Whole:
    return np.rint(values * np.float32(per_unit)).astype(np.int32)


def _code(numbers: NDArray[np.uint8] | NDArray[np.bool_]) -> Whole:
    return numbers.astype(np.int32) + _UNSPECIFIED
