"""People who meet get past each other."""

import pytest

from support import buildings
from support.walking import is_empty, leave, people, put, run, run_until_out, world_of


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
