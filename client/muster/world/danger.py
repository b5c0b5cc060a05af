"""The threat in the world: when it comes in, where it goes, and what harm follows from being near it."""

from collections.abc import Callable

import numpy as np

from muster.world.acting import Acting
from muster.world.acts import Health
from muster.world.arrays import Bools, Floats
from muster.world.bodies import Bodies
from muster.world.doors import Doors
from muster.world.events import EventKind
from muster.world.lights import concealed_by_dark
from muster.world.patrol import Patrol
from muster.world.threat import harm
from muster.world.walls import Walls


class Danger:
    """Moves the threat at every step, and lets it do harm once a second.

    Args:
        patrol: its walk.
        bodies: the threat's is row ``people``, after those of all people.
        walls, doors, lights, acting: of the world.
        report: hears of an event of a body.
        harmed: lets a body come to harm.
    """

    def __init__(
        self,
        patrol: Patrol,
        bodies: Bodies,
        *,
        walls: Walls,
        doors: Doors,
        lights: Bools,
        acting: Acting,
        people: int,
        seed: int,
        report: Callable[[EventKind, int], None],
        harmed: Callable[[int, Health], None],
    ) -> None:
        self._patrol, self._bodies, self._row = patrol, bodies, people
        self._walls, self._doors, self._lights, self._acting = walls, doors, lights, acting
        self._seed, self._report, self._harmed = seed, report, harmed

    @property
    def is_there(self) -> bool:
        """Whether the threat is in the building and not overcome."""
        return bool(self._bodies.present[self._row])

    def shoot(self) -> None:
        """Let a shot of the scenario fall; with the first one the threat is there."""
        self._patrol.enter(self._bodies)
        self._report(EventKind.SHOT, self._row)

    def move(self, time: float) -> None:
        """Come in when it is time, in simulated seconds, and go on along the route."""
        if self._patrol.is_over:
            return
        if not self._patrol.is_in and time >= self._patrol.threat.enters_at:
            self._patrol.enter(self._bodies)
        if self._patrol.walk(self._bodies, self._doors):
            self._report(EventKind.THREAT_ENTERED, self._row)

    def withdraw(self) -> bool:
        """Take the threat out of the exercise; return whether there is one, which there is."""
        self._patrol.stop(self._bodies)
        return True

    def do_harm(self, second: int) -> None:
        """Let what follows in one second from being near it take effect."""
        if not self.is_there:
            return
        done = harm(
            self._patrol.threat,
            self._row,
            self._bodies,
            self._walls,
            self._concealment(),
            seed=self._seed,
            second=second,
        )
        for body in done.at_grips:
            self._report(EventKind.CONFRONTED, body)
        if done.overcome_by >= 0:
            self._patrol.stop(self._bodies)
            self._report(EventKind.THREAT_STOPPED, done.overcome_by)
        if done.harmed >= 0:
            self._report(EventKind.SHOT, self._row)
            self._harmed(done.harmed, done.health)

    def _concealment(self) -> Floats:
        concealment = self._acting.hideouts.concealment(self._row)
        if self._lights.all():
            return concealment
        return np.maximum(concealment, concealed_by_dark(self._bodies, self._row, self._lights, self._row))
