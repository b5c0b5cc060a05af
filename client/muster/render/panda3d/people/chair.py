"""A wheelchair, in shares of its user's stature; x ahead, y left, z up."""

import math

import numpy as np
from numpy.typing import NDArray

from muster.render.geometry.solids import NONE, Triangles, joined, prism, rectangle

_WHEEL, _CORNERS = 0.17, 14  # radius; corners of a wheel's rim
_FRAME = (0.13, 0.15)  # half the width of the seat, and how far out the wheels stand


def chair() -> Triangles:
    """Return a seat, a back, a footrest and two large wheels."""
    width = 2 * _FRAME[0]
    seat = prism(rectangle((0.04, 0.0), 0.0, 0.24, width), 0.20, 0.23)
    back = prism(rectangle((-0.09, 0.0), 0.0, 0.025, width), 0.20, 0.52)
    rest = prism(rectangle((0.27, 0.0), 0.0, 0.10, width), 0.03, 0.045)
    wheels = (_wheel(side * _FRAME[1]) for side in (-1, 1))
    casters = (prism(rectangle((0.2, side * 0.1), 0.0, 0.07, 0.02), 0.0, 0.07) for side in (-1, 1))
    return joined([seat, back, rest, *wheels, *casters])


def _wheel(y: float) -> Triangles:
    """Return a rim seen from both sides."""
    turn = 2 * math.pi * np.arange(_CORNERS + 1) / _CORNERS
    rim, hub = (_circle(turn, radius, y) for radius in (_WHEEL, 0.72 * _WHEEL))
    faces = [_strip(rim[k], rim[k + 1], hub[k + 1], hub[k]) for k in range(_CORNERS)]
    return joined([NONE, *faces, *(face[:, ::-1] for face in faces)])


def _circle(turn: NDArray[np.float64], radius: float, y: float) -> NDArray[np.float64]:
    return np.column_stack((radius * np.cos(turn), np.full(len(turn), y), _WHEEL + radius * np.sin(turn)))


def _strip(*corners: NDArray[np.float64]) -> Triangles:
    a, b, c, d = corners
    return np.array([[a, b, c], [a, c, d]])
