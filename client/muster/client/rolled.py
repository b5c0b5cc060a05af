"""How the roll calls stand, in names."""

from muster.client.result import MissingPerson, Rolled
from muster.perception.roll_call import Missing, RollCalls
from muster.world.world import World


def rolled(world: World, roll_call: RollCalls | None) -> Rolled | None:
    """Return how the roll calls of an episode stand; None where it has none."""
    if roll_call is None:
        return None
    missing = tuple(_named(world, each) for each in roll_call.missing)
    return Rolled(world.occupants, roll_call.accounted, missing)


def _named(world: World, missing: Missing) -> MissingPerson:
    by = world.cast[missing.by].name if missing.by >= 0 else ""
    return MissingPerson(world.cast[missing.person].name, missing.seen_at, missing.place, by, missing.found)
