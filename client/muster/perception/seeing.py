"""Who sees what: distance, field of view and line of sight."""

from dataclasses import dataclass

import numpy as np

from muster.world.bodies import Bodies
from muster.world.compile import kernel
from muster.world.sight import sees, sees_many
from muster.world.types import Bools, Floats, Ints
from muster.world.walls import Walls
from muster.world.world import World

FAR = 40.0  # metres at which somebody armed is made out indoors; ours
AROUND = 5.0  # metres within which one notices people behind one
FIELD = -0.17  # cosine of half the field of view: 200 degrees, eyes and small turns of the head
ACQUAINTED = 15.0  # metres within which one makes out who somebody is and what they do
MOST_SEEN = 40


@dataclass(frozen=True, slots=True)
class View:
    """The people one person makes out, nearest first: row indices and metres."""

    rows: Ints
    distance: Floats


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


def look_around(world: World, agent: int) -> View:
    """Return whom a person makes out; those in hiding and those away are not seen."""
    rows, distance = _in_view(world.bodies, world.plan.walls, world.people, agent, ACQUAINTED)
    order = np.lexsort((rows, distance))[:MOST_SEEN]
    return View(rows[order], distance[order])


@kernel
def _in_view(bodies: Bodies, walls: Walls, people: int, me: int, far: float) -> tuple[Ints, Floats]:
    rows = np.empty(people, np.int64)
    metres = np.empty(people)
    count = 0
    x, y = bodies.position[me]
    hx, hy = bodies.heading[me]
    for i in range(people):
        dx, dy = bodies.position[i, 0] - x, bodies.position[i, 1] - y
        if i == me or abs(dx) > far or abs(dy) > far or bodies.layer[i] != bodies.layer[me]:
            continue
        fallen = bodies.health[i] == 2
        if not (bodies.present[i] or fallen) or bodies.assembled[i]:
            continue
        distance = np.hypot(dx, dy)
        if distance > far or (distance > AROUND and dx * hx + dy * hy < FIELD * distance):
            continue
        if sees(walls, bodies.layer[me], x, y, bodies.position[i, 0], bodies.position[i, 1]):
            rows[count], metres[count] = i, distance
            count += 1
    return rows[:count].copy(), metres[:count].copy()


@kernel
def hurrying_neighbours(bodies: Bodies, rows: Ints, people: int, far: float) -> Ints:
    """Return for each of ``rows`` how many others within ``far`` metres on the same layer are on their way somewhere."""
    out = np.zeros(len(rows), np.int64)
    for k in range(len(rows)):
        me = rows[k]
        for i in range(people):
            if i == me or bodies.layer[i] != bodies.layer[me] or bodies.speed[i] < 0.5 or not bodies.present[i]:
                continue
            if (
                np.hypot(bodies.position[i, 0] - bodies.position[me, 0], bodies.position[i, 1] - bodies.position[me, 1])
                < far
            ):
                out[k] += 1
    return out


@kernel
def crowding(bodies: Bodies, people: int, me: int, radius: float) -> float:
    """Return people per m² within ``radius`` metres of somebody on their layer, themselves left out."""
    count = 0
    for i in range(people):
        if i != me and bodies.present[i] and bodies.layer[i] == bodies.layer[me]:
            dx = bodies.position[i, 0] - bodies.position[me, 0]
            dy = bodies.position[i, 1] - bodies.position[me, 1]
            if dx * dx + dy * dy < radius * radius:
                count += 1
    return count / (np.pi * radius * radius)
