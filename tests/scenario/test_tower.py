"""What a generated tower promises, whatever its size."""

from collections import Counter
from itertools import combinations

import pytest
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon

from muster.scenario.building import Building, Region, RegionKind
from muster.scenario.tower import tower

SIZES = [(1, 1, 1), (2, 3, 1), (3, 2, 3), (8, 12, 1)]


def levels(region: Region) -> set[str]:
    """Storeys whose floor a region takes up; a stair is a void in the two it joins."""
    return {region.storey, region.rises_to or region.storey}


def of_kind(building: Building, kind: RegionKind) -> list[Region]:
    return [region for region in building.regions if region.kind is kind]


def reached_from(building: Building, start: str) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for door in building.doors:
            if here in door.between:
                new = set(door.between) - seen
                seen |= new
                waiting.extend(new)
    return seen


@pytest.fixture(params=SIZES, ids=str)
def building(request: pytest.FixtureRequest) -> Building:
    storeys, rooms, wings = request.param
    return tower(storeys=storeys, rooms_per_side=rooms, wings=wings)


def test_every_region_can_be_reached(building: Building):
    assert reached_from(building, building.regions[0].id) == {region.id for region in building.regions}


def test_no_two_regions_of_a_storey_overlap(building: Building):
    polygons = [Polygon(region.polygon) for region in building.regions]
    for one, other in STRtree(polygons).query(polygons, predicate="intersects").T:
        if one < other and levels(building.regions[one]) & levels(building.regions[other]):
            assert polygons[one].intersection(polygons[other]).area == 0.0


def test_every_door_lies_on_the_boundary_of_both_its_regions(building: Building):
    for door in building.doors:
        for id in door.between:
            assert Polygon(building.region(id).polygon).exterior.covers(LineString(door.segment)), door.id


def test_a_stair_joins_the_storey_of_its_foot_to_the_one_above(building: Building):
    for stair in of_kind(building, RegionKind.STAIR):
        ends = [set(door.between) - {stair.id} for door in building.doors if stair.id in door.between]
        assert [building.region(id).storey for end in ends for id in end] == [stair.storey, stair.rises_to]


def test_every_id_is_unique(building: Building):
    parts = (*building.regions, *building.doors, *building.exits, *building.muster_points, *building.storeys)
    assert all(count == 1 for count in Counter((type(part), part.id) for part in parts).values())


def test_muster_points_lie_outside_well_away_from_the_building(building: Building):
    inside = [Polygon(region.polygon) for region in building.regions if region.kind is not RegionKind.OUTSIDE]
    for point in building.muster_points:
        assert Polygon(building.region(point.region).polygon).contains(Point(point.at).buffer(point.radius))
        assert min(polygon.distance(Point(point.at)) for polygon in inside) >= 20.0


def test_exits_lead_outside_and_open_outwards(building: Building):
    doors = {door.id: door for door in building.doors}
    for exit in building.exits:
        assert building.region(doors[exit.door].swing or "").kind is RegionKind.OUTSIDE


def test_it_has_the_storeys_and_rooms_asked_for():
    building = tower(storeys=5, rooms_per_side=4, wings=3)
    rooms = Counter(region.storey for region in of_kind(building, RegionKind.ROOM))
    assert rooms == {str(level): 24 for level in range(5)}
    assert [storey.elevation for storey in building.storeys] == [0.0, 3.0, 6.0, 9.0, 12.0]


def test_every_storey_but_the_top_has_two_flights_up_for_each_wing():
    flights = Counter(stair.storey for stair in of_kind(tower(storeys=4, wings=3), RegionKind.STAIR))
    assert flights == {"0": 6, "1": 6, "2": 6}


def test_successive_flights_lie_side_by_side():
    stairs = of_kind(tower(storeys=6), RegionKind.STAIR)
    for below, above in combinations(stairs, 2):
        if below.rises_to == above.storey:
            assert Polygon(below.polygon).intersection(Polygon(above.polygon)).area == 0.0


def test_room_for_ten_thousand_is_as_dense_as_the_default_with_four_hundred():
    small, large = (len(of_kind(b, RegionKind.ROOM)) for b in (tower(), tower(16, rooms_per_side=25, wings=6)))
    assert 10_000 / large == 400 / small


def test_three_hundred_rooms_fit_on_a_storey_of_about_thirteen_thousand_square_metres():
    storey = [r for r in tower(1, rooms_per_side=25, wings=6).regions if r.kind is not RegionKind.OUTSIDE]
    assert sum(region.kind is RegionKind.ROOM for region in storey) == 300
    assert 12_500 < sum(Polygon(region.polygon).area for region in storey) < 13_500


def test_same_parameters_give_an_equal_building():
    assert tower(3, rooms_per_side=4, wings=2) == tower(3, rooms_per_side=4, wings=2)


@pytest.mark.parametrize("name", ["storeys", "rooms_per_side", "wings"])
@pytest.mark.parametrize("value", [0, -3, 1000, 2.5, True, "many", None])
def test_a_bad_parameter_is_named_with_its_value(name: str, value: object):
    with pytest.raises(ValueError, match=rf"{name} = {value!r} .* from 1 to \d+"):
        tower(**{name: value})  # pyright: ignore[reportArgumentType]
