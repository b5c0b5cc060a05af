"""People who meet get past each other."""

import pytest

from muster.world.events import EventKind
from support import buildings
from support.walking import everybody_leaves, is_empty, leave, people, put, run, run_until_out, times, world_of


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("length", "width", "each_way"), [(0.5, 0.9, 5), (0.5, 1.0, 20), (10.0, 1.0, 10)])
def test_groups_who_meet_in_a_door_or_a_narrow_corridor_all_get_past(
    length: float, width: float, each_way: int, seed: int
):
    cast = people(each_way, "west") + people(each_way, "east")
    world = world_of(buildings.two_rooms(length, width), cast, seed=seed)
    for body in range(len(cast)):
        leave(world, body, 1 if body < each_way else 0)
    run_until_out(world, 150.0)
    assert is_empty(world)


def test_two_who_meet_head_on_pass_on_the_right():
    world = world_of(buildings.two_rooms(10.0, 3.0), people(1, "west") + people(1, "east"))
    put(world, 0, 11.0, 5.0, "corridor")
    put(world, 1, 19.0, 5.0, "corridor")
    leave(world, 0, 1)
    leave(world, 1, 0)
    run(world, 10.0, until=lambda: bool(world.bodies.position[0, 0] >= world.bodies.position[1, 0]))
    assert world.bodies.position[0, 1] < world.bodies.position[1, 1]


@pytest.mark.parametrize("seed", range(2))
def test_who_comes_to_a_door_from_its_other_side_is_nobody_to_give_way_to(seed: int):
    """Flow through 1 m stays within 1.2 to 1.9 persons/m/s, as under the law alone (see ``test_locomotion_bands``)."""
    stage = buildings.room(10.0, 10.0, ((4.5, 0.0), (5.5, 0.0)))
    world = everybody_leaves(world_of(stage, people(150, "room"), seed=seed))
    out = sorted(times(world, run_until_out(world, 300.0), EventKind.OUT).values())
    assert 1.2 <= 90 / (out[120] - out[30]) <= 1.9
