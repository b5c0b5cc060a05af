"""Cameras as they are written on a command line: ``orbit``, ``top,x=20,y=8,distance=30``."""

import math
from collections.abc import Mapping
from dataclasses import replace

from muster.render.camera import turned
from muster.render.renderer import RenderError
from muster.render.view import FAR, NEAR, Camera, CameraKind

_KEYS = ("x", "y", "z", "distance", "yaw", "pitch")
EXAMPLE = "orbit,x=20,y=8,distance=30,yaw=90,pitch=45"


def read_camera(text: str, first: Camera) -> Camera:
    """Return the camera ``text`` describes: a kind, then what differs from ``first``; metres and degrees.

    ``x``, ``y``, ``z``: what is looked at (of ``fly``, where it is). ``yaw``: the direction it looks in,
    counter-clockwise from east. ``pitch``: how far down.

    Raises:
        RenderError: a word that is no kind, a key there is not, or a value out of bounds.
    """
    kind, *pairs = (part.strip() for part in text.split(","))
    if kind not in set(CameraKind):
        raise RenderError(f"--camera {text!r}: {kind!r} is no camera; there are: {', '.join(CameraKind)}")
    given = dict(_pair(text, pair) for pair in pairs)
    first = turned(first, CameraKind(kind))
    x, y, z = (given.get(key, value) for key, value in zip("xyz", first.target, strict=True))
    return replace(
        first,
        target=(x, y, z),
        distance=_within(text, "distance", given, first.distance, NEAR, FAR),
        yaw=math.radians(given["yaw"]) if "yaw" in given else first.yaw,
        pitch=math.radians(_within(text, "pitch", given, math.degrees(first.pitch), -89.0, 89.0)),
    )


def _pair(text: str, pair: str) -> tuple[str, float]:
    key, _, value = pair.partition("=")
    if key not in _KEYS:
        raise RenderError(f"--camera {text!r}: {key!r} is none of {', '.join(_KEYS)}; for example {EXAMPLE}")
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise RenderError(f"--camera {text!r}: {key} is {value!r}, not a number; for example {EXAMPLE}")
    return key, number


def _within(text: str, key: str, given: Mapping[str, float], otherwise: float, low: float, high: float) -> float:
    value = given.get(key, otherwise)
    if not low <= value <= high:
        raise RenderError(f"--camera {text!r}: {key} is {value:g}; it goes from {low:g} to {high:g}")
    return value
