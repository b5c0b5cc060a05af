"""As many people as asked for, each their own person."""

from collections import Counter
from dataclasses import replace

import pytest

from muster.scenario.building import RegionKind
from muster.scenario.population import people
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario
from support.hut import hut_alarm


def crowd(scenario: Scenario, agents: int | None, *, spread: bool = False) -> Scenario:
    return replace(scenario, population=replace(scenario.population, agents=agents, spread=spread))


def test_without_a_number_everybody_takes_part(tmp_path):
    scenario = hut_alarm(tmp_path)
    assert people(crowd(scenario, None)) == scenario.population.personas


@pytest.mark.parametrize("agents", [1, 7, 79, 80, 81, 200, 1000])
def test_there_are_exactly_as_many_as_asked_for_and_no_two_alike(agents):
    present = people(crowd(load_scenario("school-alarm"), agents))
    assert len({persona.id for persona in present}) == len({persona.name for persona in present}) == agents


@pytest.mark.parametrize("agents", [7, 200])
def test_ties_lead_to_people_who_are_there(agents):
    present = people(crowd(load_scenario("school-alarm"), agents))
    ids = {persona.id for persona in present}
    assert all(tie.to in ids for persona in present for tie in persona.ties)


def test_repetitions_are_tied_among_themselves(tmp_path):
    ruth = people(crowd(hut_alarm(tmp_path), 4))[2]
    assert (ruth.id, ruth.name, ruth.ties[0].to) == ("ruth-2", "Ruth Sandberg 2", "imre-2")


def test_fewer_people_keep_file_order():
    scenario = load_scenario("school-alarm")
    order = [persona.id for persona in scenario.population.personas]
    chosen = [order.index(persona.id) for persona in people(crowd(scenario, 20))]
    assert chosen == list(range(0, len(order), len(order) // 20))


def test_spread_people_fill_rooms_by_their_floor():
    scenario = crowd(load_scenario("tower-alarm"), 400, spread=True)
    starts = Counter(persona.start for persona in people(scenario))
    rooms = [region.id for region in scenario.building.regions if region.kind is RegionKind.ROOM]
    assert set(starts) == set(rooms)
    assert max(starts.values()) - min(starts.values()) <= 1
