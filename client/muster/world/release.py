"""Releasing a building: pairs of responders go from room to room, knock, say who they are, and open.

The order is the nearest room first, by metres to walk from where a pair is; nothing is known of where people hide but
what a pair sees. No tactics: by then the threat is contained (``responders.py``).
"""

from collections.abc import Callable
from enum import IntEnum

import numpy as np

from muster.world.acts import DOWN, Act, Door, Gait, Intent
from muster.world.arrays import Floats, Ints
from muster.world.errands import STANDING
from muster.world.events import EventKind
from muster.world.sight import sees_many
from muster.world.site import Site

KNOCKS_FROM = 1.4  # metres from a closed door; further off than one takes the handle (``doors.HAND_REACH``)
LISTENS = 6.0  # seconds for those inside to answer or open; ours
UNLOCKS, CLEARS = 3.0, 10.0  # seconds with a master key, and to push aside what bars a door; ours
STAYS = 6.0  # seconds in a room to look around it and speak to people; ours
GATHERS = 12.0  # seconds that who walks people out gives them to get ready; ours
REACHED = 1.5  # metres
PATIENCE = 90.0  # seconds on the way to a room after which it is left for later
STUCK = 4.0  # seconds of getting nowhere after which the other one goes ahead
LOOKS = 20.0  # metres

Report = Callable[[EventKind, int, int], None]


class Board:
    """Which regions are still to be released; what one pair has taken on, the others leave alone.

    Attributes:
        found: the incapacitated people of whom somebody has told.
    """

    def __init__(self, rooms: Ints, passages: Ints) -> None:
        self.found: set[int] = set()
        self._waiting = set(rooms.tolist())
        self._passages = set(passages.tolist())
        self._put_off: set[int] = set()

    def nearest(self, metres: Floats) -> int:
        """Take on the nearest room, given metres to all regions; -1 when none is left that can be reached."""
        rooms = np.array(sorted(self._waiting), np.int64)
        if not len(rooms) or not np.isfinite(metres[rooms]).any():
            return -1
        room = int(rooms[np.argmin(metres[rooms])])
        self._waiting.discard(room)
        return room

    def passes(self, region: int) -> bool:
        """Whether a corridor or a stair is released by walking into it; once."""
        if region not in self._passages:
            return False
        self._passages.discard(region)
        return True

    def put_off(self, room: int) -> None:
        """Leave a room that could not be reached for later; the second time for good."""
        if room not in self._put_off:
            self._put_off.add(room)
            self._waiting.add(room)


class Phase(IntEnum):
    """What a pair is at."""

    CHOOSING = 0
    WALKING = 1
    LISTENING = 2  # at the door, after knocking
    OPENING = 3
    INSIDE = 4
    DONE = 5


class Pair:
    """Two responders, or one: the first goes ahead, the second comes along and walks people out.

    Attributes:
        phase: what they are at.
        room: the region they have taken on; -1 for none.
    """

    def __init__(self, rows: tuple[int, ...], site: Site, board: Board, report: Report, *, seconds: float) -> None:
        self._lead, self._second = rows[0], rows[-1] if len(rows) > 1 else -1
        self._site, self._board, self._report = site, board, report
        self._second_ticks = seconds  # ticks in a second
        self._until = 0
        self._since = 0
        self._knocked: set[int] = set()
        self._door = -1
        self._escorts_until = -1
        self.phase, self.room = Phase.CHOOSING, -1

    def step(self, tick: int) -> None:
        """Go on; called a few times a second."""
        if self._second >= 0:
            self._accompany(tick)
        self._find()
        if tick < self._until:
            return
        if self.phase is Phase.DONE:
            self._walk_to_exit(self._lead)
        elif self.phase is Phase.CHOOSING:
            self._choose(tick)
        elif self.phase is Phase.WALKING:
            self._walk(tick)
        elif self.phase in (Phase.LISTENING, Phase.OPENING):
            self._open(tick)
        elif self.phase is Phase.INSIDE:
            self.phase = Phase.CHOOSING

    def refused(self, body: int, door: int, tick: int) -> None:
        """A barred door is in the way: the master key opens it, or it is pushed open."""
        if body == self._lead and self.phase is Phase.WALKING:
            self._site.errands.halt(body)
            self._work_at(door, tick)

    def _choose(self, tick: int) -> None:
        self.room = self._board.nearest(self._metres(self._lead))
        self.phase = Phase.DONE if self.room < 0 else Phase.WALKING
        self._since = tick
        if self.room >= 0:
            self._let_nearer_lead()
            self._go(self.room)

    def _metres(self, body: int) -> Floats:
        """Return ``(R,)`` metres from where one of them is to each region."""
        bodies = self._site.bodies
        return self._site.router.reach(int(bodies.region[body]), bodies.position[body])

    def _let_nearer_lead(self) -> None:
        """Whoever is nearer to the room goes ahead: in a narrow place nobody gets past the one behind."""
        if self._second < 0 or self._escorts_until >= 0:
            return
        if self._metres(self._second)[self.room] < self._metres(self._lead)[self.room]:
            self._swap()

    def _swap(self) -> None:
        self._lead, self._second = self._second, self._lead
        for body in (self._lead, self._second):
            self._site.errands.halt(body)
            self._site.bodies.done[body] = True

    def _go(self, region: int) -> None:
        self._site.bodies.act[self._lead], self._site.bodies.target[self._lead] = Act.GO, region
        self._site.bodies.stuck[self._lead] = 0.0
        self._site.errands.forget(self._lead, frozenset(), frozenset())
        self._site.errands.send(self._lead, region, self._site.places.inner_point[region])

    def _walk(self, tick: int) -> None:
        bodies, here = self._site.bodies, int(self._site.bodies.region[self._lead])
        if self._board.passes(here):
            self._report(EventKind.RELEASED, self._lead, -1)
        if here == self.room and (self._is_there() or bodies.walks[self._lead] == STANDING):
            self._enter(tick)
        elif (door := self._door_ahead(here)) >= 0:
            self._knock(door, tick)
        elif tick - self._since > PATIENCE * self._second_ticks:
            self._board.put_off(self.room)
            self.phase = Phase.CHOOSING
        elif bodies.walks[self._lead] == STANDING:
            self._go(self.room)
        elif bodies.stuck[self._lead] > STUCK and self._second >= 0 and self._escorts_until < 0:
            self._swap()
            self._go(self.room)

    def _is_there(self) -> bool:
        x, y = self._site.bodies.position[self._lead] - self._site.bodies.goal[self._lead]
        return bool(np.hypot(x, y) < REACHED)

    def _door_ahead(self, here: int) -> int:
        """Return the closed door of the room that the pair has come up to and not knocked at yet; -1 for none."""
        site, door = self._site, int(self._site.bodies.next_door[self._lead])
        if door < 0 or door in self._knocked or site.doors.state[door] == int(Door.OPEN):
            return -1
        beyond = int(site.plan.door_regions[door].sum()) - here
        x, y = site.bodies.position[self._lead].tolist()
        return door if beyond == self.room and site.doors.metres_to(door, x, y) < KNOCKS_FROM else -1

    def _knock(self, door: int, tick: int) -> None:
        self._knocked.add(door)
        self._site.errands.halt(self._lead)
        self._report(EventKind.KNOCKED, self._lead, door)
        self._report(EventKind.ANNOUNCED, self._lead, door)
        self.phase, self._door = Phase.LISTENING, door
        self._until = tick + round(LISTENS * self._second_ticks)

    def _open(self, tick: int) -> None:
        """Go in when nothing bars the door any more; else work at it first."""
        state = int(self._site.doors.state[self._door])
        if self.phase is Phase.LISTENING and state >= Door.LOCKED:
            self._work_at(self._door, tick)
            return
        if state >= Door.LOCKED:
            self._site.doors.set(self._door, Door.CLOSED)
            self._report(EventKind.DOOR_UNLOCKED, self._lead, self._door)
        self.phase = Phase.WALKING
        self._go(self.room)

    def _work_at(self, door: int, tick: int) -> None:
        barricaded = int(self._site.doors.state[door]) == Door.BARRICADED
        self.phase, self._door = Phase.OPENING, door
        self._until = tick + round((CLEARS if barricaded else UNLOCKS) * self._second_ticks)

    def _enter(self, tick: int) -> None:
        """In the room: say so, see who is there, and have those who can walk taken out."""
        self._site.errands.halt(self._lead)
        self._report(EventKind.RELEASED, self._lead, -1)
        self.phase = Phase.INSIDE
        self._until = tick + round(STAYS * self._second_ticks)
        if self._second >= 0 and self._escorts_until < 0 and self._sees_walkers():
            self._report(EventKind.ESCORTS, self._second, -1)
            self._escorts_until = tick + round(GATHERS * self._second_ticks)
            self._site.errands.halt(self._second)
            self._site.bodies.done[self._second] = True

    def _find(self) -> None:
        """Tell of those who lie incapacitated in sight, once each."""
        bodies, n = self._site.bodies, self._site.occupants
        rows = np.flatnonzero((bodies.health[:n] == DOWN) & (bodies.layer[:n] == bodies.layer[self._lead]))
        for person in self._in_sight(rows[[row not in self._board.found for row in rows.tolist()]]).tolist():
            self._board.found.add(person)
            self._report(EventKind.FOUND, self._lead, person)

    def _sees_walkers(self) -> bool:
        """Whether there are people in this room, in sight and able to walk; who hides is not in sight."""
        bodies, n = self._site.bodies, self._site.occupants
        shows = bodies.present[:n] & (bodies.region[:n] == self.room) & (bodies.hidden_in[:n] < 0)
        return len(self._in_sight(np.flatnonzero(shows))) > 0

    def _in_sight(self, rows: Ints) -> Ints:
        bodies = self._site.bodies
        here = np.ascontiguousarray(np.broadcast_to(bodies.position[self._lead], (len(rows), 2)))
        sighted = sees_many(self._site.plan.walls, bodies.layer[rows], here, bodies.position[rows])
        return rows[sighted & (np.hypot(*(bodies.position[rows] - here).T) < LOOKS)]

    def _accompany(self, tick: int) -> None:
        """Let the second walk people out by the nearest exit, or else keep up with the first."""
        bodies, second = self._site.bodies, self._second
        if self._escorts_until < 0:
            if bodies.done[second] or bodies.act[second] != int(Act.FOLLOW):
                self._site.acting.begin(second, Intent(Act.FOLLOW, self._lead, Gait.WALK), tick)
        elif tick >= self._escorts_until:
            self._walk_out(tick)

    def _walk_out(self, tick: int) -> None:
        bodies, second = self._site.bodies, self._second
        if bodies.outside[second]:
            self._escorts_until = -1
            return
        self._walk_to_exit(second)

    def _walk_to_exit(self, body: int) -> None:
        """Set one of them walking to the nearest exit, unless they are on their way or out."""
        bodies = self._site.bodies
        if bodies.walks[body] == STANDING and not bodies.outside[body]:
            reach = self._metres(body)
            region, point = min(self._site.places.beyond_exit, key=lambda place: (reach[place[0]], place[0]))
            bodies.act[body] = Act.EXIT
            self._site.errands.forget(body, frozenset(), frozenset())
            self._site.errands.send(body, region, point)
