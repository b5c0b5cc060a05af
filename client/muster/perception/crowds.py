"""Crowds as one sees and feels them: people close by, queues at doors, others on their way."""

import numpy as np

from muster.perception.seeing import is_in_view, within
from muster.world.arrays import Floats, Ints
from muster.world.bodies import Bodies
from muster.world.compile import kernel
from muster.world.walls import Walls
from muster.world.world import World

AROUND_ME = 2.0  # metres over which crowding is felt
QUEUE_DEPTH = 2.0  # metres around a door's middle within which its queue is counted
HURRYING = 0.5  # m/s

_HALF_DISC = np.pi * QUEUE_DEPTH**2 / 2
"""m² over which a queue spreads before a door in a room. Door width x depth, for which it was taken once, made every
queue at a door of 1 m look six times as dense, and people shun the nearest exit (RiMEA's test 11)."""


class Queues:
    """How many people press before each door, by the side they stand on; counted once a tick."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._counted_at = -1
        self._people: Floats = np.zeros((len(world.plan.door_width), 2))
        self._side = [(int(a), int(b)) for a, b in world.plan.door_regions]

    def before(self, door: int, region: int) -> float:
        """Return people per m² before a door, as seen from ``region``."""
        world = self._world
        if self._counted_at != world.tick:
            self._people = _queues(world.bodies, world.plan.door_middle, world.plan.door_regions, world.people)
            self._counted_at = world.tick
        side = 0 if self._side[door][0] == region else 1
        return float(self._people[door, side]) / _HALF_DISC


def crowding(world: World, rows: Ints) -> Floats:
    """Return ``(len(rows),)`` people per m² around each, themselves and those in other rooms left out."""
    return _crowding(world.bodies, world.people, rows, AROUND_ME)


@kernel
def _crowding(bodies: Bodies, people: int, rows: Ints, radius: float) -> Floats:
    out = np.zeros(len(rows))
    for k in range(len(rows)):
        me = rows[k]
        for i in range(people):
            if i != me and bodies.present[i] and bodies.region[i] == bodies.region[me]:
                dx = bodies.position[i, 0] - bodies.position[me, 0]
                dy = bodies.position[i, 1] - bodies.position[me, 1]
                if dx * dx + dy * dy < radius * radius:
                    out[k] += 1.0
    return out / (np.pi * radius * radius)


@kernel
def _queues(bodies: Bodies, door_middle: Floats, door_regions: Ints, people: int) -> Floats:
    """Return ``(D, 2)`` how many stand on either side within ``QUEUE_DEPTH`` of the door they press to.

    That close to a door it is plain to see who wants to pass it.
    """
    count = np.zeros((len(door_middle), 2))
    for i in range(people):
        door = bodies.next_door[i]
        if door < 0 or not bodies.present[i]:
            continue
        dx, dy = bodies.position[i, 0] - door_middle[door, 0], bodies.position[i, 1] - door_middle[door, 1]
        if dx * dx + dy * dy < QUEUE_DEPTH * QUEUE_DEPTH:
            count[door, 0 if door_regions[door, 0] == bodies.region[i] else 1] += 1.0
    return count


@kernel
def hurrying_in_view(bodies: Bodies, walls: Walls, rows: Ints, people: int, far: float) -> Ints:
    """Return ``(len(rows),)`` how many people on the move each sees within ``far`` metres."""
    out = np.zeros(len(rows), np.int64)
    for k in range(len(rows)):
        for i in within(bodies.position, bodies.layer, people, rows[k], far):
            out[k] += bodies.speed[i] >= HURRYING and is_in_view(bodies, walls, rows[k], i, far)
    return out
