"""Who turns away from smoke: of people on their way, those who were about to walk into thick smoke and do not."""

from muster.world.arrays import Bools, Floats
from muster.world.bodies import Bodies
from muster.world.navigation.plan import FloorPlan

HAZY = 0.3
"""1/m from which on smoke is one to go round and to turn back from: things are made out at 10 m, a common limit of
tenability (C/VM2 of New Zealand and BS 7974 among others)."""


def faced(bodies: Bodies, plan: FloorPlan, extinction: Floats, closed: Bools, body: int) -> int:
    """Return the door by which a body is about to walk into thick smoke that it can see; -1 for none.

    Args:
        bodies: where they are and which door is next.
        plan: which regions doors join.
        extinction: ``(R,)`` 1/m.
        closed: ``(D,)`` doors through which nothing is seen.
        body: whose row.
    """
    door, here = int(bodies.next_door[body]), int(bodies.region[body])
    if door < 0 or here < 0 or closed[door]:
        return -1
    a, b = plan.door_regions[door].tolist()
    return door if extinction[b if a == here else a] >= HAZY else -1


def has_turned(bodies: Bodies, body: int, door: int) -> bool:
    """Whether a body that faced smoke beyond ``door`` now walks elsewhere."""
    return door >= 0 and int(bodies.next_door[body]) not in (door, -1)
