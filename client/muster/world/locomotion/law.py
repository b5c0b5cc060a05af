"""The collision-free speed model for one body, given the neighbours and walls it feels.

Direction is the wish to walk plus repulsion by neighbours and walls; speed is what the nearest neighbour ahead leaves
room for. First order: a body has no momentum (Tordeux, Chraibi, Seyfried, *Collision-free speed model for pedestrian
dynamics*, TGF 2015). Each function does what JuPedSim 1.4.2's ``CollisionFreeSpeedModelV2`` does.
"""

import math

from muster.world.arrays import Floats
from muster.world.compile import kernel


@kernel
def repulsion_by_bodies(near: Floats, count: int, strength: float, reach: float, gap: float) -> tuple[float, float]:
    """Return the sum of pushes by the first ``count`` rows of ``near``: ``dx, dy, distance, contact distance``."""
    px, py = 0.0, 0.0
    for k in range(count):
        distance, contact = near[k, 2], near[k, 3]
        if 0.0 < distance < contact + gap:
            push = strength * math.exp((contact - distance) / reach) / distance
            px -= push * near[k, 0]
            py -= push * near[k, 1]
    return px, py


@kernel
def repulsion_by_walls(
    near: Floats, count: int, radius: float, strength: float, reach: float, gap: float
) -> tuple[float, float]:
    """Return the sum of pushes by the first ``count`` rows of ``near``: ``dx, dy, distance``."""
    px, py = 0.0, 0.0
    for k in range(count):
        distance = near[k, 2]
        if 0.0 < distance < radius + gap:
            push = strength * math.exp((radius - distance) / reach) / distance
            px -= push * near[k, 0]
            py -= push * near[k, 1]
    return px, py


@kernel
def direction(x: float, y: float, otherwise: tuple[float, float]) -> tuple[float, float]:
    """Return ``(x, y)`` scaled to length 1, or ``otherwise`` when wish and pushes cancel out."""
    length = math.sqrt(x * x + y * y)
    if length == 0.0:
        return otherwise
    return x / length, y / length


@kernel
def rotated(x: float, y: float, angle: float) -> tuple[float, float]:
    """Return a vector turned by ``angle`` radians."""
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


@kernel
def spacing(near: Floats, count: int, ux: float, uy: float, squeeze: float) -> float:
    """Return metres free in direction ``u``: to contact with the nearest body in the strip that ours sweeps.

    ``squeeze`` (1 for nearly everybody) scales the distance at which bodies touch; see ``squeeze.py``.
    """
    free = math.inf
    for k in range(count):
        dx, dy, contact = near[k, 0], near[k, 1], near[k, 3] * squeeze
        if ux * dx + uy * dy >= 0.0 and abs(ux * dy - uy * dx) <= contact:
            free = min(free, near[k, 2] - contact)
    return free
