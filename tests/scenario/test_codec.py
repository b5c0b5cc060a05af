"""A recording rebuilds the very scenario it was made from."""

from dataclasses import replace

import pytest

from muster.scenario.codec import building_hash, from_json, personas_hash, to_json
from muster.scenario.errors import ScenarioError
from muster.scenario.library import shipped
from muster.scenario.scenario_file import load_scenario
from support.hut import hut_alarm

NAMES = tuple(entry.name for entry in shipped())


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_scenario_comes_back_as_it_was(name):
    scenario = load_scenario(name)
    assert from_json(to_json(scenario)) == scenario


@pytest.mark.parametrize("name", NAMES)
def test_text_written_again_is_the_same_text(name):
    text = to_json(load_scenario(name))
    assert to_json(from_json(text)) == text


def test_hashes_tell_buildings_and_people_apart(tmp_path):
    scenario = hut_alarm(tmp_path)
    renamed = replace(scenario, building=replace(scenario.building, name="shed"))
    assert building_hash(renamed) != building_hash(scenario)
    assert personas_hash(renamed) == personas_hash(scenario)
    assert len(building_hash(scenario)) == 64


def test_a_number_of_people_leaves_the_hash_of_the_file_alone(tmp_path):
    scenario = hut_alarm(tmp_path)
    more = replace(scenario, population=replace(scenario.population, agents=50))
    assert personas_hash(more) == personas_hash(scenario)


def test_a_damaged_recording_is_refused(tmp_path):
    text = to_json(hut_alarm(tmp_path))
    with pytest.raises(ScenarioError):
        from_json(text[:-10])
