"""Trainees' plays, from taking a body over to handing it back: what each sets in motion, and what follows from it."""

from collections.abc import Mapping

import numpy as np

from muster.scenario.building import Building
from muster.scenario.play import Play, PlayKind
from muster.world.acting import Acting
from muster.world.acts import Act, Intent
from muster.world.arrays import Bools
from muster.world.bodies import NEVER, Bodies
from muster.world.doors import Doors
from muster.world.events import EventKind
from muster.world.hands import Hands, Refused, Report, Tell
from muster.world.navigation.plan import FloorPlan
from muster.world.places import Places
from muster.world.playing import Playing


class Players:
    """Those who are played, and what they do.

    Attributes:
        playing: whom trainees move, and which way.
        hands: what they do beside walking.
    """

    def __init__(
        self,
        building: Building,
        plan: FloorPlan,
        bodies: Bodies,
        *,
        people: Mapping[str, int],
        places: Places,
        doors: Doors,
        acting: Acting,
        lights: Bools,
        report: Report,
        tell: Tell,
    ) -> None:
        self._bodies, self._places, self._acting, self._report, self._tell = bodies, places, acting, report, tell
        self.playing = Playing(bodies, plan, doors)
        self.hands = Hands(
            building,
            plan,
            bodies,
            people=people,
            places=places,
            doors=doors,
            acting=acting,
            playing=self.playing,
            lights=lights,
            report=report,
            tell=tell,
        )

    def do(self, body: int, play: Play, tick: int) -> None:
        """Take or hand back a body, steer it, or put its hands to something; raises Refused."""
        kind = play.kind
        if kind is PlayKind.TAKE:
            self._acting.drop(body, tick)
            self.playing.take(body, play.rights)
            self._report(EventKind.TAKEN_OVER, body, -1)
        elif not self.playing.mask[body]:
            raise Refused("nobody plays that person")
        elif kind is PlayKind.RELEASE:
            self._hand_back(body, tick)
        elif kind is PlayKind.STEER:
            self._steer(body, play, tick)
        elif kind is PlayKind.STOP:
            self._acting.drop(body, tick)
            self.playing.stand(body)
        else:
            self.hands.do(body, play, tick)

    def refused(self, body: int, door: int, tick: int, again_after: int) -> None:
        """A door on the way is barred: tell it, but not while somebody keeps pushing against it."""
        if self.playing.may_tell_refusal(body, door, tick, again_after):
            self._report(EventKind.DOOR_REFUSED, body, door)

    def crossed(self, body: int, door: int, *, outside: bool) -> None:
        """Somebody has come into another region: out of the building, back into it, or neither."""
        if outside and not self._bodies.outside[body]:
            self._report(EventKind.OUT, body, self._places.exit_of_door.get(door, 0))
        self._bodies.outside[body] = outside

    def update(self, tick: int) -> None:
        """Go on with helping, and see who has come to a muster point."""
        self.playing.keep_helping(tick)
        for body in self.playing.rows:
            if self._bodies.outside[body] and not self.playing.assembled[body]:
                exit = self._muster_of(body)
                if exit >= 0:
                    self.playing.assembled[body] = True
                    self._report(EventKind.ASSEMBLED, body, exit)

    def _muster_of(self, body: int) -> int:
        """Return an exit whose muster point somebody stands at; -1 for none."""
        here = self._bodies.position[body]
        for exit, muster in enumerate(self._places.muster):
            if muster is not None and np.hypot(*(here - np.array(muster[1]))) <= self._places.muster_radius[exit]:
                return exit
        return -1

    def _hand_back(self, body: int, tick: int) -> None:
        """Let the mind go on from where its body is; who is outside goes to the muster point, as all do."""
        self._acting.drop(body, tick)
        self.playing.release(body)
        self._report(EventKind.HANDED_BACK, body, -1)
        if self._bodies.outside[body]:
            used = self._places.exit_of_door.get(int(self._bodies.last_door[body]), 0)
            self._acting.begin(body, Intent(Act.EXIT, used), tick)

    def _steer(self, body: int, play: Play, tick: int) -> None:
        """Walk off: what hands were at is left, but for the telephone; so is a hiding place."""
        self.playing.steer(body, play)
        if not self.playing.is_steered(body):
            return
        bodies = self._bodies
        is_at_work = not bodies.done[body] and bodies.works_until[body] != NEVER
        if is_at_work and bodies.act[body] != int(Act.CALL):
            gait = bodies.gait[body]
            self._acting.drop(body, tick)
            bodies.gait[body] = gait
        self._acting.hideouts.leave(body)
