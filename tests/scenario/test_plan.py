"""A plan is well-formed SVG and shows everything a building has."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from muster.scenario.building_file import load_building
from muster.scenario.plan import plan_svg
from muster.scenario.scenario_file import load_scenario
from muster.scenario.tower import tower
from support.hut import hut

SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> str:
    return " ".join(
        node.text or "" for node in ElementTree.fromstring(svg).iter() if node.tag in (f"{SVG}text", f"{SVG}title")
    )


@pytest.mark.parametrize("name", ["school", "office"])
def test_every_room_exit_muster_point_and_spot_is_on_the_plan(name):
    building = load_building(name)
    shown = words(plan_svg(building))
    things = (*building.regions, *building.exits, *building.doors, *building.hiding_spots, *building.muster_points)
    assert [thing.id for thing in things if thing.id not in shown and getattr(thing, "name", "-") not in shown] == []


def test_each_storey_has_a_panel():
    shown = words(plan_svg(tower(storeys=5, rooms_per_side=2)))
    assert all(f"Storey {level}" in shown for level in range(5))


def test_the_heading_of_a_storey_narrower_than_it_is_within_the_page():
    narrow = replace(hut(), storeys=tuple(replace(each, id="x" * 200) for each in hut().storeys))
    drawn = ElementTree.fromstring(plan_svg(narrow))
    assert float(drawn.get("width", 0)) > 200 * 14 / 2  # a letter is at least half as wide as high


def test_the_way_of_the_threat_is_drawn_with_a_scenario_only():
    scenario = load_scenario("school-intruder")
    assert "Way of the threat" in words(plan_svg(scenario.building, scenario))
    assert "Way of the threat" not in words(plan_svg(scenario.building))


def test_names_from_files_cannot_break_the_drawing():
    rooms = tuple(replace(region, name='<script>&"') for region in hut().regions)
    assert '<script>&"' in words(plan_svg(replace(hut(), regions=rooms)))


def test_the_same_building_gives_the_same_plan():
    assert plan_svg(hut()) == plan_svg(hut())
