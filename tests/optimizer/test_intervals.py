"""Intervals hold the truth as often as they say, tests reject it as seldom: tried on crowds whose truth is known.

Each limit is what is claimed, less four standard errors of so many trials.
"""

import numpy as np
import pytest
from numpy.typing import NDArray

from muster.optimizer.divergence import divergence, tvd
from muster.optimizer.intervals import Interval, bootstrap, hotelling, paired, ratio
from optimizer.made_up import TARGET, UNSTEERED

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AGENTS = 80
ON_TARGET = np.append(TARGET, 0.0)
TRIALS = 120
HOLDS = 0.90
"""What is claimed of the bootstrap; nominally .95."""
SWINGS = 30.0
"""Concentration of a Dirichlet from which each episode's crowd draws its shares: whole crowds swing together."""


def crowd(off: float) -> Floats:
    """Shares, with UNKNOWN, so far from the target: 0 on it, 1 unsteered."""
    return (1 - off) * ON_TARGET + off * UNSTEERED


def episodes(shares: Floats, number: int, rng: np.random.Generator, *, swings: bool) -> Ints:
    """Counts of so many episodes, UNKNOWN last."""
    if not swings:
        return rng.multinomial(AGENTS, shares, size=number)
    return np.array([rng.multinomial(AGENTS, each) for each in rng.dirichlet(shares * SWINGS + 1e-9, size=number)])


def holds(interval: Interval, truth: float) -> bool:
    return interval.low <= truth + 1e-12 and truth <= interval.high + 1e-12


def least(claimed: float, trials: int) -> float:
    return claimed - 4 * (claimed * (1 - claimed) / trials) ** 0.5


@pytest.mark.parametrize("swings", [False, True], ids=["independent", "swinging"])
@pytest.mark.parametrize("off", [0.0, 0.05, 0.1, 1.0])
def test_the_bootstrap_holds_the_crowds_own_distance(off: float, swings: bool):
    rng, truth = np.random.default_rng(5), tvd(crowd(off), ON_TARGET)
    held = [
        holds(bootstrap(episodes(crowd(off), 20, rng, swings=swings), TARGET, rng, draws=100)[0], truth)
        for _ in range(TRIALS)
    ]
    assert np.mean(held) >= least(HOLDS, TRIALS)


def test_the_bootstrap_is_no_longer_than_it_must_be():
    """Far from the target TVD is nearly normal: the interval is as long as Student's of the episodes' own distances."""
    rng = np.random.default_rng(6)
    counts = episodes(crowd(1.0), 20, rng, swings=False)
    found = bootstrap(counts, TARGET, rng)[0]
    each = paired(np.array([tvd(row / row.sum(), ON_TARGET) for row in counts]))
    assert found.high - found.low < 1.25 * (each.high - each.low)


def test_a_crowd_on_the_target_may_be_on_it():
    """The lower bound is 0 in all but about one of forty: nobody is told to be off who is not."""
    rng = np.random.default_rng(7)
    lows = [bootstrap(episodes(ON_TARGET, 20, rng, swings=False), TARGET, rng, draws=200)[0].low for _ in range(TRIALS)]
    assert np.mean([low == 0.0 for low in lows]) >= least(0.975, TRIALS)


def test_a_crowd_off_the_target_is_told_to_be():
    rng = np.random.default_rng(8)
    for found in bootstrap(episodes(crowd(0.5), 20, rng, swings=False), TARGET, rng):
        assert 0 < found.low < found.value < found.high


@pytest.mark.parametrize("shown", [[5, 0, 3, 1, 0, 2, 1], [0] * 7, [0, 0, 0, 0, 0, 0, 9]])
def test_the_bootstraps_figures_are_those_of_the_pooled_counts(shown: list[int]):
    """They are computed for thousands of tables at a time, and apart from the ones that are told."""
    counts, told = np.array([shown, shown]), divergence(2 * np.array(shown), TARGET)
    found = bootstrap(counts, TARGET, np.random.default_rng(0), 10)
    assert [each.value for each in found] == pytest.approx([told.tvd, told.jsd, told.kl])


def test_one_episode_has_a_wide_interval_and_no_error():
    tvd_found = bootstrap(np.array([[20, 20, 10, 10, 10, 10, 0]]), TARGET, np.random.default_rng(0))[0]
    assert tvd_found.low <= tvd_found.value <= tvd_found.high


@pytest.mark.parametrize("seeds", [4, 12])
def test_the_mean_of_paired_differences_is_held_nineteen_times_in_twenty(seeds: int):
    trials, rng = 4_000, np.random.default_rng(9)
    held = [holds(paired(rng.normal(0.01, 0.02, seeds)), 0.01) for _ in range(trials)]
    assert abs(np.mean(held) - 0.95) <= 4 * (0.95 * 0.05 / trials) ** 0.5


def test_the_ratio_of_methods_is_held_nineteen_times_in_twenty():
    """Twelve seeds, TVD .047 and .033 as in the study the methods come from, worlds in common; 2 % for skewness."""
    trials, rng = 4_000, np.random.default_rng(10)
    held: list[bool] = []
    for _ in range(trials):
        world = rng.normal(0.0, 0.006, 12)
        ours, theirs = 0.033 + world + rng.normal(0, 0.006, 12), 0.047 + world + rng.normal(0, 0.008, 12)
        held.append(holds(ratio(ours, theirs), 0.033 / 0.047))
    assert abs(np.mean(held) - 0.95) <= 0.02 + 4 * (0.95 * 0.05 / trials) ** 0.5


def test_one_seed_has_no_interval():
    assert paired(np.array([0.1])) == Interval(0.1, -np.inf, np.inf)
    assert ratio(np.array([0.1]), np.array([0.2])) == Interval(0.5, 0.0, np.inf)


@pytest.mark.parametrize("swings", [False, True], ids=["independent", "swinging"])
def test_hotelling_rejects_the_truth_once_in_twenty(swings: bool):
    """Also when whole crowds swing together, where a G-test over people rejects it one time in three."""
    trials, rng = 1_500, np.random.default_rng(11)
    tables = (episodes(ON_TARGET, 20, rng, swings=swings) for _ in range(trials))
    rejected = np.mean([hotelling(table / AGENTS, TARGET) < 0.05 for table in tables])
    # Shares that swing are skewed, for which T² with 14 degrees of freedom pays a little.
    assert abs(rejected - 0.05) <= (0.02 if swings else 0.0) + 4 * (0.05 * 0.95 / trials) ** 0.5


def test_hotelling_rejects_what_is_off():
    table = episodes(crowd(0.3), 20, np.random.default_rng(12), swings=False)
    assert hotelling(table / AGENTS, TARGET) < 1e-4


def test_hotelling_counts_unknown():
    shares = 0.9 * ON_TARGET
    shares[-1] = 0.1
    table = episodes(shares, 20, np.random.default_rng(13), swings=False)
    assert hotelling(table / AGENTS, TARGET) < 1e-3


def test_hotelling_says_when_there_are_too_few_episodes():
    table = episodes(ON_TARGET, 6, np.random.default_rng(14), swings=False)
    assert np.isnan(hotelling(table / AGENTS, TARGET))
