"""Doors at run time: who opens them, what keeps them shut, and the closers that pull them to again."""

from collections.abc import Mapping

import numpy as np

from muster.scenario.building import Building, DoorKind, DoorState, LockKind
from muster.world.acts import Act, Door
from muster.world.arrays import Bools, Bytes, Floats, Ints
from muster.world.bodies import NEVER, Bodies
from muster.world.compile import kernel
from muster.world.events import EventKind
from muster.world.navigation.plan import FloorPlan
from muster.world.walls import set_door

HAND_REACH = 1.0  # metres from a door's middle line at which somebody on their way through takes the handle
CLOSES_AFTER = 2.0  # seconds after the last use
DOORWAY = 0.45  # metres: a door does not close on a body nearer than this

_WORKED: Mapping[Act, tuple[Door, EventKind]] = {
    Act.CLOSE: (Door.CLOSED, EventKind.DOOR_CLOSED),
    Act.LOCK: (Door.LOCKED, EventKind.DOOR_LOCKED),
    Act.BARRICADE: (Door.BARRICADED, EventKind.DOOR_BARRICADED),
    Act.OPEN: (Door.CLOSED, EventKind.DOOR_UNLOCKED),
    Act.LET_IN: (Door.CLOSED, EventKind.DOOR_UNLOCKED),
}

_CODE = {state: Door[state.name] for state in DoorState}


class Blocked(Exception):
    """A door cannot be worked as things stand."""


class Doors:
    """The state of every door. A door that starts closed has a closer and falls shut after use.

    Attributes:
        state: ``(D,)`` a ``Door`` code each; written by ``set`` alone.
        barred: ``(D,)`` True where nobody gets through without a key, a thumb-turn or moving furniture.
        closed: ``(D,)`` True where sound and sight are stopped.
        leaf: ``(D,)`` whether there is anything to close.
        turn: ``(D,)`` lock worked without a key from the first region of ``between``.
        key: ``(D,)`` lock worked with a key.
        piled_from: ``(D,)`` the region on whose side furniture is piled up, where it is.
    """

    def __init__(self, building: Building, plan: FloorPlan) -> None:
        self._plan = plan
        self.leaf: Bools = np.array([door.kind is DoorKind.DOOR for door in building.doors], np.bool_)
        state = np.array([_CODE[door.state] for door in building.doors], np.uint8)
        self.state: Bytes = np.where(self.leaf, state, np.uint8(Door.OPEN))
        self.turn: Bools = np.array([door.lock is LockKind.INSIDE for door in building.doors], np.bool_)
        self.key: Bools = np.array([door.lock is LockKind.KEY for door in building.doors], np.bool_)
        self.piled_from: Ints = plan.door_regions[:, 0].astype(np.int64)
        self._closer = self.leaf & (self.state != int(Door.OPEN))
        self._reach: Floats = HAND_REACH + plan.door_width / 2
        self._used: Ints = np.full(len(self.state), NEVER, np.int64)
        self.barred: Bools = np.zeros(len(state), np.bool_)
        self.closed: Bools = np.zeros(len(state), np.bool_)
        for door, state in enumerate(self.state):
            self.set(door, Door(state))

    def set(self, door: int, state: Door) -> None:
        """Put one door into a state; walls follow."""
        self.state[door] = state
        self.barred[door], self.closed[door] = state >= Door.LOCKED, state != Door.OPEN
        wall = int(self._plan.door_wall[door])
        if wall >= 0:
            set_door(self._plan.walls, wall, bool(self.closed[door]))

    def work(self, bodies: Bodies, tick: int, ticks_per_second: float) -> list[tuple[int, int]]:
        """Open doors for those on their way through and let closers close; return (body, door) refused.

        A thumb-turn opens for whoever stands on its side; the room's own people are never locked in by it.
        """
        at_hand = _at_hand(bodies, self._plan.door_middle, self._reach)
        wanted, refused = _hands(
            bodies, at_hand, self._plan.door_segment, self._plan.door_regions, self.state, self.turn, self._used, tick
        )
        for door in np.flatnonzero(wanted):
            self.set(int(door), Door.OPEN)
        idle = tick - self._used > CLOSES_AFTER * ticks_per_second
        for door in np.flatnonzero(self._closer & ~self.closed & idle):
            self.set(int(door), Door.CLOSED)
        return [(int(body), int(bodies.next_door[body])) for body in np.flatnonzero(refused)]

    def bring(self, door: int, act: Act, bodies: Bodies) -> EventKind | None:
        """Do by hand what ``act`` says to a door; return what happened, None when it already stood as wanted.

        Raises:
            Blocked: there is no leaf, or somebody stands in the doorway.
        """
        state, kind = _WORKED[act]
        now = int(self.state[door])
        opens = act in (Act.OPEN, Act.LET_IN)
        if now < Door.LOCKED if opens else now >= state:
            return None
        if not self.leaf[door] or not (opens or self.is_clear(door, bodies)):
            raise Blocked(f"door {door} cannot be brought into state {state.name}")
        self.set(door, state)
        return kind

    def pull(self, door: int, tick: int) -> None:
        """Open a door that is not barred by hand; its closer, if it has one, closes it again."""
        self._used[door] = tick
        self.set(door, Door.OPEN)

    def can_lock(self, door: int, region: int, *, has_keys: bool) -> bool:
        """Whether somebody in ``region`` beside a door can work its lock."""
        has_turn = bool(self.turn[door]) and int(self._plan.door_regions[door, 0]) == region
        return has_turn or (has_keys and bool(self.key[door]))

    def metres_to(self, door: int, x: float, y: float) -> float:
        """Return how far a point is from the nearest part of a doorway."""
        return float(_near(self._plan.door_segment, door, x, y))

    def is_clear(self, door: int, bodies: Bodies) -> bool:
        """Whether nobody stands in the doorway."""
        return not _stands_in(bodies.position, bodies.present, self._plan.door_segment, door)


@kernel
def _near(segments: Floats, door: int, x: float, y: float) -> float:
    ax, ay = segments[door, 0], segments[door, 1]
    ux, uy = segments[door, 2] - ax, segments[door, 3] - ay
    share = ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy)
    share = min(max(share, 0.0), 1.0)
    return np.hypot(x - ax - share * ux, y - ay - share * uy)


@kernel
def _stands_in(position: Floats, present: Bools, segments: Floats, door: int) -> bool:
    """Tell whether any body stands in a doorway."""
    for i in range(len(present)):
        if present[i] and _near(segments, door, position[i, 0], position[i, 1]) < DOORWAY:
            return True
    return False


@kernel
def _at_hand(bodies: Bodies, door_middle: Floats, reach: Floats) -> Ints:
    """Return who may be at the door passed last or next: few enough to look at one by one."""
    rows, count = np.empty(len(bodies.present), np.int64), 0
    position, present, last, following = bodies.position, bodies.present, bodies.last_door, bodies.next_door
    for i in range(len(present)):
        near = False
        for door in (last[i], following[i]):
            if present[i] and door >= 0:
                away_x, away_y = abs(position[i, 0] - door_middle[door, 0]), abs(position[i, 1] - door_middle[door, 1])
                near |= away_x < reach[door] and away_y < reach[door]
        if near:
            rows[count] = i
            count += 1
    return rows[:count]


@kernel
def _hands(
    bodies: Bodies, rows: Ints, segments: Floats, regions: Ints, state: Bytes, turn: Bools, used: Ints, tick: int
) -> tuple[Bools, Bools]:
    """Return which doors somebody opens now and which bodies find theirs barred; note every use in ``used``."""
    wanted = np.zeros(len(state), np.bool_)
    refused = np.zeros(len(bodies.present), np.bool_)
    for i in rows:
        x, y = bodies.position[i]
        door = int(bodies.last_door[i])
        if door >= 0 and _near(segments, door, x, y) < HAND_REACH:
            used[door] = tick
        door = int(bodies.next_door[i])
        if door < 0 or bodies.walks[i] == 0 or _near(segments, door, x, y) >= HAND_REACH:
            continue
        used[door] = tick
        if state[door] == 1 or (state[door] == 2 and turn[door] and regions[door, 0] == bodies.region[i]):
            wanted[door] = True
        elif state[door] >= 2:
            refused[i] = True
    return wanted, refused
