"""DXF plans become buildings: walls by their layer, rooms between them, doorways in their gaps."""

from pathlib import Path

import pytest
from ezdxf import units

from muster.importing.assembling import Imported, assemble
from muster.importing.dxf import read_dxf
from muster.importing.errors import ImportFailed
from muster.scenario.building import DoorKind, RegionKind
from muster.scenario.check.checks import check
from muster.scenario.geometry import area
from support.dxf_office import WALL, DxfPlan, two_rooms


def imported(folder: Path, *plans: DxfPlan) -> Imported:
    return assemble(read_dxf([plan.save(folder / f"level{number}.dxf") for number, plan in enumerate(plans)]))


@pytest.mark.parametrize("unit", [units.MM, units.M])
def test_rooms_doors_and_the_exit_of_a_plan(unit: int, tmp_path: Path):
    building = imported(tmp_path, two_rooms(unit)).building
    assert check(building) == []
    rooms = {region.name: region for region in building.regions if region.kind is not RegionKind.OUTSIDE}
    assert set(rooms) == {"Hall", "Office 12"}
    assert rooms["Hall"].kind is RegionKind.CORRIDOR
    assert sorted(round(door.width, 2) for door in building.doors if door.kind is DoorKind.DOOR) == [0.9, 1.0]
    assert area(rooms["Office 12"].polygon) == pytest.approx(16 + 0.9 * WALL, abs=0.15)  # rounded by 5 mm all round
    assert len(building.exits) == 1


def test_a_gap_without_a_door_is_an_opening_and_one_with_a_window_is_none(tmp_path: Path):
    plan = DxfPlan()
    plan.box(0, 0, 8.6, WALL)
    plan.box(0, 4.2, 2, 4.4)
    plan.box(3.5, 4.2, 8.6, 4.4)  # a window of 1.5 m
    plan.line((2, 4.3), (3.5, 4.3), layer="WINDOWS")
    plan.box(0, WALL, WALL, 2)
    plan.box(0, 3, WALL, 4.2)
    plan.door((0.2, 2.0))
    plan.box(8.4, WALL, 8.6, 4.2)
    plan.box(4.2, WALL, 4.4, 1)
    plan.box(4.2, 1.9, 4.4, 4.2)
    building = imported(tmp_path, plan).building
    assert sorted(door.kind for door in building.doors if "outside" not in door.between[0]) == [
        DoorKind.DOOR,
        DoorKind.OPENING,
    ]
    assert len(building.exits) == 1


def test_walls_that_are_single_lines_make_rooms_too(tmp_path: Path):
    plan = DxfPlan()
    for a, b in [((0, 0), (8, 0)), ((8, 0), (8, 4)), ((8, 4), (0, 4)), ((0, 4), (0, 3)), ((0, 2), (0, 0))]:
        plan.line(a, b)
    plan.line((4, 0), (4, 1))
    plan.line((4, 1.9), (4, 4))
    plan.door((0, 2.0))
    plan.door((4, 1.0))
    building = imported(tmp_path, plan).building
    assert check(building) == []
    sizes = sorted(round(area(region.polygon)) for region in building.regions if region.kind is RegionKind.ROOM)
    assert sizes == [16, 16]


def test_columns_drawn_as_areas_stand_in_their_room(tmp_path: Path):
    plan = two_rooms()
    plan.fill(6, 2, 6.4, 2.4)
    building = imported(tmp_path, plan).building
    assert check(building) == []
    assert len(building.walls) == 1


def test_a_stair_joins_two_sheets_from_where_it_says_up(tmp_path: Path):
    lower, upper = two_rooms(), two_rooms()
    for plan in (lower, upper):
        plan.stair(6.8, 0.8, 13, going=0.25)
    lower.text("UP", (7.4, 4.0))
    found = imported(tmp_path, lower, upper)
    assert check(found.building) == []
    (stair,) = (region for region in found.building.regions if region.kind is RegionKind.STAIR)
    assert (stair.storey, stair.rises_to) == ("level0", "level1")
    foot = next(door for door in found.building.doors if "foot" in door.id)
    assert foot.segment[0][1] == pytest.approx(0.8 + 12 * 0.25, abs=0.02)  # the northern end
    assert any("upper storey" in note.text for note in found.notes)  # the western door of the upper sheet


def test_what_is_on_other_layers_is_told(tmp_path: Path):
    plan = two_rooms()
    plan.line((0, 0), (1, 1), layer="DIMENSIONS")
    assert any("'dimensions' (1 lines) is not used" in note.text for note in imported(tmp_path, plan).notes)


def test_a_file_without_walls_is_refused_with_its_layers(tmp_path: Path):
    plan = DxfPlan()
    plan.line((0, 0), (1, 1), layer="DIMENSIONS")
    with pytest.raises(ImportFailed, match=r"level0\.dxf: no layer is named like walls .*DIMENSIONS"):
        imported(tmp_path, plan)


@pytest.mark.parametrize("content", [b"", b"no DXF", b"0\nSECTION\n2\nENTITIES\n0\nLINE\n"])
def test_what_is_no_dxf_file_is_refused(content: bytes, tmp_path: Path):
    path = tmp_path / "broken.dxf"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=r"broken\.dxf"):
        read_dxf([path])
