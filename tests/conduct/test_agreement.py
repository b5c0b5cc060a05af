"""Kappa against worked examples and closed forms."""

import math

import numpy as np
import pytest

from muster.conduct.agreement import Agreement, agreement


def table(*rows: tuple[int, ...]) -> Agreement:
    return Agreement(tuple("abc"[: len(rows)]), np.array(rows))


def test_kappa_of_a_worked_example():
    """Two readers, 50 grants: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no. po = .70, pe = .50, kappa = .40."""
    found = table((20, 5), (10, 15))
    assert (found.observed, found.expected, found.kappa) == pytest.approx((0.7, 0.5, 0.4))
    assert found.standard_error == pytest.approx(math.sqrt(0.7 * 0.3 / 50) / 0.5)


def test_full_agreement_is_one_and_independence_nought():
    assert table((5, 0), (0, 7)).kappa == 1.0
    rows, columns = np.array([20, 30, 50]), np.array([0.5, 0.3, 0.2])
    assert Agreement(("a", "b", "c"), np.outer(rows, columns * 100).astype(np.int64)).kappa == pytest.approx(0.0)


def test_kappa_is_the_definition_counted_person_by_person():
    """Chance agreement by its meaning: pairs of any person's first outcome with any person's second."""
    rng = np.random.default_rng(3)
    first = [str(each) for each in rng.choice(["x", "y", "z"], 200)]
    second = [one if rng.random() < 0.6 else str(rng.choice(["x", "y", "z"])) for one in first]
    chance = np.mean([one == other for one in first for other in second])
    agreed = np.mean([one == other for one, other in zip(first, second, strict=True)])
    assert agreement(first, second, "xyz").kappa == pytest.approx((agreed - chance) / (1 - chance))


def test_those_set_aside_by_either_are_left_out():
    assert agreement(["a", "a", "-"], ["a", "-", "a"], "ab").people == 1


def test_no_kappa_where_chance_alone_agrees_fully():
    assert math.isnan(table((9, 0), (0, 0)).kappa)
    assert math.isnan(agreement([], [], "ab").kappa)


def test_the_standard_error_is_that_of_repeated_samples():
    """Over many samples of n people the spread of kappa is what the formula says, to its accuracy of a few per cent."""
    rng, shares, n, many = np.random.default_rng(0), np.array([0.35, 0.1, 0.15, 0.4]), 400, 4000
    samples = [table(tuple(each[:2]), tuple(each[2:])) for each in rng.multinomial(n, shares, size=many)]
    spread = np.std([each.kappa for each in samples])
    stated = np.mean([each.standard_error for each in samples])
    assert abs(stated / spread - 1) < 4 / math.sqrt(2 * many) + 0.03  # Cohen's formula takes chance as known
