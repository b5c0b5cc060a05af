"""Smoke moves as the zone model says: nothing is lost, a closed room fills, open doors and stairs pass it on."""

from dataclasses import replace

import numpy as np
import pytest

from muster.scenario.fire import Fire, Growth
from muster.world.arrays import Bools
from muster.world.smoke.burning import CO_YIELD, HEAT_OF_COMBUSTION, SOOT_YIELD, breathing, emission, heat_release
from muster.world.smoke.zones import CO, HEAT, MISSING, SOOT, Shafts, Zones, clean, exchange, step

SHUT = np.ones(1, np.bool_)
OPEN = np.zeros(1, np.bool_)


def two_rooms(*, rise: float = 0.0, second: float = 150.0) -> Shafts:
    """Return rooms of 90 m³ and ``second`` m³ with a door of 0.9 m between, the second ``rise`` metres higher."""
    return Shafts(
        volume=np.array([90.0, second]),
        surface=np.array([126.0, 180.0]),
        middle=np.array([0.0, rise]),
        joins=np.array([[0, 1]]),
        open_area=np.array([1.8]),
        shut_area=np.array([0.0]),
    )


def burnt(shafts: Shafts, closed: Bools, *, kw: float = 300.0, seconds: int = 60, region: int = 0) -> Zones:
    zones = clean(shafts)
    for _ in range(seconds):
        zones = step(zones, closed, 1.0, region=region, fire=emission(kw))
    return zones


@pytest.mark.parametrize(("growth", "seconds"), [("slow", 600), ("medium", 300), ("fast", 150), ("ultrafast", 75)])
def test_a_fire_reaches_a_megawatt_when_its_name_says(growth: str, seconds: float):
    fire = Fire("room", starts_at=20.0, growth=Growth(growth), peak_kw=9000.0)
    assert heat_release(fire, 20.0 + seconds) == pytest.approx(1055.0, rel=0.002)
    assert heat_release(fire, 19.0) == 0.0
    assert heat_release(replace(fire, peak_kw=500.0), 20.0 + seconds) == 500.0


def test_a_closed_room_holds_all_that_was_burnt_in_it():
    zones = burnt(two_rooms(), SHUT)
    fuel = 300.0 * 60 / HEAT_OF_COMBUSTION
    assert zones.held[0, SOOT] == pytest.approx(SOOT_YIELD * fuel)
    assert zones.held[0, CO] == pytest.approx(CO_YIELD * fuel)
    assert zones.held[0, MISSING] == pytest.approx(300.0 * 60 / 13_100.0)
    assert (zones.held[1] == 0.0).all()


def test_open_doors_move_smoke_and_lose_none():
    zones = burnt(two_rooms(), OPEN, seconds=300)
    assert zones.held[:, SOOT].sum() == pytest.approx(SOOT_YIELD * 300.0 * 300 / HEAT_OF_COMBUSTION, rel=1e-12)
    assert 0.0 < zones.soot_density[1] < zones.soot_density[0]


def test_two_rooms_left_alone_mix_as_fast_as_the_draught_says():
    """With equal warmth the difference of densities falls as exp(-q (1/V1 + 1/V2) t)."""
    shafts = two_rooms()
    zones = Zones(shafts, np.array([[0.0, 0.01, 0, 0, 0], [0.0, 0, 0, 0, 0]]))
    flow = float(exchange(zones, OPEN)[0])
    for _ in range(600):
        zones = step(zones, OPEN, 1.0)
    expected = 0.01 / 90.0 * np.exp(-flow * (1 / 90.0 + 1 / 150.0) * 600)
    rate = flow * (1 / 90.0 + 1 / 150.0)  # Euler's error over the whole time: rate² t / 2
    assert np.subtract(*zones.soot_density) == pytest.approx(expected, rel=rate**2 * 600)


def test_smoke_leaves_the_building_by_an_open_exit():
    shafts = two_rooms(second=np.inf)
    zones = burnt(shafts, OPEN, seconds=300)
    assert (zones.held[1] == 0.0).all()
    assert zones.held[0, SOOT] < 0.5 * SOOT_YIELD * 300.0 * 300 / HEAT_OF_COMBUSTION


def test_smoke_rises_far_faster_than_it_sinks():
    up = burnt(two_rooms(rise=3.0), OPEN)
    down = burnt(two_rooms(rise=-3.0), OPEN)
    assert up.held[1, SOOT] > 3 * down.held[1, SOOT] > 0.0


def test_a_small_room_by_a_wide_opening_never_gives_more_than_it_has():
    shafts = replace(two_rooms(second=1.5), open_area=np.array([20.0]))
    zones = burnt(shafts, OPEN, kw=3000.0, seconds=120)
    assert (zones.held[:, SOOT] >= 0.0).all()
    assert zones.held[:, SOOT].sum() == pytest.approx(SOOT_YIELD * 3000.0 * 120 / HEAT_OF_COMBUSTION, rel=1e-12)


def test_heat_goes_into_the_walls():
    zones = burnt(two_rooms(), SHUT)
    later = step(zones, SHUT, 1.0)
    assert 0.0 < later.held[0, HEAT] < zones.held[0, HEAT]


def test_flames_go_out_for_want_of_oxygen():
    assert breathing(20.9) == breathing(15.0) == 1.0
    assert breathing(12.5) == pytest.approx(0.5)
    assert breathing(10.0) == breathing(3.0) == 0.0
