"""Doors open for those who pass them."""

import numpy as np
import pytest

from muster.render.doorways import REACH, Doorways
from muster.render.scene import Scene
from muster.scenario.building import Building
from muster.scenario.building_file import load_building
from muster.scenario.tower import tower
from muster.world.acts import Door
from support.buildings import box, building, leaf

CLOSED = np.uint8(Door.CLOSED)


def scene(made: Building) -> Scene:
    return Scene("", made, (), 0, 0.05)


def hut() -> Scene:
    """One door from (5, 1) to (5, 2)."""
    rooms = [box("a", 0.0, 0.0, 5.0, 4.0), box("b", 5.0, 0.0, 10.0, 4.0)]
    return scene(building(rooms, [leaf("a", "b", (5.0, 1.0), (5.0, 2.0))]))


def state(x: float, y: float, z: float = 0.0, *, speed: float = 1.0, before: Door = Door.CLOSED) -> Door:
    at = np.array([[x, y, z]], np.float32)
    return Door(int(Doorways(hut()).opened(np.array([before], np.uint8), at, np.array([speed], np.float32))[0]))


def test_a_door_is_open_for_who_passes():
    assert state(5.5, 1.5) is Door.OPEN
    assert state(5.0 + REACH + 0.4, 1.5) is Door.OPEN
    assert state(5.0 + REACH + 0.6, 1.5) is Door.CLOSED


def test_standing_still_or_passing_above_opens_nothing():
    assert state(5.0, 1.5, speed=0.0) is Door.CLOSED
    assert state(5.0, 1.5, 3.0) is Door.CLOSED


@pytest.mark.parametrize("before", [Door.LOCKED, Door.BARRICADED])
def test_barred_doors_stay_shut(before: Door):
    assert state(5.0, 1.5, before=before) is before


@pytest.mark.parametrize("made", [tower(4, 3, wings=2), load_building("school")])
def test_squares_find_the_doors_that_looking_at_all_of_them_finds(made: Building):
    rng = np.random.default_rng(0)
    middle = np.array([np.mean(door.segment, axis=0) for door in made.doors])
    reach = np.array([REACH + door.width / 2 for door in made.doors])
    elevation = {storey.id: storey.elevation for storey in made.storeys}
    floor = np.array([elevation[made.region(door.between[0]).storey] for door in made.doors])
    at = np.column_stack(
        (rng.uniform(middle.min(axis=0) - 3, middle.max(axis=0) + 3, (500, 2)), rng.uniform(-1, 10, 500))
    )
    near = (np.abs(at[:, None, :2] - middle) < reach[:, None]).all(axis=2) & (np.abs(at[:, None, 2] - floor) < 1.0)
    shut = np.full(len(made.doors), CLOSED)
    opened = Doorways(scene(made)).opened(shut, at.astype(np.float32), np.ones(500, np.float32))
    assert np.array_equal(opened == int(Door.OPEN), near.any(axis=0))
    assert (opened == int(Door.OPEN)).any()


def test_a_building_without_doors_has_none_to_open():
    alone = scene(building([box("a", 0.0, 0.0, 5.0, 4.0)], []))
    nothing = np.zeros(0, np.uint8)
    assert len(Doorways(alone).opened(nothing, np.zeros((1, 3), np.float32), np.ones(1, np.float32))) == 0
