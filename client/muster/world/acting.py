"""Carrying out intents: what each act sets in motion, and when it is done."""

from collections.abc import Callable

import numpy as np

from muster.world import draws
from muster.world.acts import DOOR_ACTS, DOWN, Act, Gait, Intent
from muster.world.arrays import Floats, Ints
from muster.world.bodies import NEVER, Bodies
from muster.world.destinations import Destinations
from muster.world.doors import Blocked, Doors
from muster.world.draws import Purpose
from muster.world.errands import STANDING, Errands
from muster.world.events import EventKind
from muster.world.hideouts import Hideouts
from muster.world.knocking import Knocks
from muster.world.places import Places

ON_THE_SPOT = {
    Act.STAY: 6.0,
    Act.WAIT: 10.0,
    Act.CALL: 15.0,
    Act.WARN: 1.5,
    Act.CHECK: 3.0,
    Act.CARRY_ON: 20.0,
    Act.SHELTER: 20.0,
}
"""Seconds each act takes that needs no walking; ours, of the order of observed milling episodes."""

DOOR_WORK = {
    Act.CLOSE: 1.0,
    Act.LOCK: 2.0,
    Act.BARRICADE: 8.0,
    Act.OPEN: 1.5,
    Act.KNOCK: 10.0,
    Act.ASK: 1.5,
    Act.LET_IN: 1.5,
}
"""Seconds of work at a door; whoever knocks waits so long for an answer; ours."""

FIRE_WORK = {Act.EXTINGUISH: 12.0, Act.SOUND_ALARM: 1.5}
"""Seconds of work once there: a portable extinguisher of 6 kg or litres lasts as long (EN 3-7 asks for 9); ours."""

_REPORTED = {Act.CALL: EventKind.CALLED, Act.EXTINGUISH: EventKind.FOUGHT_FIRE, Act.SOUND_ALARM: EventKind.ALARM}

FIRST_AID = 10.0  # seconds beside an incapacitated person
ARRIVAL = {
    Act.HIDE: 0.5,
    Act.HELP: 1.3,
    Act.JOIN: 1.5,
    Act.GO: 2.0,
    Act.FOLLOW: 1.2,
    Act.EXTINGUISH: 2.5,
    Act.SOUND_ALARM: 1.0,
}
"""Metres from the goal at which one has arrived; others: .6."""

_TOLERANCE = np.array([ARRIVAL.get(act, 0.6) for act in Act])


class Acting:
    """Begins acts, watches over them and ends them. Events go to ``report`` as they happen.

    Attributes:
        hideouts: who is in which hiding spot.
        knocks: who has knocked where.
    """

    def __init__(
        self,
        bodies: Bodies,
        places: Places,
        doors: Doors,
        errands: Errands,
        *,
        people: int,
        seed: int,
        dt: float,
        report: Callable[[EventKind, int, int], None],
    ) -> None:
        self._bodies, self._places, self._doors, self._errands = bodies, places, doors, errands
        self._people, self._dt, self._report = people, dt, report
        self._destinations = Destinations(bodies, places, errands, people)
        self.hideouts = Hideouts(bodies, places)
        self.knocks = Knocks(1.0 / dt)
        share = draws.uniform(seed, np.arange(people), Purpose.MUSTER, np.zeros(people, np.int64))
        self._muster_share = np.sqrt(share)  # uniform over the disc

    def begin(self, body: int, intent: Intent, tick: int) -> None:
        """Drop what the body was doing and start on ``intent``."""
        bodies = self._bodies
        if bodies.health[body] == DOWN or bodies.assembled[body]:
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
        self.hideouts.leave(body)
        self._errands.forget(body, intent.shut, intent.avoid)
        if intent.act in ON_THE_SPOT:
            self._errands.halt(body)
            self._take_time(body, ON_THE_SPOT[intent.act], tick)
        else:
            self._set_out(body, intent, tick)

    def drop(self, body: int, tick: int) -> None:
        """Let a body stand where it is, with nothing to do; in a hiding place it stays there."""
        bodies = self._bodies
        self._errands.halt(body)
        bodies.act[body], bodies.target[body], bodies.gait[body] = Act.STAY, -1, Gait.WALK
        bodies.since[body], bodies.done[body], bodies.works_until[body] = tick, True, NEVER

    def begin_at_hand(self, body: int, act: Act, target: int, tick: int) -> None:
        """Start on something within reach: no step is taken for it, and it takes its time."""
        bodies = self._bodies
        self.drop(body, tick)
        bodies.act[body], bodies.target[body], bodies.done[body] = act, target, False
        if act is Act.HELP:
            self._aid(body, tick)
        else:
            self._take_time(body, DOOR_WORK.get(act) or ON_THE_SPOT[act], tick)

    def _set_out(self, body: int, intent: Intent, tick: int) -> None:
        self._bodies.seen_target[body] = tick if intent.act is not Act.CONFRONT or intent.target < 0 else NEVER
        goal = self._destinations.of(body, intent)
        if goal is None or not self._errands.send(body, *goal):
            self.give_up(body)

    def left_building(self, body: int, exit: int) -> None:
        """A body has come out by ``exit``: whatever it was set on, it now goes to the muster point."""
        bodies = self._bodies
        bodies.outside[body] = True
        bodies.act[body], bodies.target[body], bodies.done[body] = Act.EXIT, exit, False
        self._report(EventKind.OUT, body, exit)
        goal = self._destinations.by_exit(body, Intent(Act.EXIT, exit))
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
        mustering = (self._bodies.act[rows] == int(Act.EXIT)) & self._bodies.outside[rows]
        some = rows[mustering]
        radius = self._places.muster_radius[self._bodies.target[some]]
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
                if act is Act.KNOCK:
                    self.knock(body, int(bodies.target[body]), tick)
        elif act in FIRE_WORK:
            if bodies.works_until[body] == NEVER:
                self._errands.halt(body)
                self._take_time(body, FIRE_WORK[act], tick)
        elif act is Act.HELP:
            self._aid(body, tick)
        elif act is Act.FOLLOW:
            pass  # until the mind decides otherwise, or the other is out of sight (tracking)
        elif act is not Act.CONFRONT:
            self._end(body, EventKind.ARRIVED)

    def _hide(self, body: int) -> None:
        spot = int(self._bodies.target[body])
        if not self.hideouts.enter(body, spot):
            self.give_up(body)
            return
        self._end(body, EventKind.HID)

    def _assemble(self, body: int) -> None:
        self._bodies.assembled[body], self._bodies.present[body] = True, False
        self._bodies.speed[body] = 0.0
        self._end(body, EventKind.ASSEMBLED)

    def _aid(self, body: int, tick: int) -> None:
        """Beside an injured person: walk with them from now on; beside an incapacitated one: first aid."""
        other = int(self._bodies.target[body])
        if self._bodies.helped[other] == NEVER:
            self._report(EventKind.AIDED, body, other)
        self._bodies.helped[other] = tick
        if self._bodies.health[other] == DOWN and self._bodies.works_until[body] == NEVER:
            self._errands.halt(body)
            self._take_time(body, FIRST_AID, tick)

    def _finish_work(self, body: int) -> None:
        act = Act(int(self._bodies.act[body]))
        if act in DOOR_ACTS:
            self._work_door(body, act)
            return
        if act in _REPORTED:
            self._report(_REPORTED[act], body, -1)
        self._end(body, EventKind.ARRIVED)

    def knock(self, body: int, door: int, tick: int) -> None:
        """Somebody knocks at a door; those inside may hear."""
        self.knocks.note(door, body, tick)
        self._report(EventKind.KNOCKED, body, door)

    def _work_door(self, body: int, act: Act) -> None:
        door = int(self._bodies.target[body])
        if act in (Act.KNOCK, Act.ASK):
            if act is Act.ASK:
                self._report(EventKind.ASKED, body, door)
            self._end(body, EventKind.ARRIVED)
            return
        try:
            happened = self._doors.bring(door, act, self._bodies)
        except Blocked:
            self.give_up(body)
            return
        if act is Act.BARRICADE:
            self._doors.piled_from[door] = self._bodies.region[body]
        if happened is not None:
            self._report(happened, body, door)
            self._opened(door)
        self._end(body, EventKind.ARRIVED)

    def _opened(self, door: int) -> None:
        """Whoever stands knocking at a door that is no longer barred need not wait on."""
        body = self.knocks.waiting_at(door)
        if body >= 0 and not self._doors.barred[door] and self._is_knocking(body, door):
            self._end(body, EventKind.ARRIVED)

    def _is_knocking(self, body: int, door: int) -> bool:
        bodies = self._bodies
        return bool(bodies.act[body] == int(Act.KNOCK) and bodies.target[body] == door and not bodies.done[body])

    def _take_time(self, body: int, seconds: float, tick: int) -> None:
        self._bodies.works_until[body] = tick + max(round(seconds / self._dt), 1)

    def _end(self, body: int, how: EventKind) -> None:
        self._errands.halt(body)
        self._bodies.done[body] = True
        self._report(how, body, int(self._bodies.target[body]))

    def give_up(self, body: int) -> None:
        """The act cannot be carried out."""
        self._end(body, EventKind.FAILED)

    def lose(self, body: int) -> None:
        """The person followed is out of sight, and not where last seen."""
        self._end(body, EventKind.LOST)

    def fall(self, body: int) -> None:
        """An incapacitated body lies where it is and takes up no room that others need."""
        self.hideouts.leave(body)
        self._errands.halt(body)
        self._bodies.present[body] = False
        self._bodies.done[body] = True
        self._bodies.speed[body] = 0.0
