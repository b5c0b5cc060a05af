"""What lets a jammed crowd go on: now and then one who is stuck turns aside and makes itself thin.

The law alone can deadlock: two bodies shoulder to shoulder in a narrow door each leave the other no room (an arch), and
a body may be pressed against a corner for ever. People turn their shoulders and take turns. So who has been stuck for
``PATIENCE`` draws a lot every few ``TURN``; who wins it walks at an angle and counts bodies as thinner. Draws are
hashes of the body's key and the turn's number: no shared sequence, so no other body's draw is disturbed. The same gets
people past somebody who stands in a doorway.
"""

import numpy as np

from muster.world.compile import kernel

PATIENCE = 1.5
"""Seconds without getting on before the first lot. Queues at doors move more often than this."""
CRAWL = 0.3
"""Share of the wanted speed below which one is not getting on."""
TURN = 0.5
"""Seconds between two changes of a winner's angle: about one step of a person."""
TURNS = 3
"""Turns that one lot lasts: time enough to pass a door or a body."""
SHARE = 0.25
"""Of those who are stuck, how many win a turn. All at once would be an arch again, of thinner bodies."""
THIN = 0.67
"""Contact distance of a winner as a share of the usual 0.36 m: chests are about 0.24 m deep."""
SHY = 0.02
"""Share of the usual repulsion by bodies and walls that a winner feels: it pushes past instead of backing off."""
ANGLE = 1.2
"""Largest angle, radians, by which a winner turns off its way: a step aside, never back."""


@kernel
def lot(key: int, turn: int, purpose: int) -> float:
    """Return a number in [0, 1) that only depends on the arguments (splitmix64, Steele and others 2014)."""
    z = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(turn) * np.uint64(0xD1342543DE82EF95)
    z += np.uint64(purpose) * np.uint64(0x2545F4914F6CDD1D)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return np.float64(z >> np.uint64(11)) / 9007199254740992.0


@kernel
def squeeze(stuck: float, key: int, turn: int) -> tuple[float, float, float]:
    """Return shares of contact distance and of repulsion, and radians to turn: ``(1, 1, 0)`` without a won lot."""
    if stuck < PATIENCE or lot(key, turn // TURNS, 0) >= SHARE:
        return 1.0, 1.0, 0.0
    return THIN, SHY, ANGLE * (2.0 * lot(key, turn, 1) - 1.0)


@kernel
def longer_stuck(stuck: float, progress: float, turned_back: bool, dt: float) -> float:
    """Return seconds stuck after a step that made ``progress``, a share (-1..1) of the way wanted.

    They add up below ``CRAWL``, never faster than time, and stay as they are up to half the wanted speed. Above that
    they run off; who gets on so well is out of the jam, and at once forgets all but one lot's time of it. A step that
    undoes the one before (``turned_back``) is no progress: before a wall or a body the law can toss one to and fro.
    """
    if turned_back:
        return stuck + dt
    if progress > 0.5:
        return max(0.0, min(stuck, PATIENCE + TURN * TURNS) - dt)
    return stuck + dt * max(0.0, 1.0 - max(0.0, progress / CRAWL))
