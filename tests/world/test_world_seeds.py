"""World = f(scenario, seed, inputs), and every draw has a key of its own."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.perception.perception import Perception
from muster.scenario.scenario import Cue, CueKind
from muster.world import draws
from muster.world.draws import Purpose
from muster.world.world import World
from support.buildings import box, building, opening, outside
from support.walking import everybody_leaves, people, run, scenario_of, world_of

BITS = st.integers(0, 2**63 - 1)
HALL = building(
    [
        box("hall", 0.0, 0.0, 12.0, 8.0),
        box("far", 60.0, 0.0, 70.0, 8.0),
        outside("yard", 12.0, 0.0, 24.0, 8.0),
        outside("far-yard", 70.0, 0.0, 82.0, 8.0),
    ],
    [opening("hall", "yard", (12.0, 3.0), (12.0, 4.0)), opening("far", "far-yard", (70.0, 3.0), (70.0, 4.0))],
)


def hashes(seed: int) -> list[str]:
    world = everybody_leaves(world_of(HALL, people(30, "hall"), seed=seed))
    return [(run(world, 1.0), world.state_hash())[1] for _ in range(20)]


def test_same_seed_same_state_hashes():
    assert hashes(3) == hashes(3)


def test_another_seed_other_state_hashes():
    assert not set(hashes(3)) & set(hashes(4))


def reaction_ticks(world: World, agents: int) -> dict[int, int]:
    """Return when each of the first ``agents`` reacts to the alarm at the start."""
    perception, effect = Perception(world), {}
    for _ in range(10):
        perception.notice(world.step(), [])
        for percept in perception.percepts():
            if percept.agent < agents:
                effect.setdefault(percept.agent, percept.effect_tick)
    return effect


def alarmed(cast: int, far: int) -> World:
    scenario = scenario_of(HALL, people(cast, "hall") + people(far, "far"))
    return World(replace(scenario, cues=(Cue(0.0, CueKind.ALARM),)), seed=5)


def test_somebody_more_far_away_changes_nobody_elses_draws():
    few, more = alarmed(20, 0), alarmed(20, 5)
    for field in ("free_speed", "heading", "position"):
        np.testing.assert_array_equal(getattr(few.bodies, field), getattr(more.bodies, field)[:20])
    assert reaction_ticks(few, 20) == reaction_ticks(more, 20)


def test_somebody_more_far_away_changes_nobody_elses_path():
    few, more = everybody_leaves(alarmed(20, 0)), everybody_leaves(alarmed(20, 5))
    run(few, 15.0)
    run(more, 15.0)
    np.testing.assert_array_equal(few.bodies.position, more.bodies.position[:20])


def test_reaction_times_are_log_normal_as_the_scenario_says():
    """Median and sigma of the logarithm; bounds of 4 standard errors, those of a median and a deviation of normals."""
    n = 400
    world = alarmed(n, 0)
    median, sigma = world.scenario.reaction.alarm
    ticks = reaction_ticks(world, n)
    assert len(ticks) == n
    logs = np.log(np.array(list(ticks.values())) * world.dt)
    assert np.median(logs) == pytest.approx(np.log(median), abs=4 * 1.2533 * sigma / n**0.5)
    assert logs.std() == pytest.approx(sigma, rel=4 / (2 * n) ** 0.5)


@given(seed=BITS, agent=st.integers(0, 2**48), purpose=st.sampled_from(Purpose), ordinal=st.integers(1, 2**62))
def test_a_draw_is_the_first_of_numpys_philox_under_the_same_key(seed: int, agent: int, purpose: Purpose, ordinal: int):
    theirs = np.random.Philox(key=[seed, agent << 8 | purpose], counter=[ordinal - 1, 0, 0, 0]).random_raw()
    assert int(draws.bits(seed, np.array([agent]), purpose, np.array([ordinal]))[0]) == theirs


@given(seed=BITS, agents=st.lists(st.integers(0, 10_000), min_size=1, max_size=20, unique=True))
def test_company_changes_no_draw(seed: int, agents: list[int]):
    together = draws.uniform(seed, np.array(agents), Purpose.BODY, np.zeros(len(agents), np.int64))
    for agent, draw in zip(agents, together, strict=True):
        assert draws.uniform(seed, np.array([agent]), Purpose.BODY, np.zeros(1, np.int64))[0] == draw


def test_draws_are_uniform_and_normal():
    """Mean and variance within 5 standard errors, n = 20,000."""
    n = 20_000
    uniform = draws.uniform(1, np.arange(n), Purpose.BODY, np.ones(n, np.int64))
    normal = draws.normal(1, np.arange(n), Purpose.BODY, 0)
    assert uniform.mean() == pytest.approx(0.5, abs=5 * (1 / 12 / n) ** 0.5)
    assert normal.mean() == pytest.approx(0.0, abs=5 / n**0.5)
    assert normal.var() == pytest.approx(1.0, abs=5 * (2 / n) ** 0.5)
