"""What has become of everybody."""

from collections.abc import Mapping

import numpy as np

from muster.world.acts import DOWN, Health
from muster.world.arrays import Bools
from muster.world.world import World

OUTCOMES = ("incapacitated", "injured_out", "injured_inside", "assembled", "out", "hiding", "inside")
"""Each person counts once, as the first of these that is true; the injured by whether they have left the building."""


def outcomes(world: World) -> dict[str, int]:
    """Return how many people each outcome holds for, in the order of ``OUTCOMES``."""
    bodies, n, assembled = world.bodies, world.occupants, _assembled(world)
    injured = bodies.health[:n] == int(Health.INJURED)
    outside = bodies.outside[:n] | bodies.assembled[:n]
    tests = (
        bodies.health[:n] == DOWN,
        injured & outside,
        injured,
        assembled,
        outside,
        bodies.hidden_in[:n] >= 0,
        np.ones(n, np.bool_),
    )
    first = np.argmax(np.stack(tests), axis=0)
    return {name: int(np.sum(first == k)) for k, name in enumerate(OUTCOMES)}


def is_settled(world: World) -> bool:
    """Whether everybody who can walk has assembled."""
    bodies, n = world.bodies, world.occupants
    return bool(np.all(_assembled(world) | (bodies.health[:n] == DOWN)))


def _assembled(world: World) -> Bools:
    """Return ``(occupants,)`` who is at a muster point; of those played, who has been there and is outside still."""
    bodies, n = world.bodies, world.occupants
    return bodies.assembled[:n] | (world.playing.assembled[:n] & bodies.outside[:n])


def egress_times(out_at: Mapping[int, float]) -> tuple[float, ...]:
    """Return when each person first left the building, ascending, in simulated seconds."""
    return tuple(sorted(out_at.values()))
