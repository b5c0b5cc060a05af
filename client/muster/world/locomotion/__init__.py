"""How bodies move: the collision-free speed model on arrays, with walls that nobody crosses."""

from muster.world.locomotion.advance import advance
from muster.world.locomotion.profiles import PROFILES, Profile

__all__ = ["PROFILES", "Profile", "advance"]
