"""Drawings in survey coordinates are brought to where building files may have buildings."""

from pathlib import Path

from muster.importing.assembling import assemble
from muster.importing.dxf import read_dxf
from muster.importing.recentring import near_origin
from muster.scenario.building_file import building_text, read_building
from support.dxf_office import two_rooms

EAST, NORTH = 350_000.0, 5_600_000.0  # metres: a place in central Europe, as surveyors have it


def test_a_building_in_survey_coordinates_is_the_same_near_the_origin_and_can_be_read_again(tmp_path: Path):
    near, far = two_rooms(), two_rooms()
    for entity in far.space:
        entity.translate(EAST * far.scale, NORTH * far.scale, 0.0)
    here, there = (
        near_origin(assemble(read_dxf([plan.save(tmp_path / name)])))
        for plan, name in ((near, "plan.dxf"), (far, "plan.dxf"))
    )
    assert [note.text for note in there.notes if "km" in note.text] == [
        "drawn 349 km east and 5599 km north of its origin; moved to it"
    ]
    assert [note.text for note in there.notes[1:]] == [note.text for note in here.notes]
    assert len(there.building.doors) == len(here.building.doors)
    path = tmp_path / "building.json"
    path.write_text(building_text(there.building), encoding="utf-8")
    assert read_building(path).doors == there.building.doors


def test_a_building_near_the_origin_stays_where_it_is(tmp_path: Path):
    drawn = assemble(read_dxf([two_rooms().save(tmp_path / "plan.dxf")]))
    assert near_origin(drawn) is drawn
