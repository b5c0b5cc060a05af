"""Behavioural uncertainty: when one run more changes nothing."""

import numpy as np
import pytest

from muster.analysis.convergence import Limits, convergence, epc, erd, sc
from muster.analysis.tracks import Floats

CURVE: Floats = np.linspace(10.0, 100.0, 40)


def test_a_curve_is_like_itself():
    assert (erd(CURVE, CURVE), epc(CURVE, CURVE)) == (0.0, 1.0)
    assert sc(CURVE, CURVE, 2) == pytest.approx(1.0)


def test_a_curve_a_tenth_slower_differs_in_size_but_not_in_shape():
    assert erd(1.1 * CURVE, CURVE) == pytest.approx(0.1)
    assert epc(1.1 * CURVE, CURVE) == pytest.approx(1.1)
    assert sc(1.1 * CURVE, CURVE, 2) == pytest.approx(1.0)


def test_slopes_at_right_angles_have_no_likeness():
    x, y = np.array([0.0, 1.0, 1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0, 0.0])
    assert sc(x, y, 1) == pytest.approx(0.0)


def test_equal_runs_suffice_as_soon_as_may_be():
    """The first run that can change nothing is the second, so that ten in a row end with the eleventh."""
    assert convergence([CURVE] * 20).sufficed == Limits.runs + 1


def test_one_run_off_begins_the_count_again():
    runs = [CURVE] * 6 + [2.0 * CURVE] + [CURVE] * 60
    found = convergence(runs)
    late = next(change for change in found.changes if change.runs == 7)
    assert not late.is_within(Limits())
    assert found.sufficed is None or found.sufficed >= 7 + Limits.runs


def test_scattered_runs_take_longer_and_suffice_in_the_end():
    """The mean moves by some sd / n with run n: below 1 % for sd = 20 % only from twenty runs or so."""
    rng = np.random.default_rng(3)
    runs = [CURVE * scale for scale in rng.normal(1.0, 0.2, size=400)]
    assert convergence(runs[:15]).sufficed is None
    sufficed = convergence(runs).sufficed
    assert sufficed is not None and sufficed > 20


def test_curves_go_as_far_as_people_got_out_in_every_run():
    cut = CURVE.copy()
    cut[30:] = np.nan
    assert convergence([CURVE, cut]).people == 30
    assert convergence([CURVE, np.full(40, np.nan)]).people == 0
