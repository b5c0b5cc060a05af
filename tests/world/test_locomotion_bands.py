"""Crowds at doors and in corridors, within the bands that experiments and standards give.

Sources: specific flow 1.2-1.9 /m/s at 1 m spans the SFPE handbook's maximum (1.3) and laboratory experiments (1.9);
speed against density is Weidmann (1993); at most 1.33 persons/s through 1 m is IMO MSC.1/Circ.1533, annex 3, test 4.
"""

import numpy as np
import pytest

from muster.world.locomotion import PROFILES
from muster.world.locomotion.trials import pass_door, walk_round, weidmann

WIDTHS = (0.8, 1.0, 1.2, 1.6, 2.0)


def door_flow(profile: str, width: float, seeds: int = 2) -> float:
    """Persons per second through a door, mean of some crowds of 150."""
    trials = [pass_door(PROFILES[profile], width, 150, np.random.default_rng(seed)) for seed in range(seeds)]
    return float(np.mean([trial.flow for trial in trials]))


def test_door_flow_is_between_handbook_and_laboratory_and_linear_in_width():
    flow = [door_flow("default", width) for width in WIDTHS]
    assert 1.2 <= flow[1] <= 1.9
    assert np.corrcoef(WIDTHS, flow)[0, 1] ** 2 >= 0.9
    assert np.all(np.diff(flow) > 0.0)


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("width", [0.8, 1.0])
def test_everybody_gets_out_however_narrow_the_door(profile: str, width: float):
    assert pass_door(PROFILES[profile], width, 100, np.random.default_rng(7)).left_inside == 0


def test_imo_profile_passes_at_most_1_33_persons_a_second_through_a_metre():
    assert door_flow("imo", 1.0, seeds=4) <= 1.33


@pytest.mark.parametrize("density", [0.5, 1.0, 1.5, 2.0])
def test_default_profile_walks_within_a_fifth_of_weidmann(density: float):
    """Seeds differ by about 4 %; the mean of three by 2.5 %, half of what is left to the edge of the band."""
    speed = np.mean([walk_round(PROFILES["default"], density, np.random.default_rng(seed)) for seed in range(3)])
    assert speed == pytest.approx(weidmann(density), rel=0.2)


def test_the_denser_the_slower():
    speed = [walk_round(PROFILES["default"], density, np.random.default_rng(0)) for density in (0.5, 1, 2, 3, 4, 5)]
    assert np.all(np.diff(speed) < 0.0)
