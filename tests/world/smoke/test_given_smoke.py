"""Smoke that another program has computed takes the place of our own, with all that follows from it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from muster.scenario.codec import from_json, to_json
from muster.scenario.errors import ScenarioError
from muster.scenario.fire import Fire
from muster.scenario.references import require, scenario_references
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario
from muster.scenario.smoke import GivenSmoke, RegionAir
from muster.scenario.smoke_file import smoke_text
from muster.world.events import EventKind
from muster.world.smoke.effects import speed_factor
from muster.world.smoke.given import Given
from muster.world.world import World
from support.hut import hut_alarm, write_examples
from support.perceiving import person, wing
from support.walking import leave, put, run, scenario_of

DEADLY = 50_000.0  # ppm of carbon monoxide


def scenario(*airs: RegionAir, heat: tuple[float, ...] = (), starts_at: float = 0.0) -> Scenario:
    fire = Fire("b", starts_at, smoke=GivenSmoke("by hand", airs, heat))
    return replace(scenario_of(wing(), [person("p", "corridor")], threat=None), fire=fire)


def metres_walked(extinction: float) -> float:
    """How far somebody gets along the corridor in five seconds."""
    world = World(scenario(RegionAir("corridor", (extinction,))), 0)
    put(world, 0, 20.0, 1.0, "corridor")
    leave(world, 0)
    run(world, 5.0)
    start = float(world.bodies.position[0, 0])
    run(world, 5.0)
    return abs(float(world.bodies.position[0, 0]) - start)


def test_a_body_in_it_is_slowed_as_by_our_own_smoke():
    expected = float(speed_factor(np.array(5.0)))
    assert metres_walked(5.0) / metres_walked(0.0) == pytest.approx(expected, rel=0.02)


def test_the_air_between_two_seconds_lies_between_theirs():
    given = Given(GivenSmoke("by hand", (RegionAir("b", (0.0, 8.7, 0.0)),)), ["a", "b"])
    assert given.air(0.25).soot_density.tolist() == pytest.approx([0.0, 8.7 / 8700 / 4])


def test_it_is_clean_before_the_fire_and_stays_after_the_last_second():
    given = Given(GivenSmoke("by hand", (RegionAir("b", (1.0, 2.0), co_ppm=(10.0, 20.0)),)), ["a", "b"])
    assert given.air(-1.0).co_ppm.tolist() == [0.0, 0.0]
    assert given.air(99.0).co_ppm.tolist() == [0.0, 20.0]
    assert given.air(99.0).oxygen_percent.tolist() == [20.95, 20.95]


def test_detectors_answer_and_people_are_overcome_when_it_says_so():
    world = World(scenario(RegionAir("corridor", (0.0,) * 10 + (1.0,) * 90, (0.0,) * 10 + (DEADLY,) * 90)), 0)
    happened = {event.kind: event.tick * world.dt for event in reversed(run(world, 60.0))}
    assert happened[EventKind.SMOKE_DETECTED] == 10.0
    assert 10.0 < happened[EventKind.OVERCOME] < 60.0


def test_its_heat_is_that_of_the_other_program_and_nobody_puts_it_out():
    world = World(scenario(heat=(0.0, 50.0, 60.0)), 0)
    run(world, 3.0)
    assert world.smoke is not None
    assert (world.smoke.heat, world.smoke.is_burning, world.smoke.is_small) == (60.0, True, False)


def test_a_recorded_scenario_brings_its_smoke_along(tmp_path: Path):
    smoke = GivenSmoke("by hand", (RegionAir("b", (0.0, 1.5), oxygen_percent=(20.95, 18.0)),), (0.0, 3.25))
    given = replace(hut_alarm(tmp_path), fire=Fire("room", smoke=smoke))
    assert from_json(to_json(given)) == given


def test_a_scenario_names_a_file_of_smoke_beside_it(tmp_path: Path):
    path = write_examples(tmp_path)
    smoke = GivenSmoke("by hand", (RegionAir("room", (0.0, 1.5)),))
    (tmp_path / "smoke.json").write_text(smoke_text(smoke), encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[fire]\nregion = "room"\nsmoke = "smoke.json"\n')
    assert load_scenario(str(path)).fire == Fire("room", smoke=smoke)


@pytest.mark.parametrize(("named", "message"), [('"none.json"', "no file"), ("3", "fire.smoke: 3 is not text")])
def test_a_file_of_smoke_that_is_not_there_is_told(tmp_path: Path, named: str, message: str):
    path = write_examples(tmp_path)
    with path.open("a", encoding="utf-8") as file:
        file.write(f'\n[fire]\nregion = "room"\nsmoke = {named}\n')
    with pytest.raises(ScenarioError, match=message):
        load_scenario(str(path))


@pytest.mark.parametrize(
    ("air", "message"),
    [
        (RegionAir("attic", (1.0,)), "smoke: lies in 'attic'"),
        (RegionAir("b", (1.0, 2.0), co_ppm=(1.0,)), "co_ppm has 1 values, extinction 2"),
    ],
)
def test_smoke_that_does_not_fit_is_refused(air: RegionAir, message: str):
    with pytest.raises(ScenarioError, match=message):
        require("file", scenario_references(scenario(air)))
