"""IFC files become buildings that people can walk through."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import ifcopenshell
import pytest

from muster.importing.assembling import Imported, assemble
from muster.importing.errors import ImportFailed
from muster.importing.ifc import read_ifc
from muster.scenario.building import Building, DoorKind, RegionKind
from muster.scenario.building_file import building_text, parse_building
from muster.scenario.check.checks import check
from muster.scenario.geometry import area
from support.ifc_office import CORRIDOR, ROOM, WALL, IfcOffice, office, rectangle

Entity = ifcopenshell.entity_instance
RING = [(-0.1, -0.1), (4.1, -0.1), (4.1, 3.1), (-0.1, 3.1), (-0.1, -0.1)]


def imported(made: IfcOffice, folder: Path) -> Imported:
    return assemble(read_ifc(made.save(folder / "made.ifc")))


def hut() -> tuple[IfcOffice, Entity, list[Entity]]:
    """A room of 4 by 3 m within walls, with a door of .9 m to the west."""
    made = IfcOffice("Hut")
    storey = made.storey("Ground", 0.0)
    made.space(storey, "Room", rectangle(0, 0, 4, 3))
    walls = [made.wall(storey, a, b) for a, b in pairwise(RING)]
    made.door(storey, walls[3], 1.6, 0.9, name="Front")
    return made, storey, walls


@pytest.fixture(scope="module")
def building(tmp_path_factory: pytest.TempPathFactory) -> Building:
    return imported(office(), tmp_path_factory.mktemp("office")).building


def test_nothing_is_wrong_with_the_building_of_an_office(building: Building):
    assert check(building) == []


def test_every_room_is_there_under_its_name_with_its_floor(building: Building):
    rooms = {region.name: area(region.polygon) for region in building.regions if region.name.startswith("Office")}
    own = ROOM[0] * ROOM[1]
    doorway = 0.9 * WALL  # the floor of the doorway is the room's
    assert sorted(rooms) == [f"Office {level}{side}0{room}" for level in (0, 1) for side in (0, 1) for room in (0, 1)]
    assert all(size == pytest.approx(own + doorway, abs=0.01) for size in rooms.values())


def test_doors_have_the_width_of_the_file_and_lie_on_the_far_side_of_their_wall(building: Building):
    widths = Counter(round(door.width, 2) for door in building.doors if door.kind is DoorKind.DOOR)
    assert widths == {0.9: 8, 1.2: 2, 1.4: 1}
    (y0, y1) = (door.segment[0][1] for door in building.doors if door.between[0] in ("office-0000", "office-0100"))
    assert {y0, y1} == {0.0, CORRIDOR}


def test_what_is_called_a_corridor_is_one(building: Building):
    assert building.region("corridor").kind is RegionKind.CORRIDOR
    assert building.region("office-0000").kind is RegionKind.ROOM


def test_a_stair_that_turns_is_two_flights_and_a_landing(building: Building):
    stairs = [region for region in building.regions if region.kind is RegionKind.STAIR]
    landing = next(region for region in building.regions if region.name == "Landing")
    assert [(stair.storey, stair.rises_to) for stair in stairs] == [
        ("level-0", landing.storey),
        (landing.storey, "level-1"),
    ]
    assert all(stair.walking_length == pytest.approx(2.98, abs=0.05) for stair in stairs)  # 2.52 m on plan, 1.6 m up
    heights = [storey.elevation for storey in building.storeys]
    assert heights == pytest.approx([0.0, 1.6, 3.2], abs=0.02)


def test_the_exit_is_the_door_in_the_outline_and_leads_to_a_muster_point(building: Building):
    (way_out,) = building.exits
    assert way_out.name == "Exit from Corridor"
    assert building.region(next(p.region for p in building.muster_points)).kind is RegionKind.OUTSIDE
    assert way_out.muster_point == building.muster_points[0].id


def test_the_building_file_says_the_same(building: Building):
    assert parse_building(building_text(building), "made.json") == building


def test_the_same_file_gives_the_same_building(tmp_path: Path):
    path = office().save(tmp_path / "made.ifc")
    assert building_text(assemble(read_ifc(path)).building) == building_text(assemble(read_ifc(path)).building)


def test_a_column_stands_in_its_room(tmp_path: Path):
    made, storey, _ = hut()
    made.column(storey, rectangle(2, 1, 2.4, 1.4))
    building = imported(made, tmp_path).building
    (pillar,) = building.walls
    assert set(pillar.points) == {(2, 1), (2.4, 1), (2.4, 1.4), (2, 1.4)}
    assert check(building) == []


def test_furniture_in_a_door_is_left_out_and_told(tmp_path: Path):
    made, storey, _ = hut()
    made.furniture(storey, "Sofa", rectangle(0.1, 1.0, 1.0, 2.0))
    made.furniture(storey, "Desk", rectangle(3.0, 1.0, 3.8, 2.0))
    found = imported(made, tmp_path)
    assert [piece.kind for piece in found.building.furniture] == ["Desk"]
    assert any("Sofa" in note.text and note.at == (0.55, 1.5) for note in found.notes)


def test_a_hole_in_a_wall_without_a_door_is_an_opening(tmp_path: Path):
    made, storey, walls = hut()
    made.space(storey, "Annexe", rectangle(4.2, 0, 7, 3))
    made.opening(walls[1], 1.6, 1.2)
    building = imported(made, tmp_path).building
    (opening,) = (door for door in building.doors if door.kind is DoorKind.OPENING and "annexe" in door.between)
    assert opening.width == pytest.approx(1.2, abs=0.01)


def test_a_hatch_is_no_way_through(tmp_path: Path):
    made, storey, walls = hut()
    made.space(storey, "Annexe", rectangle(4.2, 0, 7, 3))
    made.opening(walls[1], 1.6, 1.2, height=0.6)
    found = imported(made, tmp_path)
    assert "annexe" not in {region.id for region in found.building.regions}
    assert any("no way out of Annexe" in note.text for note in found.notes)


def test_rooms_without_a_wall_between_are_open_to_each_other(tmp_path: Path):
    made, storey, _ = hut()
    made.space(storey, "Bay", rectangle(0.5, 1.0, 1.5, 2.0))  # drawn over the room: the smaller one has the floor
    made.space(storey, "Nook", rectangle(4.0, 0.5, 5.0, 2.0))  # touches the room, but the wall is between
    building = imported(made, tmp_path).building
    assert any(set(door.between) == {"room", "bay"} for door in building.doors)
    assert "nook" not in {region.id for region in building.regions}


def test_where_no_rooms_are_named_walls_make_them(tmp_path: Path):
    made = IfcOffice()
    storey = made.storey("Ground", 0.0)
    made.slab(storey, rectangle(-0.2, -0.2, 4.2, 3.2))
    walls = [made.wall(storey, a, b) for a, b in pairwise(RING)]
    made.door(storey, walls[3], 1.6, 0.9)
    found = imported(made, tmp_path)
    room = next(region for region in found.building.regions if region.kind is RegionKind.ROOM)
    assert area(room.polygon) == pytest.approx(4 * 3 + 0.9 * WALL, abs=0.2)
    assert any("names no rooms" in note.text for note in found.notes)


def test_a_door_of_an_upper_storey_that_leads_out_is_told(tmp_path: Path):
    made = office()
    upper = made.file.by_type("IfcBuildingStorey")[1]
    wall = made.wall(upper, (-0.1, 0.0), (-0.1, CORRIDOR))
    made.door(upper, wall, CORRIDOR / 2, 1.0, name="Balcony")
    found = imported(made, tmp_path)
    assert any("balcony" in note.text and "upper storey" in note.text for note in found.notes)
    assert len(found.building.exits) == 1


def test_lifts_are_told_and_not_used(tmp_path: Path):
    made, storey, _ = hut()
    made.lift(storey, (2.0, 2.0, 0.0))
    assert any("lift" in note.text and note.at == (2.0, 2.0) for note in imported(made, tmp_path).notes)


@pytest.mark.parametrize("content", [b"", b"no IFC at all", b"ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC9'));\nENDSEC;"])
def test_what_is_no_ifc_file_is_refused(content: bytes, tmp_path: Path):
    path = tmp_path / "broken.ifc"
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=r"broken\.ifc"):
        assemble(read_ifc(path))


def test_a_file_that_was_cut_short_is_refused(tmp_path: Path):
    path = office().save(tmp_path / "cut.ifc")
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(ImportFailed, match=r"cut\.ifc.*cut short"):
        assemble(read_ifc(path))
