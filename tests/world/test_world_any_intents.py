"""Whatever minds intend, the world goes on, and its walls hold."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.scenario.building import DoorState, Furniture, HidingSpot, LockKind, Point, RegionKind
from muster.scenario.scenario import Threat
from muster.world.acts import DOOR_ACTS, PERSON_ACTS, Act, Door, Gait, Intent
from muster.world.world import World
from support.buildings import box, building, leaf, opening, outside
from support.walking import people, world_of

PEOPLE = 8
AT_DOOR = 0.8  # metres from a door within which a body may be counted to either side of it
DESK = ((1.5, 5.0), (4.0, 5.0), (4.0, 6.0), (1.5, 6.0))
STAGE = replace(
    building(
        [
            box("office", 0.0, 2.0, 6.0, 8.0),
            box("store", 6.0, 2.0, 10.0, 8.0),
            box("corridor", 0.0, 0.0, 16.0, 2.0, RegionKind.CORRIDOR),
            outside("yard", 16.0, -3.0, 28.0, 5.0),
        ],
        [
            leaf("office", "corridor", (2.5, 2.0), (3.5, 2.0), lock=LockKind.INSIDE),
            leaf("store", "corridor", (7.5, 2.0), (8.5, 2.0), DoorState.LOCKED, LockKind.KEY),
            leaf("office", "store", (6.0, 6.5), (6.0, 7.4)),
            opening("corridor", "yard", (16.0, 0.5), (16.0, 1.5)),
        ],
        spots=[
            HidingSpot("under-desk", "office", (2.7, 4.7), "under the desk"),
            HidingSpot("shelves", "store", (9.5, 7.5), "behind the shelves", capacity=2),
        ],
    ),
    furniture=(Furniture("0", DESK),),
)
THREAT = Threat(route=("corridor", "office", "store", "corridor"), enters_at=1.0, harm_per_second=0.2)


def _targets(act: Act) -> st.SearchStrategy[int]:
    if act in DOOR_ACTS:
        return st.integers(0, len(STAGE.doors) - 1)
    if act in PERSON_ACTS:
        return st.integers(0, PEOPLE - 1)
    if act in (Act.GO, Act.EXTINGUISH, Act.SOUND_ALARM):
        return st.integers(0, len(STAGE.regions) - 1)
    number = {Act.EXIT: len(STAGE.exits), Act.HIDE: len(STAGE.hiding_spots)}.get(act)
    return st.just(-1) if number is None else st.integers(0, number - 1)


DOORS = st.lists(st.integers(0, len(STAGE.doors) - 1), max_size=2).map(frozenset)
REGIONS = st.lists(st.integers(0, len(STAGE.regions) - 1), max_size=2).map(frozenset)
INTENTS = st.sampled_from(list(Act)[1:]).flatmap(
    lambda act: st.builds(
        Intent, st.just(act), _targets(act), st.sampled_from(list(Gait)[1:]), avoid=REGIONS, shut=DOORS
    )
)
INPUTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, PEOPLE - 1), INTENTS).filter(
        lambda each: each[2].act not in PERSON_ACTS or each[1] != each[2].target
    ),
    min_size=5,
    max_size=30,
)


@settings(max_examples=40)
@given(inputs=INPUTS, seed=st.integers(0, 1000))
def test_random_intents_never_crash_the_world_and_nobody_goes_through_a_wall(
    inputs: list[tuple[int, int, Intent]], seed: int
):
    """Inputs come at half-seconds over twenty seconds; every step is checked."""
    world = world_of(STAGE, people(PEOPLE // 2, "office") + people(PEOPLE // 2, "corridor"), seed=seed, threat=THREAT)
    for half_second in range(50):
        for _, body, intent in (each for each in inputs if each[0] == half_second):
            world.apply(body, intent)
        for _ in range(10):
            before = world.bodies.region.copy()
            shut = [door for door in range(len(STAGE.doors)) if world.doors.barred[door]]
            world.step()
            _check(world, before, shut)


def _check(world: World, before: np.ndarray, shut: list[int]) -> None:
    bodies = world.bodies
    for body in range(len(bodies.present)):
        if bodies.region[body] < 0:
            continue  # the threat, not here yet
        here: Point = tuple(bodies.position[body].tolist())  # pyright: ignore[reportAssignmentType]
        region = int(bodies.region[body])
        assert _is_on_floor(here, region), f"body {body} at {here} is not in {STAGE.regions[region].id}"
        assert not _contains(DESK, here), f"body {body} at {here} stands in the desk"
        if before[body] >= 0 and before[body] != region:
            used = [door for door in _doors(region) if _joins(door, int(before[body]), region)]
            assert used, f"body {body} went from {STAGE.regions[before[body]].id} to {STAGE.regions[region].id}"
            passable = [door for door in used if door not in shut or world.door_state(door) is Door.OPEN]
            assert passable, f"body {body} went through a barred door"


def _is_on_floor(at: Point, region: int) -> bool:
    if _contains(STAGE.regions[region].polygon, at):
        return True
    near = [door for door in _doors(region) if _away(at, *STAGE.doors[door].segment) < AT_DOOR]
    beyond = [id for door in near for id in STAGE.doors[door].between]
    return any(_contains(STAGE.region(id).polygon, at) for id in beyond)


def _doors(region: int) -> list[int]:
    return [index for index, door in enumerate(STAGE.doors) if STAGE.regions[region].id in door.between]


def _joins(door: int, first: int, second: int) -> bool:
    return set(STAGE.doors[door].between) == {STAGE.regions[first].id, STAGE.regions[second].id}


def _contains(box: tuple[Point, ...], at: Point) -> bool:
    """Whether a point lies in an axis-parallel rectangle."""
    xs, ys = [x for x, _ in box], [y for _, y in box]
    return min(xs) < at[0] < max(xs) and min(ys) < at[1] < max(ys)


def _away(at: Point, a: Point, b: Point) -> float:
    (x, y), (ax, ay), (bx, by) = at, a, b
    share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    share = min(max(share, 0.0), 1.0)
    return float(np.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)))
