"""Who sees what: distance, field of view and line of sight."""

from dataclasses import dataclass

import numpy as np

from muster.world.arrays import Bools, Floats, Ints
from muster.world.bodies import Bodies
from muster.world.compile import kernel
from muster.world.sight import sees, sees_many
from muster.world.walls import Walls
from muster.world.world import World

FAR = 40.0  # metres at which somebody armed is made out indoors; ours
AROUND = 5.0  # metres within which one notices people behind one
FIELD = -0.17  # cosine of half the field of view: 200 degrees, eyes and small turns of the head
ACQUAINTED = 15.0  # metres within which one makes out who somebody is and what they do
MOST_SEEN = 40
ON_THE_MOVE = 0.4  # m/s
AHEAD = 0.3  # cosine of the angle within which somebody moves away from oneself
STRAIGHT_FOR = 0.9  # cosine of the angle within which somebody's way is seen to lead to a place

STILL, MOVING, ON_THEIR_WAY = 0, 1, 2
"""How somebody in view moves: not; somehow; to a door or beyond it, ahead of oneself.

Those who walk behind or beside one are left out of the last: they may be going along with oneself."""


@dataclass(frozen=True, slots=True)
class View:
    """The people one person makes out, nearest first.

    Attributes:
        rows: their indices.
        metres: how far off.
        motion: ``STILL``, ``MOVING`` or ``ON_THEIR_WAY``.
        making: for each mark of the region (see ``Surroundings``), the share of those in view who make for it.
        ahead: for each mark, how many of them are nearer to it than oneself.
    """

    rows: list[int]
    metres: list[float]
    motion: list[int]
    making: list[float]
    ahead: list[int]

    @property
    def still(self) -> float:
        """Share of those in view who stand still."""
        return self.motion.count(STILL) / len(self.motion) if self.motion else 0.0


def sees_threat(world: World) -> Bools:
    """Return ``(n,)`` who has the threat in sight now."""
    n, bodies = world.people, world.bodies
    seen = np.zeros(n, np.bool_)
    if not world.threat_present:
        return seen
    there = bodies.position[n]
    toward = there - bodies.position[:n]
    distance = np.hypot(toward[:, 0], toward[:, 1])
    facing = np.einsum("ij,ij->i", toward, bodies.heading[:n]) >= FIELD * distance
    near = (bodies.layer[:n] == bodies.layer[n]) & (distance < FAR) & (facing | (distance < AROUND))
    near &= (bodies.health[:n] < 2) & ~bodies.assembled[:n]
    rows = np.flatnonzero(near)
    target = np.ascontiguousarray(np.broadcast_to(there, (len(rows), 2)))
    seen[rows] = sees_many(world.plan.walls, bodies.layer[rows], bodies.position[rows], target)
    return seen


def witnesses(world: World, body: int, far: float) -> Ints:
    """Return who has ``body`` in line of sight within ``far`` metres, whichever way they face."""
    bodies = world.bodies
    near = within(bodies.position, bodies.layer, world.people, body, far)
    away = bodies.position[near] - bodies.position[body]
    rows = near[(np.hypot(away[:, 0], away[:, 1]) < far) & ~bodies.assembled[near]]
    target = np.ascontiguousarray(np.broadcast_to(bodies.position[body], (len(rows), 2)))
    return rows[sees_many(world.plan.walls, bodies.layer[rows], bodies.position[rows], target)]


def look_around(world: World, agent: int, marks: Floats, beyond: Ints) -> View:
    """Return whom a person makes out; those in hiding and those away are not seen."""
    rows, metres, motion, making, ahead = _look(world.bodies, world.plan.walls, world.people, agent, marks, beyond)
    share = making / max(len(rows), 1)
    return View(
        rows[:MOST_SEEN].tolist(),
        metres[:MOST_SEEN].tolist(),
        motion[:MOST_SEEN].tolist(),
        share.tolist(),
        ahead.tolist(),
    )


@kernel
def within(position: Floats, layer: Ints, people: int, me: int, far: float) -> Ints:
    """Return who is on the same layer within ``far`` metres along either axis: few enough to look at one by one.

    A loop over plain arrays: to hand all of ``Bodies`` on for each of thousands costs more than the look itself.
    """
    rows, count = np.empty(people, np.int64), 0
    x, y = position[me]
    for i in range(people):
        if layer[i] == layer[me] and abs(position[i, 0] - x) <= far and abs(position[i, 1] - y) <= far and i != me:
            rows[count] = i
            count += 1
    return rows[:count]


@kernel
def is_in_view(bodies: Bodies, walls: Walls, me: int, i: int, far: float) -> bool:
    """Tell whether one body makes out another: near enough, before it or close by, and in line of sight."""
    dx, dy = bodies.position[i, 0] - bodies.position[me, 0], bodies.position[i, 1] - bodies.position[me, 1]
    if i == me or abs(dx) > far or abs(dy) > far or bodies.layer[i] != bodies.layer[me]:
        return False
    if not (bodies.present[i] or bodies.health[i] == 2) or bodies.assembled[i]:
        return False
    distance = np.hypot(dx, dy)
    if distance > far:
        return False
    if distance > AROUND and dx * bodies.heading[me, 0] + dy * bodies.heading[me, 1] < FIELD * distance:
        return False
    x, y = bodies.position[me]
    return sees(walls, bodies.layer[me], x, y, bodies.position[i, 0], bodies.position[i, 1])


@kernel
def _look(
    bodies: Bodies, walls: Walls, people: int, me: int, marks: Floats, beyond: Ints
) -> tuple[Ints, Floats, Ints, Floats, Ints]:
    """Return the fields of ``View``, of everybody in view; counts instead of shares."""
    rows, metres, count = np.empty(people, np.int64), np.empty(people), 0
    for i in within(bodies.position, bodies.layer, people, me, ACQUAINTED):
        if is_in_view(bodies, walls, me, i, ACQUAINTED):
            rows[count] = i
            metres[count] = _metres(bodies, me, bodies.position[i, 0], bodies.position[i, 1])
            count += 1
    order = np.argsort(metres[:count], kind="mergesort")
    rows, metres = rows[:count][order], metres[:count][order]
    motion, making, ahead = np.zeros(count, np.int64), np.zeros(len(marks)), np.zeros(len(marks), np.int64)
    for k in range(count):
        motion[k] = _follow_with_eyes(bodies, me, rows[k], marks, beyond, making, ahead)
    return rows, metres, motion, making, ahead


@kernel
def _follow_with_eyes(bodies: Bodies, me: int, i: int, marks: Floats, beyond: Ints, making: Floats, ahead: Ints) -> int:
    """Count one body at the marks it makes for; return how it moves."""
    if bodies.speed[i] <= ON_THE_MOVE or bodies.health[i] == 2:
        return STILL
    is_ahead = _heads_for(bodies, i, bodies.position[me, 0], bodies.position[me, 1], AHEAD, -1.0)
    motion = MOVING
    if bodies.region[i] != bodies.region[me] and is_ahead:
        motion = ON_THEIR_WAY
    for m in range(len(marks)):
        x, y = marks[m]
        if bodies.region[i] == bodies.region[me]:
            makes = _heads_for(bodies, i, x, y, STRAIGHT_FOR)
        else:
            makes = bodies.region[i] == beyond[m] and _heads_for(bodies, i, x, y, 0.0, -1.0)
        if makes:
            making[m] += 1.0
            ahead[m] += _metres(bodies, i, x, y) < _metres(bodies, me, x, y)
            if beyond[m] >= 0 and is_ahead:
                motion = ON_THEIR_WAY
    return motion


@kernel
def _metres(bodies: Bodies, i: int, x: float, y: float) -> float:
    return np.hypot(bodies.position[i, 0] - x, bodies.position[i, 1] - y)


@kernel
def _heads_for(bodies: Bodies, i: int, x: float, y: float, cosine: float, sign: float = 1.0) -> bool:
    """Tell whether a body moves toward a point, or with ``sign`` -1 away from it, within the angle of ``cosine``."""
    dx, dy = sign * (x - bodies.position[i, 0]), sign * (y - bodies.position[i, 1])
    return dx * bodies.heading[i, 0] + dy * bodies.heading[i, 1] > cosine * np.hypot(dx, dy)
