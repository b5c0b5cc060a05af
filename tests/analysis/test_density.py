"""Densities by cells, and levels of service."""

import numpy as np
import pytest

from analysis.made_tracks import STEP, standing, tracks, walking
from muster.analysis.density import STAIRWAY, WALKWAY, WINDOW, crowding, grids, level
from muster.analysis.job import figures
from muster.analysis.places import places
from support.buildings import rooms_on_corridor, stairs


def test_a_cell_counts_who_stands_in_it_by_its_area():
    """Six people in one square metre of the room for 20 s, and nobody else."""
    found = tracks([standing(6.2 + 0.1 * each, 5.5, 20.0) for each in range(6)])
    cells = grids(found.building)
    (crowd,) = crowding(found, cells)
    column, row = (int(at - low) for at, low in zip((6.5, 5.5), cells[0].origin, strict=True))
    assert crowd.peak[column, row] == pytest.approx(6.0)
    assert crowd.critical_s[column, row] == pytest.approx(20.0)
    assert crowd.person_seconds == pytest.approx(120.0)
    assert np.count_nonzero(crowd.peak) == 1


def test_levels_count_neighbours_but_not_through_a_wall():
    """Nine people in the room, beside the corridor's wall at y = 2: 9 in 6 m² of room, none in the corridor."""
    found = tracks([standing(8.5, 2.5, 20.0)] * 9)
    cells = grids(found.building)
    (crowd,) = crowding(found, cells)
    column, row = (int(at - low) for at, low in zip((8.5, 2.5), cells[0].origin, strict=True))
    assert crowd.around[column, row] == pytest.approx(9 / 6)
    assert crowd.around[column, row - 1] == 0.0


def test_who_walks_through_makes_no_crowd():
    found = tracks([walking((1.0, 1.0), (19.0, 1.0))])
    (crowd,) = crowding(found, grids(found.building))
    assert 0 < crowd.peak.max() <= 1.0 / WINDOW + STEP / WINDOW


def test_who_has_left_is_not_counted():
    found = tracks([standing(25.0, 1.0, 20.0)])
    assert not crowding(found, grids(found.building))[0].peak.any()


@pytest.mark.parametrize(("letter", "density"), list(zip("BCDEF", WALKWAY, strict=True)))
def test_levels_begin_where_fruin_has_them(letter: str, density: float):
    assert level(density) == letter
    assert level(density - 1e-9) == chr(ord(letter) - 1)


def test_stairs_have_levels_of_their_own():
    between = (WALKWAY[0] + STAIRWAY[0]) / 2
    assert (level(between), level(between, stair=True)) == ("B", "A")


def test_a_cell_on_a_stair_is_known_for_one():
    cells = grids(stairs())
    assert any(grid.stair.any() for grid in cells)


def test_places_are_named_by_region_the_worst_first():
    crowd = [standing(6.5, 5.5, 20.0)] * 5
    runs = [figures(tracks([*crowd, standing(15.5, 1.5, 20.0)])), figures(tracks([standing(15.5, 1.5, 20.0)] * 2))]
    building = rooms_on_corridor()
    first, second = places(building, grids(building), runs)
    assert (first.region, first.runs_over, first.over.mean) == ("room", 1, pytest.approx(10.0))
    assert (second.region, second.runs_over, second.peak.greatest) == ("corridor", 0, pytest.approx(2.0))
