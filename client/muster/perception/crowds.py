"""Crowds as one feels and sees them: people close by, queues at doors."""

import numpy as np

from muster.world.arrays import Bools, Floats, Ints
from muster.world.compile import kernel
from muster.world.world import World

AROUND_ME = 2.0  # metres over which crowding is felt
QUEUE_DEPTH = 2.0  # metres around a door's middle within which its queue is counted

_DISC = np.pi * AROUND_ME * AROUND_ME
_HALF_DISC = np.pi * QUEUE_DEPTH**2 / 2
"""m² over which a queue spreads before a door in a room. Door width x depth, for which it was taken once, made every
queue at a door of 1 m look six times as dense, and people shun the nearest exit (RiMEA's test 11)."""


class Queues:
    """How many people press before each door, by the side they stand on; counted once a tick."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._counted_at = -1
        self._pressing: list[list[float]] = []
        self._side = [(int(a), int(b)) for a, b in world.plan.door_regions]

    def before(self, door: int, region: int) -> float:
        """Return people per m² before a door, as seen from ``region``."""
        world = self._world
        if self._counted_at != world.tick:
            bodies, plan = world.bodies, world.plan
            people = _queues(
                bodies.position,
                bodies.region,
                bodies.present,
                bodies.next_door,
                plan.door_middle,
                plan.door_regions,
                world.people,
            )
            self._pressing, self._counted_at = (people / _HALF_DISC).tolist(), world.tick
        return self._pressing[door][0 if self._side[door][0] == region else 1]


@kernel
def by_region(region: Ints, present: Bools, people: int) -> tuple[Ints, Ints]:
    """Return chains of those present in each region: the first by region, and by person who follows; -1 at the end."""
    first, following = np.full(region.max() + 2, -1), np.empty(people, np.int64)
    for i in range(people):
        if present[i]:
            following[i], first[region[i]] = first[region[i]], i
    return first, following


@kernel
def crowd_along(first: int, following: Ints, position: Floats, me: int) -> float:
    """Return people per m² around one body, themselves left out, of those in the chain that begins with ``first``.

    The chain is that of their own room: a wall keeps others off.
    """
    count, i, (x, y) = 0, first, position[me]
    while i >= 0:
        dx, dy = position[i, 0] - x, position[i, 1] - y
        count += i != me and dx * dx + dy * dy < AROUND_ME * AROUND_ME
        i = following[i]
    return count / _DISC


@kernel
def _queues(
    position: Floats,
    region: Ints,
    present: Bools,
    next_door: Ints,
    door_middle: Floats,
    door_regions: Ints,
    people: int,
) -> Floats:
    """Return ``(D, 2)`` how many stand on either side within ``QUEUE_DEPTH`` of the door they press to.

    That close to a door it is plain to see who wants to pass it.
    """
    count = np.zeros((len(door_middle), 2))
    for i in range(people):
        door = next_door[i]
        if door < 0 or not present[i]:
            continue
        dx, dy = position[i, 0] - door_middle[door, 0], position[i, 1] - door_middle[door, 1]
        if dx * dx + dy * dy < QUEUE_DEPTH * QUEUE_DEPTH:
            count[door, 0 if door_regions[door, 0] == region[i] else 1] += 1.0
    return count
