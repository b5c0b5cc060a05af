"""Walls as a last word: wherever the law sends a body, it ends the step on its side of every wall."""

import math

from muster.world.arrays import Floats
from muster.world.compile import kernel
from muster.world.walls import squared_distance

CLEARANCE = 0.5
"""Share of its radius that a body's centre keeps from walls. The law's own repulsion keeps more, except in a crush."""
ROUNDS = 4
"""A corner of two walls needs two rounds; twice that for acute ones."""


@kernel
def settle(
    x: float, y: float, to_x: float, to_y: float, clearance: float, wall: Floats, count: int
) -> tuple[float, float]:
    """Return where a body at ``(x, y)`` that the law sends to ``(to_x, to_y)`` ends up.

    It is pushed to ``clearance`` from each of the first ``count`` rows of ``wall`` (see ``surroundings``); if that
    still leaves a wall between, it stays where it was.
    """
    touched = clearance + math.hypot(to_x - x, to_y - y)
    for _ in range(ROUNDS):
        pushed = False
        for k in range(count):
            if wall[k, 2] < touched:
                new_x, new_y = _pushed_off(x, y, to_x, to_y, clearance, wall, k)
                if new_x != to_x or new_y != to_y:
                    to_x, to_y, pushed = new_x, new_y, True
                    touched = clearance + math.hypot(to_x - x, to_y - y)
        if not pushed:
            return to_x, to_y
    for k in range(count):
        if _is_barred(x, y, to_x, to_y, wall, k):
            return x, y
    return to_x, to_y


@kernel
def _is_barred(ax: float, ay: float, bx: float, by: float, wall: Floats, k: int) -> bool:
    """Tell whether the step from a to b ends on or beyond wall ``k``, or slips through its end."""
    ex, ey = wall[k, 5] - wall[k, 3], wall[k, 6] - wall[k, 4]
    side_a = ex * (ay - wall[k, 4]) - ey * (ax - wall[k, 3])
    side_b = ex * (by - wall[k, 4]) - ey * (bx - wall[k, 3])
    if side_a == 0.0 or side_a * side_b > 0.0:
        return False
    dx, dy = bx - ax, by - ay
    side_1 = dx * (wall[k, 4] - ay) - dy * (wall[k, 3] - ax)
    side_2 = dx * (wall[k, 6] - ay) - dy * (wall[k, 5] - ax)
    return side_1 * side_2 <= 0.0


@kernel
def _pushed_off(
    x: float, y: float, to_x: float, to_y: float, clearance: float, wall: Floats, k: int
) -> tuple[float, float]:
    """Return ``(to_x, to_y)``, moved to ``clearance`` from wall ``k`` if it is nearer or beyond."""
    d2, dx, dy = squared_distance(to_x, to_y, wall[k, 3], wall[k, 4], wall[k, 5], wall[k, 6])
    barred = _is_barred(x, y, to_x, to_y, wall, k)
    if d2 >= clearance * clearance and not barred:
        return to_x, to_y
    away = 1.00001 * clearance  # so that rounding does not call for another push
    if d2 > 1e-18 and not barred:
        d = math.sqrt(d2)
        return to_x + dx - away * dx / d, to_y + dy - away * dy / d
    ex, ey = wall[k, 5] - wall[k, 3], wall[k, 6] - wall[k, 4]
    length = math.sqrt(ex * ex + ey * ey)
    if length == 0.0:
        return to_x, to_y
    side = ex * (y - wall[k, 4]) - ey * (x - wall[k, 3])
    away = away / length if side >= 0.0 else -away / length
    return to_x + dx - away * ey, to_y + dy + away * ex
