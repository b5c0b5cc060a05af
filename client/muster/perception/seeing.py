"""Who sees what: distance, field of view and line of sight."""

from typing import NamedTuple

import numpy as np

from muster.perception.crowds import by_region, crowd_along
from muster.perception.surroundings import Marks
from muster.perception.words import PLAIN_TO_SEE
from muster.world.acts import Act
from muster.world.arrays import Bools, Bytes, Floats, Ints
from muster.world.compile import kernel
from muster.world.lights import SEEN_IN_THE_DARK, lost_in_the_dark
from muster.world.sight import sees_many, sees_past
from muster.world.smoke.smoke import lost_in_smoke
from muster.world.walls import Walls
from muster.world.world import World

FAR = 40.0  # metres at which somebody armed is made out indoors; ours
AROUND = 5.0  # metres within which one notices people behind one
FIELD = -0.17  # cosine of half the field of view: 200 degrees, eyes and small turns of the head
ACQUAINTED = 15.0  # metres within which one makes out who somebody is and what they do
MOST_SEEN = 40
ON_THE_MOVE = 0.4  # m/s
SAME_WAY = 0.5  # cosine above which two people move the same way
AHEAD = 0.3  # cosine of the angle within which somebody moves away from oneself
STRAIGHT_FOR = 0.9  # cosine of the angle within which somebody's way is seen to lead to a place

STILL, MOVING, ON_THEIR_WAY = 0, 1, 2
"""How somebody in view moves: not; somehow; to a door or beyond it.

To who walks themselves, those behind or beside them are left out of the last: they may be going along with oneself."""


_PLAIN = np.isin(np.arange(len(Act)), list(PLAIN_TO_SEE))

DOWN = 2  # ``Health.INCAPACITATED``, of those who lie on the floor
LYING, STANDING, WALKING, RUNNING, BUSY = 0, 1, 2, 3, 4
"""What others see somebody do; from ``BUSY`` on that number and an act, which shows while hands or voice are at it."""

HURRYING = 0.5  # m/s
WALKS_FROM, RUNS_FROM = 0.4, 1.9  # m/s from which a body is seen to walk, and to run


class View(NamedTuple):
    """The people one person makes out, nearest first, and how crowded it is.

    Attributes:
        rows: their indices.
        metres: how far off.
        motion: ``STILL``, ``MOVING`` or ``ON_THEIR_WAY``.
        doing: ``LYING`` .. ``RUNNING``, or ``BUSY`` + act.
        health: a ``Health`` each.
        along: the share of all these who move the way that each faces.
        making: for each mark of the region (see ``Surroundings``), the share of those in view who make for it.
        ahead: for each mark, how many of them are nearer to it than oneself.
        crowding: people per m² around oneself.
    """

    rows: list[int]
    metres: list[float]
    motion: list[int]
    doing: list[int]
    health: list[int]
    along: list[float]
    making: list[float]
    ahead: list[int]
    crowding: float

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
    near &= world.able()
    if not world.lights[bodies.region[n]]:
        near &= distance < SEEN_IN_THE_DARK
    if world.smoke is not None:
        near &= distance < np.minimum(world.smoke.sight[bodies.region[:n]], world.smoke.sight[bodies.region[n]])
    rows = np.flatnonzero(near)
    target = np.ascontiguousarray(np.broadcast_to(there, (len(rows), 2)))
    seen[rows] = sees_many(world.plan.walls, bodies.layer[rows], bodies.position[rows], target)
    return seen


def witnesses(world: World, body: int, far: float) -> Ints:
    """Return who has ``body`` in line of sight within ``far`` metres, whichever way they face."""
    bodies = world.bodies
    gone = bodies.assembled if world.smoke is None else bodies.assembled | lost_in_smoke(bodies, world.smoke, body)
    return _witnesses(bodies.position, bodies.layer, gone, world.plan.walls, world.people, body, far)


def look_around(world: World, rows: Ints, marks: Marks) -> list[View]:
    """Return whom each of ``rows`` ``(k,)`` makes out; those in hiding and those away are not seen."""
    gone, bodies, smoke = world.bodies.assembled, world.bodies, world.smoke
    hazy = smoke is not None and bool((smoke.sight < ACQUAINTED).any())
    if world.lights.all() and not hazy:
        return _views(world, rows, marks, gone)
    lost = (lost_in_the_dark(bodies, world.lights, int(row)) for row in rows)  # not the same for any two
    if smoke is not None and hazy:
        lost = (dark | lost_in_smoke(bodies, smoke, int(row)) for dark, row in zip(lost, rows, strict=True))
    return [_views(world, row, marks, gone | unseen)[0] for row, unseen in zip(rows.reshape(-1, 1), lost, strict=True)]


def _views(world: World, rows: Ints, marks: Marks, gone: Bools) -> list[View]:
    bodies = world.bodies
    seen, watched, who, metres, along, making, ahead, crowding = _look(
        bodies.position,
        bodies.heading,
        bodies.speed,
        bodies.layer,
        bodies.region,
        bodies.health,
        bodies.present,
        gone,
        bodies.act,
        bodies.done,
        bodies.works_until,
        _PLAIN,
        world.plan.walls,
        world.people,
        rows,
        marks.start,
        marks.point,
        marks.beyond,
    )
    (whom, motion, doing, health), far, with_them = who.tolist(), metres.tolist(), along.tolist()
    shares, counts, crowds = making.tolist(), ahead.tolist(), crowding.tolist()
    views: list[View] = []
    a = c = 0
    for b, d, crowd in zip(seen.tolist(), watched.tolist(), crowds, strict=True):
        people = whom[a:b], far[a:b], motion[a:b], doing[a:b], health[a:b], with_them[a:b]
        views.append(View(*people, shares[c:d], counts[c:d], crowd))
        a, c = b, d
    return views


def hurrying_in_view(world: World, rows: Ints, far: float) -> Ints:
    """Return ``(len(rows),)`` how many people on the move each sees within ``far`` metres."""
    bodies = world.bodies
    shows = (bodies.present | (bodies.health == DOWN)) & ~bodies.assembled & (bodies.speed >= HURRYING)
    if world.smoke is not None:
        shows &= world.smoke.sight[bodies.region] > far
    return _count_in_view(
        bodies.position, bodies.heading, bodies.layer, shows, world.plan.walls, world.people, rows, far
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
def _witnesses(
    position: Floats, layer: Ints, assembled: Bools, walls: Walls, people: int, body: int, far: float
) -> Ints:
    rows, count, (x, y) = np.empty(people, np.int64), 0, position[body]
    segment, opaque, start, item, grid = walls.segment, walls.opaque, walls.start, walls.item, walls.grid
    for i in within(position, layer, people, body, far):
        my_x, my_y = position[i]
        if assembled[i] or np.hypot(my_x - x, my_y - y) >= far:
            continue
        if sees_past(segment, opaque, start, item, grid, int(layer[i]), my_x, my_y, x, y):
            rows[count] = i
            count += 1
    return rows[:count].copy()


@kernel
def in_view(
    position: Floats, heading: Floats, layer: Ints, shows: Bools, walls: Walls, people: int, me: int, far: float
) -> tuple[Ints, Floats]:
    """Return those of ``shows`` whom one body has before it or close by and in line of sight, and their metres."""
    rows, metres, count = np.empty(people, np.int64), np.empty(people), 0
    (x, y), (ahead_x, ahead_y) = position[me], heading[me]
    segment, opaque, start, item, grid = walls.segment, walls.opaque, walls.start, walls.item, walls.grid
    for i in within(position, layer, people, me, far):
        dx, dy = position[i, 0] - x, position[i, 1] - y
        distance = np.hypot(dx, dy)
        if not shows[i] or distance > far:
            continue
        if distance > AROUND and dx * ahead_x + dy * ahead_y < FIELD * distance:
            continue
        if sees_past(segment, opaque, start, item, grid, layer[me], x, y, position[i, 0], position[i, 1]):
            rows[count], metres[count] = i, distance
            count += 1
    return rows[:count], metres[:count]


@kernel
def _count_in_view(
    position: Floats, heading: Floats, layer: Ints, shows: Bools, walls: Walls, people: int, rows: Ints, far: float
) -> Ints:
    out = np.zeros(len(rows), np.int64)
    for k in range(len(rows)):
        out[k] = len(in_view(position, heading, layer, shows, walls, people, rows[k], far)[0])
    return out


@kernel
def _look(
    position: Floats,
    heading: Floats,
    speed: Floats,
    layer: Ints,
    region: Ints,
    health: Bytes,
    present: Bools,
    assembled: Bools,
    act: Bytes,
    done: Bools,
    works_until: Ints,
    plain: Bools,
    walls: Walls,
    people: int,
    looking: Ints,
    marks_start: Ints,
    mark: Floats,
    beyond: Ints,
) -> tuple[Ints, Ints, Ints, Floats, Floats, Floats, Ints, Floats]:
    """Return what those ``looking`` ``(k,)`` see, that of one after that of the other.

    First ``(k,)`` twice: where the people and the marks of each end. Then ``(4, people)`` rows, motion, doing and
    health of those they make out, their metres, and ``View.along``. Then for each mark the share of all in view who
    make for it, and how many are nearer. Then ``(k,)`` crowding.
    """
    shows = (present | (health == DOWN)) & ~assembled
    first, following = by_region(region, present, people)
    seen, watched = np.empty(len(looking), np.int64), np.empty(len(looking), np.int64)
    marks = 0
    for k in range(len(looking)):
        marks += marks_start[region[looking[k]] + 1] - marks_start[region[looking[k]]]
        watched[k] = marks
    who, away = np.zeros((4, MOST_SEEN * len(looking)), np.int64), np.empty(MOST_SEEN * len(looking))
    along = np.zeros(MOST_SEEN * len(looking))
    making, ahead, crowding = np.zeros(marks), np.zeros(marks, np.int64), np.empty(len(looking))
    end = 0
    for k in range(len(looking)):
        me, begin = looking[k], end
        rows, metres = in_view(position, heading, layer, shows, walls, people, me, ACQUAINTED)
        order = np.argsort(metres, kind="mergesort")
        rows, metres = rows[order], metres[order]
        mine = slice(marks_start[region[me]], marks_start[region[me] + 1])
        at = slice(watched[k] - (mine.stop - mine.start), watched[k])
        motion = np.zeros(len(rows), np.int64)
        _follow_with_eyes(
            position, heading, speed, region, health, me, rows, mark[mine], beyond[mine], motion, making[at], ahead[at]
        )
        making[at] /= max(len(rows), 1)
        crowding[k] = crowd_along(int(first[region[me]]), following, position, me)
        end = begin + min(len(rows), MOST_SEEN)
        seen[k] = end
        for j in range(end - begin):
            i, out = int(rows[j]), begin + j
            who[0, out], who[1, out], who[3, out], away[out] = i, motion[j], health[i], metres[j]
            if health[i] == DOWN:
                who[2, out] = LYING
            elif plain[act[i]] and not done[i] and works_until[i] > 0:
                who[2, out] = BUSY + act[i]
            else:
                who[2, out] = RUNNING if speed[i] >= RUNS_FROM else WALKING if speed[i] >= WALKS_FROM else STANDING
        _go_along(heading, who[0, begin:end], who[1, begin:end], along[begin:end])
    return seen, watched, who[:, :end], away[:end], along[:end], making, ahead, crowding


@kernel
def _go_along(heading: Floats, rows: Ints, motion: Ints, along: Floats) -> None:
    """Write for each of ``rows`` the share of all who move the way that they face."""
    for j in range(len(rows)):
        if motion[j] != STILL:
            to_x, to_y = heading[rows[j]]
            for k in range(len(rows)):
                along[k] += to_x * heading[rows[k], 0] + to_y * heading[rows[k], 1] > SAME_WAY
    along /= max(len(rows), 1)


@kernel
def _follow_with_eyes(
    position: Floats,
    heading: Floats,
    speed: Floats,
    region: Ints,
    health: Bytes,
    me: int,
    rows: Ints,
    marks: Floats,
    beyond: Ints,
    motion: Ints,
    making: Floats,
    ahead: Ints,
) -> None:
    """Write how bodies ``rows`` move, and count them at the marks they make for.

    In one's own region somebody is seen to make straight for a mark; beyond a door, to move away from it.
    """
    (my_x, my_y), mine = position[me], np.hypot(marks[:, 0] - position[me, 0], marks[:, 1] - position[me, 1])
    for k in range(len(rows)):
        i = rows[k]
        if speed[i] <= ON_THE_MOVE or health[i] == DOWN:
            continue
        (x, y), (toward_x, toward_y), is_here = position[i], heading[i], region[i] == region[me]
        dx, dy = x - my_x, y - my_y
        is_ahead = dx * toward_x + dy * toward_y > AHEAD * np.hypot(dx, dy)
        motion[k] = ON_THEIR_WAY if is_ahead and not is_here else MOVING
        for m in range(len(marks)):
            if not is_here and region[i] != beyond[m]:
                continue
            dx, dy = marks[m, 0] - x, marks[m, 1] - y
            along = dx * toward_x + dy * toward_y
            if along < 0.0 if is_here else along >= 0.0:
                continue  # most are told from their direction alone
            far = np.hypot(dx, dy)
            if not is_here or along > STRAIGHT_FOR * far:
                making[m] += 1.0
                ahead[m] += far < mine[m]
                if beyond[m] >= 0 and (is_ahead or speed[me] <= ON_THE_MOVE):
                    motion[k] = ON_THEIR_WAY
