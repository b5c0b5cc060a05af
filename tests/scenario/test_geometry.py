"""Our plane geometry agrees with shapely."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import Point as ShapelyPoint
from shapely import Polygon

from muster.scenario.geometry import area, contains, distance, is_simple, shared_length, to_boundary
from muster.scenario.overlap import overlap_area

COORDINATE = st.integers(-8, 8).map(float)
POINT = st.tuples(COORDINATE, COORDINATE)
POLYGON = st.lists(POINT, min_size=3, max_size=7).map(tuple)


@given(POLYGON)
def test_simple_means_what_shapely_means(polygon):
    assert is_simple(polygon) == (Polygon(polygon).is_valid and len(set(polygon)) == len(polygon))


@given(POLYGON, POLYGON)
def test_shared_area_is_that_of_the_intersection(a, b):
    assume(Polygon(a).is_valid and Polygon(b).is_valid)
    assert overlap_area(a, b) == pytest.approx(Polygon(a).intersection(Polygon(b)).area, abs=1e-9)


@given(POLYGON, POINT)
def test_inside_and_distance_agree(polygon, point):
    assume(Polygon(polygon).is_valid)
    shape, at = Polygon(polygon), ShapelyPoint(point)
    assert area(polygon) == pytest.approx(shape.area)
    assert to_boundary(point, polygon) == pytest.approx(shape.exterior.distance(at))
    assume(to_boundary(point, polygon) > 1e-9)
    assert contains(polygon, point) == shape.contains(at)


def test_shared_length_counts_only_what_runs_along():
    base = ((0.0, 0.0), (10.0, 0.0))
    assert shared_length(((8.0, 0.01), (12.0, 0.01)), base, 0.05) == pytest.approx(2.0)
    assert shared_length(((5.0, -1.0), (5.0, 1.0)), base, 0.05) == 0.0
    assert shared_length(((5.0, 1.0), (7.0, 1.0)), base, 0.05) == 0.0


def test_distance_to_a_segment_that_is_a_point():
    assert distance((3.0, 4.0), ((0.0, 0.0), (0.0, 0.0))) == 5.0
