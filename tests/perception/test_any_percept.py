"""Whatever people do, each of their percepts keeps the contract, and the same seed gives the same ones."""

from functools import cache

import numpy as np
import pytest

from muster.behavior.v1.vocabulary import Feature
from muster.client.wire import PerceptWriter
from muster.perception.percept import FEATURES, MOST_CUES, MOST_OPTIONS, MOST_PEOPLE, Percept
from muster.scenario.population import people
from muster.scenario.scenario_file import load_scenario
from muster.world.acts import Act
from support.deciding import percepts_of

SCENARIOS = ("school-intruder", "office-intruder", "school-alarm")
BOUNDS = {Feature.DISTANCE: (0.0, 500.0), Feature.AWAY: (-1.0, 1.0), Feature.CROWDING: (0.0, 20.0)}


@cache
def lived(name: str) -> list[Percept]:
    return percepts_of(load_scenario(name), seed=3, seconds=40.0)


@pytest.mark.parametrize("name", SCENARIOS)
def test_there_are_1_to_20_options_each_with_an_id_of_its_own(name: str):
    for percept in lived(name):
        assert 1 <= len(percept.options) <= MOST_OPTIONS
        assert len({option.id for option in percept.options}) == len(percept.options)
        assert len(percept.people) <= MOST_PEOPLE
        assert len(percept.cues) <= MOST_CUES


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_feature_is_a_finite_number_within_its_bounds(name: str):
    for percept in lived(name):
        assert percept.features.shape == (len(percept.options), FEATURES)
        for feature in Feature:
            low, high = BOUNDS.get(feature, (0.0, 1.0))
            column = percept.features[:, feature]
            assert np.all((column >= low - 1e-6) & (column <= high + 1e-6)), feature


@pytest.mark.parametrize("name", SCENARIOS)
def test_who_has_noticed_nothing_is_asked_nothing_about_an_emergency(name: str):
    unaware = [percept for percept in lived(name) if any(o.id == "carry-on" for o in percept.options)]
    assert unaware
    for percept in unaware:
        assert {option.intent.act for option in percept.options} <= {Act.STAY, Act.CARRY_ON, Act.GO}
        assert percept.threat is None


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_decision_takes_effect_after_it_is_asked_for(name: str):
    assert all(percept.effect_tick > percept.tick for percept in lived(name))


def test_same_seed_same_percepts():
    scenario = load_scenario("school-intruder")
    writer = PerceptWriter(people(scenario), scenario.dt)
    runs = [writer.write(percepts_of(scenario, seed=5, seconds=20.0))[1] for _ in range(2)]
    assert runs[0] == runs[1]
