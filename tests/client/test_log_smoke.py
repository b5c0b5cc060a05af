"""A recording of a fire holds the very smoke that its world had, second by second."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from muster.client.log import Log
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.fire import Fire, Growth
from muster.verification import stages
from muster.verification.walking import people, scenario_of
from muster.world.world import World

SECONDS = 40
SOMEBODY = dict.fromkeys(
    (
        "gender",
        "personality_traits",
        "emotional_disposition",
        "motivations_goals",
        "communication_style",
        "knowledge_scope",
        "backstory",
    ),
    "plain",
)


def test_what_is_recorded_is_what_was_breathed(tmp_path: Path):
    building = stages.room(8.0, 5.0, ((3.5, 0.0), (4.5, 0.0)))
    plain = scenario_of(building, people(1, "room", **SOMEBODY))
    scenario = replace(plain, description="a stage", brief="a stage", fire=Fire("room", growth=Growth.FAST))
    world, path = World(scenario, 0), tmp_path / "fire.muster"
    assert world.smoke is not None
    extinction: list[float] = []
    heat: list[float] = []
    with Recorder(path, Header(scenario, 0, scenario.population.personas)) as recorder:
        log = Log(recorder, world, np.zeros(1, np.bool_))
        for _ in range(SECONDS * round(world.ticks_per_second)):
            log.moment()
            if world.tick % round(world.ticks_per_second) == 0:
                extinction.append(float(world.smoke.extinction[0]))
                heat.append(world.smoke.heat)
            world.step()
        recorder.finish({})
    with Recording.open(path) as recording:
        states = [recording.smoke_at(float(second)) for second in range(SECONDS)]
    assert all(state is not None for state in states)
    told = [(state.heat, float(state.extinction[0])) for state in states if state is not None]
    assert [each for each, _ in told] == pytest.approx(heat, abs=0.005)  # kW are written to the hundredth
    clear = 1e-3  # 1/m, below which a recording says 0
    assert [each for _, each in told] == pytest.approx(extinction, rel=2.0**-11, abs=clear)
    assert extinction[-1] > 0.1
