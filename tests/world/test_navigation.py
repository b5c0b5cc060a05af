import dataclasses

import numpy as np
import pytest

from muster.scenario.building import Building, Door, DoorKind, DoorState, Furniture, Region, RegionKind, Storey
from muster.world.navigation import FloorPlan, Router, compile_plan
from muster.world.navigation.fields import Fields, field_distance

GROUND = (Storey("0", 0.0),)


def box(id, west, south, east, north, kind=RegionKind.ROOM, storey="0", **more):
    polygon = ((west, south), (east, south), (east, north), (west, north))
    return Region(id, id, kind, storey, polygon, **more)


def opening(id, a, b, first, second):
    return Door(id, (a, b), (first, second), DoorKind.OPENING)


def building(regions, doors, storeys=GROUND, **more):
    return Building("test", "", tuple(storeys), tuple(regions), tuple(doors), **more)


def two_rooms(**door):
    """Rooms of 6 x 4 m side by side, a door of 1 m between them."""
    regions = box("west", 0, 0, 6, 4), box("east", 6, 0, 12, 4)
    return building(regions, [Door("door", ((6, 1.5), (6, 2.5)), ("west", "east"), **door)])


def corner():
    """A corridor 2 m wide that turns left: 10 m east, then 10 m north."""
    polygon = (0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (0, 2)
    return building([Region("bend", "bend", RegionKind.CORRIDOR, "0", polygon)], [])


def ring():
    """Four rooms round a block: from a to c it is as far over b as over d."""
    regions = box("a", 0, 0, 5, 5), box("b", 5, 0, 10, 5), box("c", 5, 5, 10, 10), box("d", 0, 5, 5, 10)
    doors = [
        opening("ab", (5, 2), (5, 3), "a", "b"),
        opening("bc", (7, 5), (8, 5), "b", "c"),
        opening("ad", (1, 5), (2, 5), "a", "d"),
        opening("dc", (5, 7), (5, 8), "d", "c"),
    ]
    return building(regions, doors)


def flight():
    """A stair 4 m long in plan from hall 0 up east to hall 1, which lies beyond it."""
    regions = (
        box("low", 0, 0, 5, 4),
        box("stair", 5, 1, 9, 3, RegionKind.STAIR, rises_to="1", walking_length=5.0),
        box("high", 9, 0, 14, 4, storey="1"),
    )
    doors = (
        opening("foot", (5, 1.2), (5, 2.8), "low", "stair"),
        opening("head", (9, 1.2), (9, 2.8), "stair", "high"),
    )
    return building(regions, doors, (Storey("0", 0.0), Storey("1", 3.0)))


def walk(plan: FloorPlan, router: Router, start, goal, seconds=120.0):
    """Walk a point along its aims; return where it got to, its region, layer and everywhere it has been."""
    region, at = start
    position = np.array([at], dtype=np.float64)
    here, layer = np.array([region], np.int32), plan.region_layer[[region]].astype(np.int32)
    step, trail = router.next_door(region, position[0], goal), [position[0]]
    for _ in range(round(seconds / 0.05)):
        aim = router.aim(position, here, np.array([step.field]), np.array([step.door]))
        away = aim - position
        length = np.hypot(*away[0])
        if length < 0.05 and step.door == -1:
            break
        position = position + away * min(1.0, 0.065 / max(length, 1e-9))
        new, layer = plan.locate(position, layer, here)
        if new[0] != here[0]:
            step = router.next_door(int(new[0]), position[0], goal)
        here = new
        trail.append(position[0])
    return position[0], int(here[0]), int(layer[0]), np.array(trail)


def test_regions_lie_where_the_building_says():
    plan = compile_plan(two_rooms())
    assert plan.region_of((3.0, 2.0), 0) == 0
    assert plan.region_of((9.0, 2.0), 0) == 1
    assert plan.region_of((20.0, 2.0), 0) == -1
    assert plan.region_area == pytest.approx([24.0, 24.0])


def test_a_door_leaves_a_gap_in_a_wall_drawn_once():
    plan = compile_plan(two_rooms())
    upright = plan.walls.segment[: plan.door_wall[0]]
    between = sorted(tuple(sorted((a[1], a[3]))) for a in upright if a[0] == a[2] == 6.0)
    assert between == [(0.0, 1.5), (2.5, 4.0)]


def test_shared_walls_that_differ_by_centimetres_become_one_with_a_gap():
    regions = box("west", 0, 0, 6, 4), box("east", 6.03, 0, 12, 4)
    plan = compile_plan(building(regions, [opening("gap", (6, 1.5), (6, 2.5), "west", "east")]))
    upright = [a for a in plan.walls.segment if a[0] == a[2] and 5.9 < a[0] < 6.1]
    assert sorted(tuple(sorted((a[1], a[3]))) for a in upright) == [(0.0, 1.5), (2.5, 4.0)]


@pytest.mark.parametrize(("state", "solid"), [(DoorState.OPEN, False), (DoorState.CLOSED, True)])
def test_leaves_start_as_the_building_says(state, solid):
    plan = compile_plan(two_rooms(state=state))
    assert plan.walls.solid[plan.door_wall[0]] == solid


def test_one_sees_over_a_table_but_not_over_a_shelf():
    table = Furniture("0", ((1, 1), (2, 1), (2, 2), (1, 2)), height=0.75)
    shelf = dataclasses.replace(table, height=2.0)
    for piece, sides in ((table, 0), (shelf, 4)):
        bare, furnished = (two_rooms(), dataclasses.replace(two_rooms(), furniture=(piece,)))
        more = compile_plan(furnished).walls.opaque.sum() - compile_plan(bare).walls.opaque.sum()
        assert more == sides


def test_the_same_building_gives_the_same_arrays():
    first, second = compile_plan(ring()), compile_plan(ring())
    for a, b in zip(first.arrays, second.arrays, strict=True):
        assert a.tobytes() == b.tobytes()


def test_distances_in_an_empty_room_are_straight():
    plan = compile_plan(two_rooms())
    router = Router(plan)
    field = router.fields.to_door(0, 0)
    for x, y in plan.standing_cells(0):
        if np.hypot(6 - x, 2 - y) > 1.0:
            far = field_distance(float(x), float(y), field, plan.arrays, router.fields.atlas)
            nearest = np.hypot(6 - x, max(abs(y - 2) - 0.2, 0.0))
            if abs(y - 2) < 0.6 * (6 - x):
                assert far == pytest.approx(nearest, rel=0.03, abs=0.08)  # a third of a cell
            else:  # from the side the way keeps a shoulder's width off the near jamb
                assert nearest - 0.02 <= far <= nearest + 0.35


def test_the_way_round_a_corner_is_short_and_keeps_off_it():
    plan = compile_plan(corner())
    router = Router(plan)
    end, _, _, trail = walk(plan, router, (0, (0.5, 1.0)), (0, (9.0, 9.5)))
    assert end == pytest.approx((9.0, 9.5), abs=0.1)
    length = np.hypot(*np.diff(trail, axis=0).T).sum()
    shortest = np.hypot(7.5 - 0.0, 1.0) + np.hypot(1.0, 7.5)  # over the corner at (8, 2)
    assert shortest < length < 1.06 * shortest
    assert np.hypot(*(trail - (8.0, 2.0)).T).min() > 0.2


def test_the_next_door_leads_on_and_the_goal_ends_it():
    plan = compile_plan(two_rooms())
    router = Router(plan)
    assert router.next_door(0, np.array([1.0, 2.0]), (1, (9.0, 2.0))).door == 0
    last = router.next_door(1, np.array([7.0, 2.0]), (1, (9.0, 2.0)))
    assert (last.door, last.distance) == (-1, pytest.approx(2.0, abs=0.2))


def test_a_locked_room_is_a_status():
    router = Router(compile_plan(two_rooms()))
    step = router.next_door(0, np.array([1.0, 2.0]), 1, shut=frozenset({0}))
    assert not step.is_reachable
    assert (step.door, step.distance) == (-2, np.inf)
    assert router.path_regions(0, np.array([1.0, 2.0]), 1, shut=frozenset({0})) == ()
    assert router.reach(0, np.array([1.0, 2.0]), shut=frozenset({0}))[1] == np.inf


def test_a_point_walled_in_is_a_status():
    desks = [((2, 1), (4, 1), (4, 1.3), (2, 1.3)), ((2, 2.7), (4, 2.7), (4, 3), (2, 3))]
    desks += [((2, 1), (2.3, 1), (2.3, 3), (2, 3)), ((3.7, 1), (4, 1), (4, 3), (3.7, 3))]
    pen = dataclasses.replace(two_rooms(), furniture=tuple(Furniture("0", desk) for desk in desks))
    router = Router(compile_plan(pen))
    assert not router.next_door(0, np.array([1.0, 2.0]), (0, (3.0, 2.0))).is_reachable
    assert not router.next_door(1, np.array([9.0, 2.0]), (0, (3.0, 2.0))).is_reachable


def test_what_one_avoids_makes_the_longer_way_win():
    router = Router(compile_plan(ring()))
    start = np.array([4.0, 2.0])  # nearer to b
    assert router.path_regions(0, start, 2) == (0, 1, 2)
    assert router.path_regions(0, start, 2, avoid=frozenset({1})) == (0, 3, 2)
    assert router.path_regions(0, start, 2, shut=frozenset({1})) == (0, 3, 2)


def test_what_one_avoids_is_crossed_when_there_is_no_other_way():
    router = Router(compile_plan(ring()))
    path = router.path_regions(0, np.array([4.0, 2.0]), 2, shut=frozenset({3}), avoid=frozenset({1}))
    assert path == (0, 1, 2)


def test_a_stair_joins_layers_and_heights():
    plan = compile_plan(flight())
    router = Router(plan)
    for start, goal in (((0, (1.0, 2.0)), (2, (13.0, 2.0))), ((2, (13.0, 1.0)), (0, (1.0, 3.0)))):
        end, region, layer, _ = walk(plan, router, start, goal)
        assert end == pytest.approx(goal[1], abs=0.1)
        assert (region, layer) == (goal[0], plan.region_layer[goal[0]])
    z = plan.z_at(np.array([0, 1, 1, 1, 2]), np.array([[4, 2], [5, 2], [7, 2], [9, 2], [10, 2]], dtype=np.float64))
    assert z == pytest.approx([0.0, 0.0, 1.5, 3.0, 3.0])


def test_stairs_are_as_long_as_one_walks():
    plan = compile_plan(flight())
    step = Router(plan).next_door(0, np.array([4.0, 2.0]), (2, (10.0, 2.0)))
    assert step.distance == pytest.approx(1.0 + 5.0 + 1.0 + 2 * 0.5, abs=0.2)
    assert plan.region_slope[1] == pytest.approx(0.8)
    assert list(plan.region_head) == [-1, 1, -1]


def test_bodies_near_the_end_of_a_stair_meet_those_beyond():
    plan = compile_plan(flight())
    at = np.array([[4.0, 2.0], [1.0, 2.0], [5.5, 2.0], [8.5, 2.0], [10.0, 2.0]])
    ghosts = plan.ghosts(at, np.array([0, 0, 1, 1, 2], np.int32))
    assert list(ghosts) == [2, -1, 0, 1, 2]


def test_nobody_changes_region_through_a_wall():
    plan = compile_plan(two_rooms())
    at, zero = np.array([[6.1, 3.9], [6.1, 2.0], [5.9, 2.0]]), np.zeros(3, np.int32)
    region, _ = plan.locate(at, zero, zero)
    assert list(region) == [0, 1, 0]


def test_a_body_without_a_field_stays():
    router = Router(compile_plan(two_rooms()))
    at = np.array([[1.0, 1.0], [2.0, 2.0]])
    assert np.array_equal(router.aim(at, np.zeros(2, np.int32), np.array([-1, -1]), np.array([-1, -1])), at)


def test_a_straight_corridor_of_many_doors_needs_no_field():
    rooms = [box(f"room {i}", 3 * i, 2, 3 * i + 3, 6) for i in range(40)]
    doors = [Door(f"door {i}", ((3 * i + 1, 2), (3 * i + 2, 2)), (f"room {i}", "corridor")) for i in range(40)]
    router = Router(compile_plan(building([box("corridor", 0, 0, 120, 2), *rooms], doors)))
    for x in np.linspace(1, 119, 30):
        router.next_door(0, np.array([x, 1.0]), 40)
    assert (router.fields.of_door >= 0).sum() == 0


def test_fields_that_nobody_reads_any_more_give_way():
    plan = compile_plan(two_rooms()).arrays
    fields = Fields(plan, room=20 * int(plan.region_cells[0]))
    at, here, nowhere = np.array([[1.0, 1.0]]), np.zeros(1, np.int32), np.array([-1])
    first = fields.to_point(0, (5.0, 1.0))
    for k in range(200):
        field = fields.to_point(0, (3.0 + 0.01 * k, 2.0))
        both = fields.aim(np.repeat(at, 2, 0), np.repeat(here, 2), np.array([first, field]), np.repeat(nowhere, 2))
        assert both == pytest.approx(np.array([(5.0, 1.0), (3.0 + 0.01 * k, 2.0)]), abs=1e-3)
    assert fields.memory <= 20 * 6 * plan.region_cells[0]


def test_fields_in_use_stay_when_there_is_no_room():
    plan = compile_plan(two_rooms()).arrays
    fields = Fields(plan, room=0)
    goals = [(2.0 + 0.1 * k, 3.0) for k in range(30)]
    field = np.array([fields.to_point(0, goal) for goal in goals])
    at, none = np.full((30, 2), 1.0), np.full(30, -1)
    assert fields.aim(at, np.zeros(30, np.int32), field, none) == pytest.approx(np.array(goals), abs=1e-3)


def test_reach_counts_from_where_one_stands():
    router = Router(compile_plan(ring()))
    metres = router.reach(0, np.array([4.0, 2.5]))
    assert metres == pytest.approx([0.0, 1.0, 1.0 + np.hypot(2.5, 2.5) + 0.5, np.hypot(2.5, 2.5)], abs=0.01)
