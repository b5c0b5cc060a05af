"""Buckets may list too many segments, never too few."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.world.walls import CLOSE, FAR, bucket_of, build_walls, crosses, set_door, squared_distance
from support.walkers import walls

metre = st.floats(-20.0, 20.0, allow_nan=False)
segment = st.tuples(metre, metre, metre, metre)


@settings(max_examples=50, deadline=None)
@given(st.lists(segment, min_size=1, max_size=12), metre, metre)
def test_every_segment_in_reach_of_a_point_is_listed_in_its_bucket(segments: list, x: float, y: float):
    built = walls(segments)
    bucket = bucket_of(built.grid, 0, x, y)
    lists = ((CLOSE, built.close_start, built.close_item), (FAR, built.far_start, built.far_item))
    for reach, start, item in lists:
        near = {k for k, s in enumerate(segments) if squared_distance(x, y, *s)[0] <= reach**2}
        assert near <= set(item[start[bucket] : start[bucket + 1]].tolist())


def test_a_segment_is_only_listed_on_its_own_layer():
    built = build_walls(np.array([[0.0, 0, 1, 0], [0.0, 0, 1, 0]]), np.array([0, 1]), np.ones(2, np.bool_), 2)
    bucket = bucket_of(built.grid, 1, 0.5, 0.0)
    assert built.item[built.start[bucket] : built.start[bucket + 1]].tolist() == [1]


def test_a_door_toggles_for_bodies_and_eyes():
    built = walls([[0.0, 0.0, 1.0, 0.0]])
    set_door(built, 0, closed=False)
    assert not built.solid[0] and not built.opaque[0]
    set_door(built, 0, closed=True)
    assert built.solid[0] and built.opaque[0]


def test_no_walls_at_all_are_walls_too():
    assert len(walls([]).segment) == 0


def test_a_line_that_ends_on_a_wall_does_not_cross_it():
    assert not crosses(0.0, -1.0, 0.0, 0.0, -1.0, 0.0, 1.0, 0.0)
    assert crosses(0.0, -1.0, 0.0, 0.01, -1.0, 0.0, 1.0, 0.0)


def test_a_line_through_the_end_of_a_wall_crosses_it():
    assert crosses(1.0, -1.0, 1.0, 1.0, -1.0, 0.0, 1.0, 0.0)
    assert not crosses(1.01, -1.0, 1.01, 1.0, -1.0, 0.0, 1.0, 0.0)
