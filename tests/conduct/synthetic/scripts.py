"""The conduct of people under a hostile intruder, as scripts; each says at its end what it turned out to be."""

from collections.abc import Iterator

import numpy as np

from .moves import in_sight, leads_back, leave_by, pursue, stand, take_cover, toward, walk
from .places import Floats, Leg
from .stage import STEP, Person, Script, Stage

FIGHT, FREEZE, UNKNOWN = "FIGHT", "FREEZE", "UNKNOWN"
HIDE_IN_PLACE, HIDE_AFTER_RUNNING = "HIDE_IN_PLACE", "HIDE_AFTER_RUNNING"
FOLLOW, ALONE = "RUN_FOLLOWING_CROWD", "RUN_INDEPENDENTLY"
LABELS = (FOLLOW, HIDE_IN_PLACE, HIDE_AFTER_RUNNING, ALONE, FREEZE, FIGHT, UNKNOWN)


def do_first(stage: Stage, me: Person, script: Script) -> Script:
    """Fetch something, or look for somebody, where nobody leads the way, and only then begin with ``script``."""
    here, reachable = stage.position[me.number], []
    for room in me.rng.permutation(stage.places.rooms)[:8]:
        goal = stage.places.random_point(int(room), me.rng, 0.8)
        length, legs = stage.places.to_point(me.room, here, int(room), goal)
        reachable.append((length, int(room), legs))
    _, _, legs = min(reachable, key=lambda each: each[:2])
    for velocity in walk(stage, me, legs, me.pace):
        me.alone_s += STEP
        yield velocity
    yield from stand(stage, me, me.rng.uniform(0.5, 3.0))
    yield from script


def run_by_own_choice(stage: Stage, me: Person, exits: list[int], hesitates_s: float = 0.0) -> Script:
    """Leave by whichever exit that one knows seems best to oneself, whatever others do; some think better of it."""
    doubts = me.rng.random() < 0.15 and len(exits) > 1
    for attempt in range(4):
        _, exit = min((_seeming_length(stage, me, exit), exit) for exit in exits)
        _, legs = stage.places.to_exit(me.room, stage.position[me.number], exit, _shunned(stage, me))
        for k, leg in enumerate(legs):
            if hesitates_s and k == min(1, len(legs) - 1):
                yield from stand(stage, me, hesitates_s)
                hesitates_s = 0.0
            for velocity in walk(stage, me, [leg], me.pace):
                me.alone_s += STEP
                yield velocity
            if doubts and k < len(legs) - 1 and me.rng.random() < 0.5:
                exits, doubts = [each for each in exits if each != exit], False
                yield from stand(stage, me, me.rng.uniform(0.0, 2.0))
                break
            if attempt < 3 and _meets_intruder(stage, me, [room for _, room in legs[k + 1 :]]):
                break
        else:
            yield from leave_by(stage, me, exit)
            return


def follow(stage: Stage, me: Person, exits: list[int], leader: int | None = None) -> Script:
    """Go where others go; without anybody to follow, look about, then look out of the door, at last leave alone."""
    waited, lag_s = 0.0, _keeps_behind(me)
    patience = me.rng.lognormal(np.log(10.0), 0.4)
    begun, fed_up = stage.time, me.rng.uniform(25.0, 45.0)  # whoever still isn't out by then stops following
    while waited < patience and stage.time < begun + fed_up:
        chosen = leader if leader is not None and stage.active[leader] else _whom(stage, me)
        if chosen is not None and (leader is not None or np.hypot(*stage.velocity[chosen]) > 0.7):
            yield from pursue(stage, me, chosen, me.rng.uniform(2.0, 5.0), lag_s)
            if leader is not None and np.hypot(*stage.velocity[leader]) < 0.2:
                waited += 1.0
            continue
        leader, me.after = None, -1
        yield from stand(stage, me, 0.6, 0.1)
        waited += 0.6
        if waited > 0.4 * patience and stage.places.building.regions[me.room].kind.value == "room":
            yield from walk(stage, me, [_nearest_door(stage, me)], 0.7 * me.pace)
    me.after = -1
    yield from run_by_own_choice(stage, me, exits)


def lead(stage: Stage, me: Person, exits: list[int]) -> Script:
    """Take others along: by one's own choice of way, at a pace that they can keep."""
    me.pace = min(me.pace, 1.7)
    yield from run_by_own_choice(stage, me, exits)


def hide_here(stage: Stage, me: Person) -> Script:
    """Take the nearest cover there is; some go to the door or about the room before they do."""
    if me.room in stage.places.rooms and me.rng.random() < 0.35:
        door = int(me.rng.choice(stage.places.doors_of(me.room)))
        first = _inward(stage, me, door) if me.rng.random() < 0.5 else stage.places.random_point(me.room, me.rng)
        yield from walk(stage, me, [(first, me.room)], 0.8 * me.pace)
        yield from stand(stage, me, me.rng.uniform(0.0, 4.0), 0.08)
    spot, room, length = nearest_cover(stage, me)
    me.unclear = me.unclear or length > 8.0 or room != me.room
    yield from take_cover(stage, me, spot, room, 0.8 * me.pace)


def hide_elsewhere(stage: Stage, me: Person) -> Script:
    """Run from the intruder first, then hide in some other room."""
    _, legs, room, spot, length = min(_refuges(stage, me), key=lambda each: each[0])
    me.unclear = me.unclear or length < 12.0
    yield from walk(stage, me, legs[:-1], me.pace)
    yield from take_cover(stage, me, spot, room, 0.8 * me.pace)


def lock_in(stage: Stage, me: Person, door: int, has_lock: bool) -> Script:
    """Stay in a room that is shut off: some work the door first, all keep away from it then."""
    if has_lock:
        yield from walk(stage, me, [(_inward(stage, me, door), me.room)], 0.8 * me.pace)
        since = stage.time
        yield from stand(stage, me, me.rng.uniform(2.0, 12.0), 0.08)
        stage.at_doors.append((me.number, since, stage.time))
        stage.shut.setdefault(me.room, stage.time)
    corners = [stage.places.random_point(me.room, me.rng) for _ in range(6)]
    farthest = max(corners, key=lambda corner: float(np.hypot(*(corner - stage.places.door[door]))))
    yield from walk(stage, me, [(farthest, me.room)], 0.6 * me.pace)
    while True:
        yield from stand(stage, me, 5.0)


def freeze(stage: Stage, me: Person, steps_m: float, thaws_s: float, exits: list[int]) -> Script:
    """Stand there; tremble; perhaps shuffle a little; perhaps come to after a long while."""
    if steps_m:
        goal = stage.position[me.number] + steps_m * _any_way(me)
        yield from walk(stage, me, [(_within(stage, me, goal), me.room)], 0.8)
    since, restless = stage.time, me.rng.uniform(0.005, 0.05)
    shuffles = me.rng.random() < 0.2
    while stage.time - since < thaws_s:
        yield from stand(stage, me, me.rng.uniform(4.0, 12.0), restless)
        if shuffles:
            goal = stage.position[me.number] + me.rng.uniform(0.2, 0.8) * _any_way(me)
            yield from walk(stage, me, [(_within(stage, me, goal), me.room)], 0.4, near=0.15)
    yield from run_by_own_choice(stage, me, exits)


def fight(stage: Stage, me: Person) -> Script:
    """Go for the intruder: lie in wait or seek it out, rush at it, come to grips with it if it can be reached."""
    lies_in_wait = stage.time + me.rng.uniform(0.0, 6.0)
    while not stage.has_entered or (stage.time < lies_in_wait and _apart_from_intruder(stage, me) > 12.0):
        yield from stand(stage, me, 0.6)
    rushing = 0.0
    while _apart_from_intruder(stage, me) > 0.9 and rushing < 40.0:
        goal = stage.intruder
        _, legs = stage.places.to_point(me.room, stage.position[me.number], goal.room, goal.position)
        point, room = legs[0]
        if np.hypot(*(point - stage.position[me.number])) < 0.5 and len(legs) > 1:
            me.room = room
            continue
        rushing += STEP
        yield toward(stage.position[me.number], point, 1.2 * me.pace)
        if _apart_from_intruder(stage, me) < 6.0 and me.rng.random() < 0.03 * STEP * 5:
            stage.fell(me)
    if _apart_from_intruder(stage, me) <= 0.9:
        me.fought_at = stage.time
        stage.intruder.held_until = stage.time + me.rng.uniform(2.0, 6.0)
        yield from _struggle(stage, me)


def mill(stage: Stage, me: Person) -> Script:
    """Walk up and down, look out of the door and come back, speak with others: nothing that comes to anything."""
    home = me.room
    while True:
        if me.rng.random() < 0.25:
            yield from _look_out(stage, me, home)
        goal = _within(stage, me, stage.position[me.number] + me.rng.uniform(1.0, 5.0) * _any_way(me))
        yield from walk(stage, me, [(goal, me.room)], me.rng.uniform(0.5, 1.3))
        yield from stand(stage, me, me.rng.uniform(0.5, 5.0), 0.08)


def nearest_cover(stage: Stage, me: Person) -> tuple[Floats, int, float]:
    """Return the nearest hiding spot in one's region or behind one of its doors: where, in which region, how far."""
    places, here = stage.places, stage.position[me.number]
    rooms = [me.room, *(places.beyond(door, me.room) for door in places.doors_of(me.room))]
    found = [
        (places.to_point(me.room, here, room, spot)[0] + (4.0 if room != me.room else 0.0), room, spot)
        for room in rooms
        if places.inside[room]
        for spot in places.spots.get(room, [])
    ]
    length, room, spot = min(found, key=lambda each: each[0])
    return spot + me.rng.normal(0.0, 0.2, 2), room, length


def _look_out(stage: Stage, me: Person, home: int) -> Script:
    if me.room != home:
        return
    door = me.rng.choice(stage.places.doors_of(home))
    inside = _inward(stage, me, int(door))
    yield from walk(stage, me, [(inside, home)], 1.1)
    yield from stand(stage, me, me.rng.uniform(1.0, 4.0), 0.08)


def _struggle(stage: Stage, me: Person) -> Script:
    while stage.time < stage.intruder.held_until:
        yield toward(stage.position[me.number], stage.intruder.position, 0.8)
    if me.rng.random() < 0.4:
        stage.fell(me)
    yield from stand(stage, me, 60.0)


def _keeps_behind(me: Person) -> float:
    """Return by how many seconds one walks behind others: most are at their heels, some barely keep them in view."""
    return float(me.rng.uniform(1.5, 4.0) if me.rng.random() < 0.3 else me.rng.uniform(0.4, 1.4))


def _whom(stage: Stage, me: Person) -> int | None:
    """Return whom to follow: near, going the way most go, and not somebody who comes after oneself."""
    seen = [each for each in in_sight(stage, me) if _seems_to_flee(stage, me, each)]
    if not seen:
        return None
    velocity = stage.velocity[seen] / np.hypot(*stage.velocity[seen].T)[:, None]
    way = stage.position[seen] - stage.position[me.number]
    agreement = velocity @ velocity.mean(axis=0)
    leaves = (velocity * way).sum(axis=1) / np.maximum(np.hypot(*way.T), 0.5)  # 1: goes straight away from me
    score = 2.0 * agreement + 2.0 * leaves - 0.15 * np.hypot(*way.T) + me.rng.gumbel(0.0, 0.3, len(seen))
    best = int(np.argmax(score))
    return seen[best] if leaves[best] > -0.3 else None


def _seems_to_flee(stage: Stage, me: Person, other: int) -> bool:
    """Return whether somebody hurries, is not after oneself, and does not run at the intruder."""
    way = stage.intruder.position - stage.position[other]
    at_intruder = stage.has_entered and float(way @ stage.velocity[other]) > 0.8 * np.hypot(*way) * 0.9
    hurries = np.hypot(*stage.velocity[other]) > 0.9
    return bool(hurries) and not (at_intruder and np.hypot(*way) < 20.0) and not leads_back(stage, me, other)


def _seeming_length(stage: Stage, me: Person, exit: int) -> float:
    length, _ = stage.places.to_exit(me.room, stage.position[me.number], exit, _shunned(stage, me))
    return length * me.rng.lognormal(0.0, 0.12)


def _shunned(stage: Stage, me: Person) -> frozenset[int]:
    """Return where one would rather not go: where the intruder is, if that can be known by now."""
    knows = stage.has_entered and _apart_from_intruder(stage, me) < 45.0
    return frozenset({stage.intruder.room} if knows else ())


def _meets_intruder(stage: Stage, me: Person, ahead: list[int]) -> bool:
    return stage.has_entered and stage.intruder.room in ahead[:2] and _apart_from_intruder(stage, me) < 15.0


def _refuges(stage: Stage, me: Person) -> Iterator[tuple[float, list[Leg], int, Floats, float]]:
    """Yield seeming length, legs, region, spot and length of ways to hiding places away from here and the intruder."""
    here = stage.position[me.number]
    for room in me.rng.permutation(stage.places.rooms)[:14]:
        spots = stage.places.spots.get(int(room), [])
        if room == me.room or not spots or room == stage.intruder.room:
            continue
        spot = spots[me.rng.integers(len(spots))] + me.rng.normal(0.0, 0.2, 2)
        length, legs = stage.places.to_point(me.room, here, int(room), spot)
        toward_intruder = max(40.0 - float(np.hypot(*(spot - stage.intruder.position))), 0.0)
        if length > 8.0:
            yield length + toward_intruder, legs, int(room), spot, length


def _nearest_door(stage: Stage, me: Person) -> Leg:
    apart = {
        door: np.hypot(*(stage.places.door[door] - stage.position[me.number]))
        for door in stage.places.doors_of(me.room)
    }
    nearest = min(apart, key=apart.__getitem__)
    return stage.places.door[nearest], stage.places.beyond(nearest, me.room)


def _inward(stage: Stage, me: Person, door: int) -> Floats:
    """Return a point inside one's region, an arm's length from a door."""
    west, south, east, north = stage.places.box[me.room]
    middle = np.array([(west + east) / 2, (south + north) / 2])
    way = middle - stage.places.door[door]
    return stage.places.door[door] + 0.7 * way / float(np.hypot(*way))


def _within(stage: Stage, me: Person, goal: Floats) -> Floats:
    box = stage.places.box[me.room]
    return np.clip(goal, box[:2] + 0.5, box[2:] - 0.5)


def _apart_from_intruder(stage: Stage, me: Person) -> float:
    return float(np.hypot(*(stage.intruder.position - stage.position[me.number])))


def _any_way(me: Person) -> Floats:
    angle = me.rng.uniform(0.0, 2.0 * np.pi)
    return np.array([np.cos(angle), np.sin(angle)])
