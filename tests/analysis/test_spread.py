"""Percentiles and intervals over runs."""

import numpy as np
import pytest

from muster.analysis.spread import spread


def test_percentiles_are_interpolated_and_the_mean_has_students_interval():
    found = spread([10.0, 20.0, 30.0, None])
    assert found is not None
    assert (found.runs, found.mean, found.p50, found.p95) == (3, 20.0, 20.0, 29.0)
    half = 4.302653 * 10.0 / 3**0.5  # t of 97.5 % with two degrees of freedom, by any table
    assert found.mean_high == pytest.approx(20.0 + half) and found.mean_low == pytest.approx(20.0 - half)


def test_of_no_run_nothing_is_said_and_of_one_no_interval():
    assert spread([None, None]) is None
    found = spread([5.0])
    assert found is not None
    assert (found.mean, found.mean_low, found.p95_low, found.p95_high) == (5.0, None, None, None)


@pytest.mark.parametrize(("runs", "bounded"), [(58, False), (59, True)])
def test_the_95th_percentile_has_an_upper_bound_from_59_runs_on(runs: int, bounded: bool):
    """The greatest of n lies above it with 1 - 0.95^n, which passes 95 % at 59."""
    found = spread(list(np.arange(runs, dtype=float)))
    assert found is not None
    assert (found.p95_high is not None) == bounded


@pytest.mark.parametrize("runs", [60, 100, 300])
def test_intervals_hold_the_truth_as_often_as_they_say(runs: int):
    """At least 95 % of studies; five standard errors of a binomial share below it would be a fault."""
    studies, rng = 800, np.random.default_rng(1)
    truth = 1.6448536  # 95th percentile of a standard normal
    held_mean = held_percentile = 0
    for _ in range(studies):
        found = spread(rng.normal(size=runs).tolist())
        assert found is not None and found.mean_low is not None and found.mean_high is not None
        held_mean += found.mean_low <= 0.0 <= found.mean_high
        assert found.p95_low is not None and found.p95_high is not None
        held_percentile += found.p95_low <= truth <= found.p95_high
    least = 0.95 - 5 * (0.95 * 0.05 / studies) ** 0.5
    assert held_mean / studies > least
    assert held_percentile / studies > least
