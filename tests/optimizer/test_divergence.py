"""Measures of divergence against scipy and closed forms; the floor against what is known of the expert target."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy as scipy_entropy

from muster.optimizer.divergence import dispersion, divergence, entropy, expected_floor, floor, jsd, tvd
from optimizer.made_up import TARGET

counted = st.lists(st.integers(0, 50), min_size=7, max_size=7).filter(lambda counts: sum(counts) > 0)


@given(counted, counted)
def test_jsd_is_scipys(one: list[int], other: list[int]):
    p, q = (np.array(counts) / sum(counts) for counts in (one, other))
    assert jsd(p, q) == pytest.approx(float(jensenshannon(p, q)) ** 2, abs=1e-9)


@given(counted)
def test_entropy_is_scipys(counts: list[int]):
    p = np.array(counts) / sum(counts)
    assert entropy(p) == pytest.approx(float(scipy_entropy(p)), abs=1e-12)


@given(counted)
def test_distances_stay_within_their_bounds(counts: list[int]):
    found = divergence(np.array(counts), TARGET)
    assert 0 <= found.tvd <= 1
    assert -1e-12 <= found.jsd <= np.log(2) + 1e-12
    assert found.kl >= -1e-12
    assert np.isfinite(found.kl)


def test_kl_is_scipys_of_the_smoothed_counts():
    counts = np.array([40, 20, 5, 5, 0, 8, 2])
    wanted = np.append(TARGET, 0.0) * 80
    assert divergence(counts, TARGET).kl == pytest.approx(float(scipy_entropy(counts + 0.5, wanted + 0.5)))


def test_unknown_is_an_outcome_of_its_own():
    """Eight of eighty nobody could tell: a tenth of the distance, however well the others match."""
    counts = np.append(np.round(TARGET * 720), 80).astype(int)
    assert divergence(counts, TARGET).tvd == pytest.approx(0.1, abs=0.002)


def test_a_match_has_no_distance():
    found = divergence(np.array([28, 26, 12, 12, 12, 10, 0]), TARGET)
    assert (found.tvd, found.jsd, found.kl, found.entropy_gap) == pytest.approx((0, 0, 0, 0), abs=1e-12)


def test_a_crowd_too_much_alike_has_a_negative_entropy_gap():
    assert divergence(np.array([80, 0, 0, 0, 0, 0, 0]), TARGET).entropy_gap < 0


def test_the_floor_of_eighty_people_is_the_published_one():
    """TVD .097, 5 to 95 %: .048 to .155; and .863 / sqrt(n) in general."""
    found = floor(TARGET, 80, np.random.default_rng(0))
    assert found.mean == pytest.approx(0.097, abs=0.002)
    assert (found.low, found.high) == pytest.approx((0.048, 0.155), abs=0.003)
    for people in (80, 400, 1600):
        assert expected_floor(TARGET, people) == pytest.approx(0.863 / people**0.5, rel=0.01)


def test_independent_people_have_a_dispersion_of_one():
    """The ratio of 400 episodes of eighty has a standard error of about sqrt(2 / (400 * 5))."""
    rng = np.random.default_rng(1)
    counts = np.column_stack((rng.multinomial(80, TARGET, size=400), np.zeros(400, int)))
    assert dispersion(counts, TARGET) == pytest.approx(1.0, abs=5 * (2 / (400 * 5)) ** 0.5)


def test_quotas_have_no_dispersion_and_swinging_crowds_have_much():
    same = np.tile([22, 21, 10, 10, 9, 8, 0], (10, 1))
    swinging = np.array([[80, 0, 0, 0, 0, 0, 0], [0, 80, 0, 0, 0, 0, 0]] * 5)
    assert dispersion(same, TARGET) == 0
    assert dispersion(swinging, TARGET) > 10


def test_a_target_of_one_class_has_no_dispersion_to_compare_with():
    assert np.isnan(dispersion(np.array([[80, 0, 0], [79, 1, 0]]), np.array([1.0, 0.0])))


def test_the_distance_is_half_the_sum_of_differences():
    assert tvd(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.25, 0.5])) == 0.5
