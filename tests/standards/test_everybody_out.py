"""Nobody is pinned for ever: in ten minutes all who mean to leave are out."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from muster.scenario.library import find_scenario
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario
from muster.world.acts import Act
from muster.world.world import World
from support.figures import Figures
from support.minding import live, minds
from support.walking import everybody_leaves, is_empty, run_until_out

TEN_MINUTES = 600.0
SEEDS = {"school-alarm": range(10), "office-intruder": range(3), "tower-alarm": range(2)}
RUNS = [(name, seed) for name, seeds in SEEDS.items() for seed in seeds]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with minds() as where:
        yield where


def scenario(name: str) -> Scenario:
    return load_scenario(str(find_scenario(name)))


@pytest.mark.parametrize(("name", "seed"), RUNS)
def test_bodies_sent_to_their_nearest_exit_are_all_out(name: str, seed: int, figures: Figures):
    """No minds, no threat: only whether the building lets everybody go."""
    world = everybody_leaves(World(replace(scenario(name), threat=None, cues=()), seed))
    run_until_out(world, TEN_MINUTES)
    figures("last_out_s", world.tick * world.dt)
    assert is_empty(world)


@pytest.mark.parametrize("seed", SEEDS["school-alarm"])
def test_everybody_gets_out_of_the_school_by_their_own_decisions(seed: int, address: str, figures: Figures):
    lived = live(scenario("school-alarm"), seed, address)
    figures("last_out_s", lived.result.egress_times_s[-1])
    assert is_empty(lived.world), f"inside: {stayed(lived.world)}"


@pytest.mark.parametrize("seed", SEEDS["tower-alarm"])
def test_nobody_who_means_to_leave_the_tower_is_left_inside(seed: int, address: str, figures: Figures):
    """Somebody deaf and alone in a room may never learn of the alarm; nobody else stays, and nobody on their way."""
    lived = live(scenario("tower-alarm"), seed, address)
    left = stayed(lived.world)
    figures("last_out_s", lived.result.egress_times_s[-1])
    figures("left", [name for name, _, _ in left])
    assert not [each for each in left if each[1] in (Act.EXIT, Act.FOLLOW, Act.GO)]
    assert len(left) <= 0.02 * lived.world.people


def stayed(world: World) -> list[tuple[str, Act, str]]:
    """Who is inside, doing what, where."""
    bodies, regions = world.bodies, world.scenario.building.regions
    inside = [int(row) for row in np.flatnonzero(~bodies.outside[: world.people])]
    return [(world.cast[i].name, Act(int(bodies.act[i])), regions[int(bodies.region[i])].id) for i in inside]
