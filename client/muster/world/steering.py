"""Which way, and how fast, each body wants to go."""

import numpy as np

from muster.world.arrays import Floats, Ints
from muster.world.bodies import Bodies
from muster.world.compile import kernel

STAIRS_UP, STAIRS_DOWN = 0.53, 0.60
"""Share of the walking speed left along the slope; with a 30-degree flight they give the horizontal .61 m/s up and
.69 m/s down of Weidmann 1993."""

INJURED, HELPED = 0.5, 0.8  # shares of the own speed; ours
CLOSE_BEHIND = 1.2  # metres kept to somebody one follows
SETTLE = 0.5  # seconds over which one slows down to the last point
CRAWLING = 0.7  # m/s, whatever the walking speed


@kernel
def own_speeds(
    bodies: Bodies, gait_factor: Floats, slope: Floats, head_door: Ints, tick: int, ticks_per_second: float
) -> Floats:
    """Return ``(m,)`` m/s each body could go in the plan if nobody were in its way.

    Args:
        bodies: all.
        gait_factor: by ``Gait``.
        slope: ``(R,)`` plan metres for each metre walked; 1 on the level.
        head_door: ``(R,)`` the door at a stair's head; -1 elsewhere.
        tick: now.
        ticks_per_second: of the clock.
    """
    out = np.zeros(len(bodies.present))
    for i in range(len(bodies.present)):
        speed = bodies.free_speed[i] * gait_factor[bodies.gait[i]]
        if bodies.gait[i] == 4:
            speed = min(speed, CRAWLING)
        if bodies.health[i] == 1:
            speed *= HELPED if tick - bodies.helped[i] < ticks_per_second else INJURED
        elif bodies.health[i] == 2:
            speed = 0.0
        region = bodies.region[i]
        if region >= 0 and slope[region] < 1.0:
            up = bodies.next_door[i] == head_door[region]
            walking = min(speed, bodies.free_speed[i])
            speed = walking * (STAIRS_UP if up else STAIRS_DOWN) * bodies.stair_share[i] * slope[region]
        out[i] = speed
    return out


@kernel
def steer(bodies: Bodies, aim: Floats, own_speed: Floats, follows: Ints) -> tuple[Floats, Floats]:
    """Return ``(m, 2)`` unit vectors wanted and ``(m,)`` speeds wanted, m/s; both 0 for who stands.

    Args:
        bodies: all.
        aim: ``(m, 2)`` look-ahead points along the routes.
        own_speed: ``(m,)`` m/s.
        follows: ``(m,)`` 1 for those who keep behind somebody rather than reach them.
    """
    toward = np.zeros_like(bodies.position)
    wanted = np.zeros(len(bodies.present))
    for i in range(len(bodies.present)):
        if bodies.walks[i] == 0 or not bodies.present[i]:
            continue
        last = bodies.next_door[i] < 0 or bodies.walks[i] == 2
        x, y = aim[i] if bodies.walks[i] == 1 else bodies.goal[i]
        dx, dy = x - bodies.position[i, 0], y - bodies.position[i, 1]
        distance = np.hypot(dx, dy)
        if distance < 1e-6:
            continue
        speed = min(own_speed[i], bodies.pace[i])
        if last:
            left = np.hypot(bodies.goal[i, 0] - bodies.position[i, 0], bodies.goal[i, 1] - bodies.position[i, 1])
            keep = CLOSE_BEHIND if follows[i] else 0.0
            speed = min(speed, max(left - keep, 0.0) / SETTLE)
        toward[i, 0], toward[i, 1] = dx / distance, dy / distance
        wanted[i] = speed
    return toward, wanted
