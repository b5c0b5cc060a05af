"""The law in closed form, and the invariances that reruns and recordings rest on."""

from dataclasses import replace

import numpy as np
import pytest

from muster.world.locomotion import PROFILES
from muster.world.walls import set_door
from support.walkers import DT, crowd, room, stepped, unit, walked, walls

EAST = np.array([[1.0, 0.0]])
OPEN = walls(room(-50.0, -50.0, 50.0, 50.0))


def milling(seed: int = 3, people: int = 120):
    """People at 2.4 /m2 in a room, each with an own direction."""
    rng = np.random.default_rng(seed)
    grid = np.stack(np.meshgrid(np.arange(12.0), np.arange(10.0)), axis=-1).reshape(-1, 2)
    position = 0.65 * grid[:people] + 0.5 + rng.uniform(-0.12, 0.12, (people, 2))
    angle = rng.uniform(0.0, 2.0 * np.pi, people)
    return crowd(position), np.stack([np.cos(angle), np.sin(angle)], axis=1), walls(room(0.0, 0.0, 8.2, 6.8))


def test_alone_one_walks_straight_at_the_speed_one_wants():
    after = walked(crowd([(0.0, 0.0)], speed=1.2), (40.0, 0.0), OPEN, 20)
    np.testing.assert_allclose(after.position, [[1.2 * 20 * DT, 0.0]], atol=1e-12)


def test_speed_is_the_gap_ahead_over_the_time_gap():
    """0.3 m of air at 0.7 s: 0.3/0.7 m/s, straight on since the other stands exactly ahead."""
    two = replace(crowd([(0.0, 0.0), (0.66, 0.0)]), desired_speed=np.array([1.34, 0.0]))
    after = stepped(two, np.repeat(EAST, 2, axis=0), OPEN)
    gap = PROFILES["default"].time_gap
    np.testing.assert_allclose(after.position, [[0.3 / gap * DT, 0.0], [0.66, 0.0]], atol=1e-12)


def test_who_stands_stays_and_is_in_the_way():
    after = walked(replace(crowd([(0.0, 0.0), (2.0, 0.0)]), desired_speed=np.array([1.34, 0.0])), (9.0, 0.0), OPEN, 40)
    assert after.position[1].tolist() == [2.0, 0.0]
    assert np.linalg.norm(after.position[0] - after.position[1]) > 0.3


def test_no_direction_is_standing():
    after = stepped(crowd([(0.0, 0.0), (0.3, 0.0)]), np.zeros((2, 2)), OPEN)
    assert after.position.tolist() == [[0.0, 0.0], [0.3, 0.0]]


def test_the_absent_are_ignored():
    two = replace(crowd([(0.0, 0.0), (0.5, 0.0)]), present=np.array([True, False]))
    after = stepped(two, np.repeat(EAST, 2, axis=0), OPEN)
    np.testing.assert_allclose(after.position, [[1.34 * DT, 0.0], [0.5, 0.0]], atol=1e-12)


def test_a_neighbour_behind_a_wall_is_not_felt():
    two = crowd([(0.0, 0.5), (0.0, -0.5)])
    after = stepped(two, np.array([[0.0, -1.0], [0.0, 1.0]]), walls([[-5.0, 0.0, 5.0, 0.0]]))
    alone = stepped(crowd([(0.0, 0.5)]), np.array([[0.0, -1.0]]), walls([[-5.0, 0.0, 5.0, 0.0]]))
    np.testing.assert_array_equal(after.position[0], alone.position[0])


def test_a_ghost_is_felt_on_the_layer_it_haunts_and_nowhere_else():
    """Two on different layers pass through each other, unless the one ahead also shows on the other's layer."""
    stairs = walls(room(-50.0, -50.0, 50.0, 50.0), n_layers=3)
    two = replace(crowd([(0.0, 0.0), (0.7, 0.0)]), layer=np.array([0, 1], np.int32))
    haunting = replace(two, ghost_layer=np.array([-1, 0], np.int32))
    elsewhere = replace(two, ghost_layer=np.array([-1, 2], np.int32))
    moved = [stepped(each, np.repeat(EAST, 2, axis=0), stairs).position[0, 0] for each in (two, haunting, elsewhere)]
    free, slowed = 1.34 * DT, (0.7 - 0.36) / PROFILES["default"].time_gap * DT
    np.testing.assert_allclose(moved, [free, slowed, free], atol=1e-12)


def test_same_input_same_bytes():
    people, toward, around = milling()
    runs = []
    for _ in range(2):
        state = people
        for _ in range(60):
            state = stepped(state, toward, around)
        runs.append(state.position.tobytes() + state.heading.tobytes() + state.stuck.tobytes())
    assert runs[0] == runs[1]


def test_the_order_of_rows_makes_no_difference_but_rounding():
    people, toward, around = milling()
    order = np.random.default_rng(0).permutation(len(people.position))
    shuffled = replace(people, position=people.position[order], heading=people.heading[order], key=people.key[order])
    for _ in range(10):
        people, shuffled = stepped(people, toward, around), stepped(shuffled, toward[order], around)
    np.testing.assert_allclose(shuffled.position, people.position[order], atol=1e-9)


def test_turning_the_world_turns_the_motion():
    """A quarter turn is exact in floating point up to signs and sums."""
    people, toward, around = milling()
    turned = replace(people, position=people.position @ [[0.0, 1.0], [-1.0, 0.0]])
    after = stepped(people, toward, around)
    turned = stepped(turned, toward @ [[0.0, 1.0], [-1.0, 0.0]], walls(room(-6.8, 0.0, 0.0, 8.2)))
    np.testing.assert_allclose(turned.position, after.position @ [[0.0, 1.0], [-1.0, 0.0]], atol=1e-9)


def test_a_closed_door_stops_and_an_open_one_does_not():
    shut = walls([[0.0, -9.0, 0.0, -0.5], [0.0, -0.5, 0.0, 0.5], [0.0, 0.5, 0.0, 9.0]])
    for closed, beyond in ((True, False), (False, True)):
        set_door(shut, 1, closed)
        assert (walked(crowd([(-2.0, 0.1)]), (5.0, 0.0), shut, 100).position[0, 0] > 0.0) == beyond


def test_nobody_is_stuck_for_ever_behind_one_who_stands_in_a_door():
    """He leaves 0.32 m either side of him in a door of 1 m: too little for the law alone, enough to push past."""
    door = walls([[0.0, -9.0, 0.0, -0.5], [0.0, 0.5, 0.0, 9.0]])
    queue = crowd([(0.0, 0.0), (-1.0, 0.0), (-1.5, 0.4), (-1.5, -0.4)])
    queue = replace(queue, desired_speed=np.array([0.0, 1.34, 1.34, 1.34]))
    for _ in range(round(90.0 / DT)):
        aim = np.where(queue.position[:, :1] < 0.0, [[0.1, 0.0]] - queue.position, EAST)
        queue = stepped(queue, unit(aim), door)
    assert (queue.position[1:, 0] > 0.5).all()


def test_who_was_stuck_for_long_walks_straight_again_soon_after():
    freed = replace(crowd([(0.0, 0.0)]), stuck=np.array([60.0]))
    freed = walked(freed, (40.0, 0.0), OPEN, round(8.0 / DT))
    assert freed.stuck[0] == 0.0
    assert walked(freed, (40.0, 0.0), OPEN, 1).heading[0, 0] > 0.99


def test_nobody_is_stuck_for_longer_than_time_has_passed():
    people, toward, around = milling()
    for step in range(1, 80):
        people = stepped(people, toward, around)
        assert people.stuck.max() <= step * DT + 1e-9


def test_a_layer_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="layer"):
        stepped(replace(crowd([(0.0, 0.0)]), layer=np.array([1], np.int32)), EAST, OPEN)


def test_headings_stay_unit_vectors():
    people, toward, around = milling()
    after = stepped(people, toward, around)
    np.testing.assert_allclose(after.heading, unit(after.heading), atol=1e-12)
