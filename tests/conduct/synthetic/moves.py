"""What scripts are put together from: standing, walking a way, going after somebody, taking cover."""

import numpy as np

from .places import Floats, Leg
from .stage import STEP, STILL, Person, Script, Stage

SIGHT = 10.0  # metres at which one sees where others go


def toward(me: Floats, goal: Floats, speed: float) -> Floats:
    """Return the velocity that leads to a goal."""
    way = goal - me
    distance = float(np.hypot(*way))
    return way * (min(speed, distance / STEP) / max(distance, 1e-9))


def stand(stage: Stage, me: Person, seconds: float, restless: float = 0.04) -> Script:
    """Stay where one is, swaying by ``restless`` m/s."""
    sway = np.zeros(2)
    for _ in range(max(round(seconds / STEP), 0)):
        sway = 0.8 * sway + me.rng.normal(0.0, restless, 2)
        yield sway


def walk(stage: Stage, me: Person, legs: list[Leg], speed: float, near: float = 0.45) -> Script:
    """Walk a way, somewhat to one's own side of it; give up on a point after a while in a jam."""
    for number, (point, room) in enumerate(legs):
        aside = _aside(stage.position[me.number], point) * me.side * (0.3 if number < len(legs) - 1 else 0.0)
        for _ in range(150):
            if np.hypot(*(point + aside - stage.position[me.number])) < near:
                break
            yield toward(stage.position[me.number], point + aside, speed * me.rng.uniform(0.9, 1.1))
        me.room = room


def leave_by(stage: Stage, me: Person, exit: int) -> Script:
    """Step out through an exit that one stands at."""
    stage.left(me, exit)
    yield STILL


def pursue(stage: Stage, me: Person, leader: int, seconds: float, lag_s: float) -> Script:
    """Go where somebody went, ``lag_s`` later: straight across a room to where they are or left it, then after them."""
    me.after = leader
    lag = max(round(lag_s / STEP), 1)
    mark = _nearest_on_trail(stage, me, leader)
    scatter = me.rng.normal(0.0, 0.35, 2)
    for _ in range(round(seconds / STEP)):
        last = len(stage.trail) - 1 - lag
        while mark < last and (_is_in(stage, mark + 1, leader, me.room) or _is_beside(stage, mark, leader, me)):
            mark += 1
            me.room = int(stage.trail_room[mark][leader])
        exit = stage.people[leader].out_by
        if mark >= last and exit >= 0:
            yield from leave_by(stage, me, exit)
            return
        goal = stage.trail[mark][leader] + scatter
        scatter = 0.97 * scatter + me.rng.normal(0.0, 0.07, 2)  # drifts slowly: who follows walks as straight as others
        behind = float(np.hypot(*(stage.trail[-1][leader] - stage.position[me.number])))
        speed = me.pace * (1.15 if behind > 4.0 else 0.6 if behind < 1.0 else 1.0)
        me.followed_s += STEP
        yield toward(stage.position[me.number], goal, speed)


def in_sight(stage: Stage, me: Person) -> list[int]:
    """Return those on the move whom one sees: in the same region, or just beyond the door."""
    apart = np.hypot(*(stage.position - stage.position[me.number]).T)
    speed = np.hypot(*stage.velocity.T)
    found = np.flatnonzero(stage.active & stage.upright & (speed > 0.7) & (apart < SIGHT))
    return [int(k) for k in found if k != me.number and (stage.people[k].room == me.room or apart[k] < 3.0)]


def leads_back(stage: Stage, me: Person, leader: int) -> bool:
    """Return whether somebody follows, at some remove, me: people who run in circles soon stop doing so."""
    seen: set[int] = set()
    while leader >= 0 and leader not in seen:
        if leader == me.number:
            return True
        seen.add(leader)
        leader = stage.people[leader].after
    return False


def take_cover(stage: Stage, me: Person, spot: Floats, room: int, speed: float) -> Script:
    """Go into hiding and stay there; some look out now and then, some shift about."""
    _, legs = stage.places.to_point(me.room, stage.position[me.number], room, spot)
    yield from walk(stage, me, legs, speed, near=0.3)
    peeks = me.rng.random() < 0.25
    while True:
        stage.hide(me, True)
        yield from stand(stage, me, me.rng.uniform(6.0, 20.0), 0.0)
        if peeks:
            stage.hide(me, False)
            yield from stand(stage, me, me.rng.uniform(0.3, 1.8))


def _aside(me: Floats, goal: Floats) -> Floats:
    way = goal - me
    return np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), 1e-9)


def _is_in(stage: Stage, step: int, other: int, room: int) -> bool:
    return int(stage.trail_room[step][other]) == room


def _is_beside(stage: Stage, step: int, other: int, me: Person) -> bool:
    return bool(np.hypot(*(stage.trail[step][other] - stage.position[me.number])) < 0.9)


def _nearest_on_trail(stage: Stage, me: Person, leader: int) -> int:
    """Return the step, of the last few seconds, at which the leader was nearest to where I am now, in my region."""
    latest = range(max(len(stage.trail) - 25, 0), len(stage.trail))
    way = np.array([stage.trail[k][leader] for k in latest]) - stage.position[me.number]
    elsewhere = np.array([stage.trail_room[k][leader] != me.room for k in latest])
    return latest[int(np.argmin(np.hypot(*way.T) + 30.0 * elsewhere))]
