"""How many people press before each door."""

import numpy as np

from muster.world.bodies import Bodies
from muster.world.compile import kernel
from muster.world.types import Floats

QUEUE_DEPTH = 4.0  # metres before a door over which its queue is counted


@kernel
def queues(bodies: Bodies, door_middle: Floats, people: int) -> Floats:
    """Return ``(D,)`` how many people are within ``QUEUE_DEPTH`` of the door they are about to pass."""
    count = np.zeros(len(door_middle))
    for i in range(people):
        door = bodies.next_door[i]
        if door < 0 or not bodies.present[i]:
            continue
        dx, dy = bodies.position[i, 0] - door_middle[door, 0], bodies.position[i, 1] - door_middle[door, 1]
        if dx * dx + dy * dy < QUEUE_DEPTH * QUEUE_DEPTH:
            count[door] += 1.0
    return count
