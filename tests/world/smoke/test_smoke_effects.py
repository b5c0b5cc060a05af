"""What smoke does to people follows the published formulas, at values worked out by hand."""

import numpy as np
import pytest

from muster.world.arrays import Floats
from muster.world.smoke.effects import LIT, dose_rate, extinction, speed_factor, visibility


def of(*values: float) -> Floats:
    return np.array(values)


def test_a_tenth_of_a_gram_of_soot_leaves_a_few_metres_to_see():
    k = extinction(of(1e-4))
    assert k == pytest.approx(0.87)
    assert visibility(k) == pytest.approx(3.448, abs=1e-3)
    assert visibility(k, LIT) == pytest.approx(9.195, abs=1e-3)
    assert np.isinf(visibility(of(0.0)))


def test_people_slow_down_as_frantzich_and_nilsson_measured_and_never_stop():
    assert speed_factor(of(0.0, 1.0, 5.0, 100.0)) == pytest.approx([1.0, 0.91926, 0.59632, 0.1], abs=1e-5)


def test_carbon_monoxide_alone_incapacitates_as_purser_says():
    """1000 ppm of CO: 2.764e-5 · 1000^1.036 = 0.035444 a minute; times 1.0411, for the formula is not 1 without CO2."""
    assert dose_rate(of(1000.0), of(0.0), of(20.9)) == pytest.approx(0.035444 * 1.041129, rel=1e-4)


def test_carbon_dioxide_makes_people_breathe_faster():
    """5 %: exp(0.1903 · 5 + 2.0004) / 7.1 = 2.6961."""
    slow, fast = dose_rate(of(1000.0, 1000.0), of(0.0, 5.0), of(20.9, 20.9))
    assert fast / slow == pytest.approx(2.6961 / 1.041129, rel=1e-3)


def test_ten_per_cent_of_oxygen_is_borne_for_nine_minutes():
    assert 1.0 / dose_rate(of(0.0), of(0.0), of(10.0)) == pytest.approx(9.431, abs=1e-3)


def test_clean_air_gives_no_dose():
    assert dose_rate(of(0.0), of(0.04), of(20.95)) == 0.0
