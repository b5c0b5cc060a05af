"""The threat's walk along its route: a script, with no aim but the next region on the list."""

from collections.abc import Sequence

import numpy as np

from muster.scenario.scenario import Threat
from muster.world.acts import Gait
from muster.world.bodies import Bodies
from muster.world.doors import Doors
from muster.world.errands import Errands
from muster.world.places import Places

REACHED = 1.5  # metres from a region's inner point


class Patrol:
    """Walks body ``row`` through the regions of ``route``; skips those it cannot get into."""

    def __init__(self, threat: Threat, route: Sequence[int], row: int, places: Places, errands: Errands) -> None:
        self.threat = threat
        self._route, self._row, self._places, self._errands = route, row, places, errands
        self._leg = 0
        self._diverted = False
        self.is_in = False
        self.is_over = False

    def enter(self, bodies: Bodies) -> None:
        """Appear in the first region of the route; nothing when already there."""
        if self.is_in:
            return
        start = self._route[0]
        self.is_in = True
        bodies.region[self._row] = start
        bodies.layer[self._row] = self._places.region_layer[start]
        bodies.position[self._row] = self._places.inner_point[start]
        bodies.free_speed[self._row] = self.threat.speed
        bodies.gait[self._row] = Gait.WALK
        bodies.present[self._row] = True
        bodies.done[self._row] = False

    def divert(self, region: int) -> None:
        """Go to one region next and stay there; the rest of the route is dropped."""
        here = self._route[min(self._leg, len(self._route) - 1)] if self._leg else self._route[0]
        self._route, self._leg, self._diverted = [here, region], 0, self._leg > 0

    def stop(self, bodies: Bodies) -> None:
        """It has been overcome and takes no further part."""
        self.is_over = True
        bodies.present[self._row] = False
        self._errands.halt(self._row)

    def walk(self, bodies: Bodies, doors: Doors) -> bool:
        """Keep going along the route; return True in the tick in which it sets out."""
        if not self.is_in or self._leg >= len(self._route):
            return False
        if self._leg and not self._has_arrived(bodies) and bodies.walks[self._row]:
            return False
        self._leg += 1
        if self._leg < len(self._route):
            region = self._route[self._leg]
            shut = frozenset(int(door) for door in np.flatnonzero(doors.barred))
            self._errands.forget(self._row, shut, frozenset())
            self._errands.send(self._row, region, self._places.inner_point[region])
        else:
            self._errands.halt(self._row)
        return self._leg == 1 and not self._diverted

    def _has_arrived(self, bodies: Bodies) -> bool:
        x, y = bodies.position[self._row] - bodies.goal[self._row]
        return bodies.region[self._row] == bodies.goal_region[self._row] and bool(np.hypot(x, y) < REACHED)
