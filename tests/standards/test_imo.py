"""Verification tests of IMO MSC.1/Circ.1533, *Revised guidelines on evacuation analysis*, annex 3."""

import numpy as np
import pytest

from muster.world.events import EventKind
from support import buildings
from support.figures import Figures
from support.walking import everybody_leaves, leave, people, run, run_until_out, times, world_of


@pytest.mark.parametrize("seed", range(3))
def test_4_at_most_1_33_persons_a_second_pass_an_exit_of_one_metre(seed: int, figures: Figures):
    """Test 4: 100 people in a room of 8 x 5 m; the flow over the whole egress. Only profile ``imo`` promises it."""
    stage = buildings.room(8.0, 5.0, ((3.5, 0.0), (4.5, 0.0)))
    world = everybody_leaves(world_of(stage, people(100, "room"), seed=seed, profile="imo"))
    out = times(world, run_until_out(world, 300.0), EventKind.OUT)
    assert len(out) == 100
    figures("flow", 100 / max(out.values()))
    assert 100 / max(out.values()) <= 1.33


def crossing_time(against: int, seed: int) -> float:
    """Return when the last of 100 people from the west room has come into the east room, ``against`` coming back."""
    cast = people(100, "west") + people(against, "east")
    world = world_of(buildings.two_rooms(10.0, 2.0), cast, seed=seed)
    for body in range(len(cast)):
        leave(world, body, 1 if body < 100 else 0)
    east, arrived = world.region_index["east"], np.zeros(100, np.bool_)

    def look() -> None:
        arrived[world.bodies.region[:100] == east] = True

    run(world, 1200.0, until=lambda: bool(arrived.all()), each_step=look)
    assert arrived.all(), f"{np.sum(~arrived)} people have not crossed after {world.tick * world.dt:g} s"
    return world.tick * world.dt


def test_8_the_more_people_come_against_them_the_longer_a_hundred_take(figures: Figures):
    """Test 8: two rooms of 10 x 10 m, a corridor of 10 x 2 m, 100 people against 0, 10, 50 and 100."""
    mean = [np.mean([crossing_time(against, seed) for seed in range(2)]) for against in (0, 10, 50, 100)]
    figures("seconds", mean)
    assert np.all(np.diff(mean) > 0.0)
