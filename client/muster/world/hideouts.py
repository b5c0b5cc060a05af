"""Hiding spots and who is in them."""

import numpy as np

from muster.world.arrays import Floats, Ints
from muster.world.bodies import Bodies
from muster.world.places import Places


class Hideouts:
    """Who hides where. In hiding, a body takes up no room that others need.

    Attributes:
        free: ``(spots,)`` places left.
    """

    def __init__(self, bodies: Bodies, places: Places) -> None:
        self._bodies, self._places = bodies, places
        self.free: Ints = places.spot_capacity.copy()

    def enter(self, body: int, spot: int) -> bool:
        """Put a body into a spot; False when there is no place left."""
        if self.free[spot] <= 0:
            return False
        self.free[spot] -= 1
        self._bodies.hidden_in[body] = spot
        self._bodies.present[body] = False
        self._bodies.position[body] = self._places.spot_point[spot]
        self._bodies.speed[body] = 0.0
        return True

    def leave(self, body: int) -> None:
        """Take a body out of its spot, if it is in one."""
        spot = int(self._bodies.hidden_in[body])
        if spot >= 0:
            self.free[spot] += 1
            self._bodies.hidden_in[body] = -1
            self._bodies.present[body] = True

    def concealment(self, people: int) -> Floats:
        """Return ``(people,)`` the share of glances that each one's spot defeats; 0 in the open."""
        hidden = self._bodies.hidden_in[:people]
        share = np.zeros(people)
        share[hidden >= 0] = self._places.spot_concealment[hidden[hidden >= 0]]
        return share
