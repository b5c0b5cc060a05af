"""Walls as a last word: wherever the law sends a body, it ends the step on its side of every wall."""

import numpy as np

from muster.world.arrays import FloatArray
from muster.world.compile import kernel
from muster.world.walls import squared_distance

CLEARANCE = 0.5
"""Share of its radius that a body's centre keeps from walls. The law's own repulsion keeps more, except in a crush."""
ROUNDS = 4
"""A corner of two walls needs two rounds; twice that for acute ones."""


@kernel
def is_barred(ax: float, ay: float, bx: float, by: float, wall: FloatArray) -> bool:
    """Tell whether the step from a to b ends on or beyond a wall, or slips through its end."""
    ex, ey = wall[2] - wall[0], wall[3] - wall[1]
    side_a = ex * (ay - wall[1]) - ey * (ax - wall[0])
    side_b = ex * (by - wall[1]) - ey * (bx - wall[0])
    if side_a == 0.0 or side_a * side_b > 0.0:
        return False
    dx, dy = bx - ax, by - ay
    side_1 = dx * (wall[1] - ay) - dy * (wall[0] - ax)
    side_2 = dx * (wall[3] - ay) - dy * (wall[2] - ax)
    return side_1 * side_2 <= 0.0


@kernel
def settle(
    x: float, y: float, to_x: float, to_y: float, clearance: float, wall: FloatArray, count: int
) -> tuple[float, float]:
    """Return where a body at ``(x, y)`` that the law sends to ``(to_x, to_y)`` ends up.

    It is pushed to ``clearance`` from each of the first ``count`` rows of ``wall`` (``x1, y1, x2, y2``); if that still
    leaves a wall between, it stays where it was.
    """
    for _ in range(ROUNDS):
        pushed = False
        for k in range(count):
            d2, dx, dy = squared_distance(to_x, to_y, wall[k, 0], wall[k, 1], wall[k, 2], wall[k, 3])
            crossed = is_barred(x, y, to_x, to_y, wall[k])
            if d2 >= clearance * clearance and not crossed:
                continue
            nx, ny = _way_off(x, y, to_x, to_y, d2, dx, dy, wall[k], crossed)
            to_x, to_y = to_x + dx + nx * clearance * 1.0001, to_y + dy + ny * clearance * 1.0001
            pushed = True
        if not pushed:
            return to_x, to_y
    for k in range(count):
        if is_barred(x, y, to_x, to_y, wall[k]):
            return x, y
    return to_x, to_y


@kernel
def _way_off(
    x: float, y: float, to_x: float, to_y: float, d2: float, dx: float, dy: float, wall: FloatArray, crossed: bool
) -> tuple[float, float]:
    """Return the unit vector that leads away from a wall: radially, or to the side the body came from."""
    if d2 > 1e-18 and not crossed:
        d = np.sqrt(d2)
        return -dx / d, -dy / d
    ex, ey = wall[2] - wall[0], wall[3] - wall[1]
    length = np.sqrt(ex * ex + ey * ey)
    if length == 0.0:
        return 0.0, 0.0
    side = ex * (y - wall[1]) - ey * (x - wall[0])
    sign = 1.0 if side >= 0.0 else -1.0
    return -sign * ey / length, sign * ex / length
