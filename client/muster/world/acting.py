"""Carrying out intents: what each act sets in motion, and when it is done."""

from collections.abc import Callable, Mapping

import numpy as np

from muster.scenario.building import Building
from muster.world import draws
from muster.world.acts import DOOR_ACTS, PERSON_ACTS, Act, Door, Health, Intent
from muster.world.bodies import NEVER, Bodies
from muster.world.doors import Doors
from muster.world.draws import Purpose
from muster.world.errands import STANDING, Errands, Point
from muster.world.events import EventKind
from muster.world.navigation.plan import FloorPlan
from muster.world.places import Places
from muster.world.types import Floats, Ints

ON_THE_SPOT = {Act.STAY: 6.0, Act.WAIT: 10.0, Act.CALL: 15.0, Act.WARN: 1.5, Act.CHECK: 3.0, Act.CARRY_ON: 20.0}
"""Seconds each act takes that needs no walking; ours, of the order of observed milling episodes."""

DOOR_WORK = {Act.CLOSE: 1.0, Act.LOCK: 2.0, Act.BARRICADE: 8.0, Act.OPEN: 1.5}
"""Seconds of work at a door; ours."""

FIRST_AID = 10.0  # seconds beside an incapacitated person
ARRIVAL = {Act.HIDE: 0.5, Act.HELP: 1.3, Act.JOIN: 1.5, Act.GO: 2.0, Act.FOLLOW: 1.2}
"""Metres from the goal at which one has arrived; others: .6."""

_TOLERANCE = np.array([ARRIVAL.get(act, 0.6) for act in Act])

_WORKED: Mapping[Act, tuple[Door, EventKind]] = {
    Act.CLOSE: (Door.CLOSED, EventKind.DOOR_CLOSED),
    Act.LOCK: (Door.LOCKED, EventKind.DOOR_LOCKED),
    Act.BARRICADE: (Door.BARRICADED, EventKind.DOOR_BARRICADED),
    Act.OPEN: (Door.CLOSED, EventKind.DOOR_UNLOCKED),
}


class Acting:
    """Begins acts, watches over them and ends them. Events go to ``report`` as they happen."""

    def __init__(
        self,
        building: Building,
        plan: FloorPlan,
        bodies: Bodies,
        doors: Doors,
        errands: Errands,
        *,
        people: int,
        seed: int,
        dt: float,
        report: Callable[[EventKind, int, int], None],
    ) -> None:
        self._bodies, self._doors, self._errands = bodies, doors, errands
        self._people, self._dt, self._report = people, dt, report
        self.places = Places(building, plan)
        share = draws.uniform(seed, np.arange(people), Purpose.MUSTER, np.zeros(people, np.int64))
        self._muster_share = np.sqrt(share)  # uniform over the disc
        self.free_places = self.places.spot_capacity.copy()

    def begin(self, body: int, intent: Intent, tick: int) -> None:
        """Drop what the body was doing and start on ``intent``."""
        bodies = self._bodies
        if bodies.health[body] == Health.INCAPACITATED or bodies.assembled[body]:
            return
        stays_hidden = bodies.hidden_in[body] >= 0 and (
            intent.act in ON_THE_SPOT or (intent.act is Act.HIDE and intent.target == bodies.hidden_in[body])
        )
        bodies.act[body], bodies.target[body], bodies.gait[body] = intent.act, intent.target, intent.gait
        bodies.since[body], bodies.done[body], bodies.works_until[body] = tick, False, NEVER
        bodies.stuck[body] = 0.0
        if stays_hidden:
            bodies.done[body] = intent.act is Act.HIDE
            self._take_time(body, ON_THE_SPOT.get(intent.act, 0.0), tick)
            return
        self._leave_hiding(body)
        self._errands.forget(body, frozenset(intent.shut), frozenset(intent.avoid))
        if intent.act in ON_THE_SPOT:
            self._errands.halt(body)
            self._take_time(body, ON_THE_SPOT[intent.act], tick)
        else:
            self._set_out(body, intent, tick)

    def _set_out(self, body: int, intent: Intent, tick: int) -> None:
        goal = self._goal(body, intent, tick)
        if goal is None or not self._errands.send(body, *goal):
            self.give_up(body)

    def _goal(self, body: int, intent: Intent, tick: int) -> tuple[int, Point] | None:
        """Return region and point the act leads to; None when it makes no sense from here."""
        act, target, places = intent.act, intent.target, self.places
        if act is Act.GO:
            return target, places.inner_point[target]
        if act is Act.EXIT:
            return self._exit_goal(body, intent)
        if act is Act.HIDE:
            return int(places.spot_region[target]), places.spot_point[target]
        if act in DOOR_ACTS:
            return self._beside_door(body, target)
        other = target if act in PERSON_ACTS else self._people  # CONFRONT: the threat's row
        self._bodies.seen_target[body] = tick
        x, y = self._bodies.position[other]
        return int(self._bodies.region[other]), (float(x), float(y))

    def _exit_goal(self, body: int, intent: Intent) -> tuple[int, Point] | None:
        """Return the point beyond the exit, or for those outside the muster point; no other exit is taken on the way.

        The chosen exit stays passable: in a crush at its door people are pushed back over the line.
        """
        places, exit = self.places, intent.target
        others = frozenset(places.exit_doors) - {places.exit_doors[exit]}
        outside = bool(self._bodies.outside[body])
        self._errands.forget(body, others if outside else others | frozenset(intent.shut), frozenset(intent.avoid))
        return places.muster[exit] if outside else places.beyond_exit[exit]

    def _beside_door(self, body: int, door: int) -> tuple[int, Point] | None:
        region = int(self._bodies.region[body])
        side = self.places.door_side.get((door, region))
        return None if side is None else (region, side)

    def left_building(self, body: int, exit: int) -> None:
        """A body has come out by ``exit``: whatever it was set on, it now goes to the muster point."""
        bodies = self._bodies
        bodies.outside[body] = True
        bodies.act[body], bodies.target[body], bodies.done[body] = Act.EXIT, exit, False
        self._report(EventKind.OUT, body, exit)
        goal = self._exit_goal(body, Intent(Act.EXIT, exit))
        if goal is None:
            self._assemble(body)
        elif not self._errands.send(body, *goal):
            self.give_up(body)

    def refused(self, body: int, door: int) -> None:
        """The door next on the way is barred: remember that and look for another way."""
        self._errands.finds_shut(body, door)
        self._report(EventKind.DOOR_REFUSED, body, door)
        if not self._errands.reroute(body):
            self.give_up(body)

    def update(self, tick: int) -> None:
        """End what is finished by arrival or by time."""
        bodies = self._bodies
        for body in self._arrived():
            self._arrive(int(body), tick)
        timed = ~bodies.done & (bodies.works_until != NEVER) & (bodies.works_until <= tick)
        for body in np.flatnonzero(timed):
            self._finish_work(int(body))

    def _arrived(self) -> Ints:
        bodies = self._bodies
        near = ~bodies.done & (bodies.walks != STANDING) & (bodies.region == bodies.goal_region)
        near[self._people :] = False
        rows = np.flatnonzero(near)
        away = bodies.position[rows] - bodies.goal[rows]
        return rows[np.hypot(away[:, 0], away[:, 1]) < self._tolerance(rows)]

    def _tolerance(self, rows: Ints) -> Floats:
        tolerance = _TOLERANCE[self._bodies.act[rows]]
        mustering = (self._bodies.act[rows] == Act.EXIT) & self._bodies.outside[rows]
        some = rows[mustering]
        radius = self.places.muster_radius[self._bodies.target[some]]
        tolerance[mustering] = np.maximum(radius * self._muster_share[some], 0.6)
        return tolerance

    def _arrive(self, body: int, tick: int) -> None:
        bodies = self._bodies
        act = Act(bodies.act[body])
        if act is Act.HIDE:
            self._hide(body)
        elif act is Act.EXIT:
            if bodies.outside[body]:
                self._assemble(body)
        elif act in DOOR_ACTS:
            if bodies.works_until[body] == NEVER:
                self._errands.halt(body)
                self._take_time(body, DOOR_WORK[act], tick)
        elif act is Act.HELP:
            self._aid(body, tick)
        elif act is Act.FOLLOW:
            pass  # until the mind decides otherwise, or the other is out of sight (tracking)
        elif act is not Act.CONFRONT:
            self._finish(body)

    def _hide(self, body: int) -> None:
        spot = int(self._bodies.target[body])
        if self.free_places[spot] <= 0:
            self.give_up(body)
            return
        self.free_places[spot] -= 1
        self._bodies.hidden_in[body] = spot
        self._bodies.present[body] = False
        self._bodies.position[body] = self.places.spot_point[spot]
        self._bodies.speed[body] = 0.0
        self._errands.halt(body)
        self._bodies.done[body] = True
        self._report(EventKind.HID, body, spot)

    def _leave_hiding(self, body: int) -> None:
        spot = int(self._bodies.hidden_in[body])
        if spot >= 0:
            self.free_places[spot] += 1
            self._bodies.hidden_in[body] = -1
            self._bodies.present[body] = True

    def _assemble(self, body: int) -> None:
        bodies = self._bodies
        bodies.assembled[body], bodies.present[body], bodies.done[body] = True, False, True
        bodies.speed[body] = 0.0
        self._errands.halt(body)
        self._report(EventKind.ASSEMBLED, body, int(bodies.target[body]))

    def _aid(self, body: int, tick: int) -> None:
        """Beside an injured person: walk with them from now on; beside an incapacitated one: first aid."""
        other = int(self._bodies.target[body])
        if self._bodies.helped[other] == NEVER:
            self._report(EventKind.AIDED, body, other)
        self._bodies.helped[other] = tick
        if self._bodies.health[other] == Health.INCAPACITATED and self._bodies.works_until[body] == NEVER:
            self._errands.halt(body)
            self._take_time(body, FIRST_AID, tick)

    def _finish_work(self, body: int) -> None:
        bodies = self._bodies
        act = Act(bodies.act[body])
        if act in DOOR_ACTS:
            self._work_door(body, act)
        elif act is Act.CALL:
            self._report(EventKind.CALLED, body, -1)
            self._finish(body)
        else:
            self._finish(body)

    def _work_door(self, body: int, act: Act) -> None:
        """Bring the door into the state wanted; somebody else may have been quicker, or be standing in the doorway."""
        door = int(self._bodies.target[body])
        state, kind = _WORKED[act]
        now = Door(int(self._doors.state[door]))
        is_done = now < Door.LOCKED if act is Act.OPEN else now >= state
        if not is_done:
            if not self._doors.leaf[door] or not (act is Act.OPEN or self._doors.is_clear(door, self._bodies)):
                self.give_up(body)
                return
            self._doors.set(door, state)
            self._report(kind, body, door)
        self._finish(body)

    def _take_time(self, body: int, seconds: float, tick: int) -> None:
        self._bodies.works_until[body] = tick + max(round(seconds / self._dt), 1)

    def _finish(self, body: int) -> None:
        self._errands.halt(body)
        self._bodies.done[body] = True
        self._report(EventKind.ARRIVED, body, int(self._bodies.target[body]))

    def give_up(self, body: int) -> None:
        self._errands.halt(body)
        self._bodies.done[body] = True
        self._report(EventKind.FAILED, body, int(self._bodies.target[body]))

    def lose(self, body: int) -> None:
        """The person followed is out of sight, and not where last seen."""
        self._errands.halt(body)
        self._bodies.done[body] = True
        self._report(EventKind.LOST, body, int(self._bodies.target[body]))

    def fall(self, body: int) -> None:
        """An incapacitated body lies where it is and takes up no room that others need."""
        self._leave_hiding(body)
        self._errands.halt(body)
        self._bodies.present[body] = False
        self._bodies.done[body] = True
        self._bodies.speed[body] = 0.0
