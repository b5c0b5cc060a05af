"""Rooms in the dark: who is in one is hard to make out from elsewhere.

The light of a room is on or off as people switch it; day, windows and emergency lighting are not modelled.
"""

import numpy as np

from muster.world.arrays import Bools, Floats
from muster.world.bodies import Bodies

DARK_CONCEALS = 0.5
"""Share of glances from another room that darkness defeats; ours, of the order of a poor hiding place."""

SEEN_IN_THE_DARK = 5.0  # metres within which somebody is made out all the same; ours


def concealed_by_dark(bodies: Bodies, people: int, lights: Bools, observer: int) -> Floats:
    """Return ``(people,)`` the share of an observer's glances that darkness defeats; 0 in the observer's own room."""
    region = bodies.region[:people]
    is_apart = region != bodies.region[observer]
    return np.where(~lights[region] & is_apart, DARK_CONCEALS, 0.0)


def lost_in_the_dark(bodies: Bodies, lights: Bools, observer: int) -> Bools:
    """Return ``(m,)`` who stands in the dark too far from an observer to be made out."""
    away = bodies.position - bodies.position[observer]
    return ~lights[bodies.region] & (np.hypot(away[:, 0], away[:, 1]) > SEEN_IN_THE_DARK)
