import numpy as np
import pytest

from muster.scenario.building import Building, Door, Region, RegionKind, Storey
from muster.world.navigation import Router, compile_plan
from muster.world.navigation.sound import CLOSED_DOOR, Sound

SOURCE = np.array([1.0, 2.0])
OPEN, CLOSED = np.zeros(4, np.bool_), np.ones(4, np.bool_)


def row_of_rooms(n=5):
    """Rooms of 6 x 4 m in a row, doors in the middle of the walls between them."""
    polygons = [((6 * i, 0), (6 * i + 6, 0), (6 * i + 6, 4), (6 * i, 4)) for i in range(n)]
    regions = [Region(str(i), str(i), RegionKind.ROOM, "0", polygon) for i, polygon in enumerate(polygons)]
    doors = [Door(str(i), ((6 * i, 1.5), (6 * i, 2.5)), (str(i - 1), str(i))) for i in range(1, n)]
    return Building("row", "", (Storey("0", 0.0),), tuple(regions), tuple(doors))


@pytest.fixture(scope="module")
def sound():
    return Sound(Router(compile_plan(row_of_rooms())))


def heard(sound, closed, x, db=100.0):
    field = sound.spread(0, SOURCE, closed)
    x = np.atleast_1d(np.asarray(x, dtype=np.float64))
    at = np.stack([x, np.full(len(x), 2.0)], axis=1)
    return sound.levels(field, db, (x // 6).astype(np.int32), at)


@pytest.mark.parametrize("closed", [OPEN, CLOSED])
def test_in_the_same_room_sound_halves_its_pressure_with_twice_the_distance(sound, closed):
    assert heard(sound, closed, [1.5, 2.0, 3.0, 5.0]).level == pytest.approx([100, 100, 93.98, 87.96], abs=0.01)


def test_through_open_doors_the_way_counts(sound):
    assert heard(sound, OPEN, 21.0).level[0] == pytest.approx(100 - 20 * np.log10(20.0), abs=0.01)


@pytest.mark.parametrize("doors", [1, 2, 3])
def test_each_closed_door_costs_the_same(sound, doors):
    closed = np.arange(4) < doors
    lost = heard(sound, OPEN, 21.0).level - heard(sound, closed, 21.0).level
    assert lost[0] == pytest.approx(CLOSED_DOOR * doors, abs=0.01)


def test_a_listener_knows_the_door_and_no_more(sound):
    assert list(heard(sound, OPEN, [3.0, 9.0, 15.0]).came_through) == [-1, 0, 1]


def test_a_long_open_way_beats_a_closed_door_until_it_is_too_long():
    """Two rooms joined by a closed door and by a corridor of given length."""
    for length, through in ((20.0, 2), (100.0, 0)):
        router = Router(compile_plan(loop(length)))
        field = Sound(router).spread(0, np.array([length / 2 - 2, 2.0]), np.array([True, False, False]))
        listener = np.array([[length / 2 + 2, 2.0]])
        assert Sound(router).levels(field, 100.0, np.array([1]), listener).came_through[0] == through


def loop(length):
    middle = length / 2
    rooms = ((0, 0), (middle, 0), (middle, 4), (0, 4)), ((middle, 0), (length, 0), (length, 4), (middle, 4))
    corridor = (0, 4), (length, 4), (length, 6), (0, 6)
    names = "west", "east", "corridor"
    regions = [Region(n, n, RegionKind.ROOM, "0", p) for n, p in zip(names, (*rooms, corridor), strict=True)]
    doors = (
        Door("closed", ((middle, 1.5), (middle, 2.5)), ("west", "east")),
        Door("a", ((0.5, 4), (1.5, 4)), ("west", "corridor")),
        Door("b", ((length - 1.5, 4), (length - 0.5, 4)), ("east", "corridor")),
    )
    return Building("loop", "", (Storey("0", 0.0),), tuple(regions), doors)


def test_what_is_too_faint_is_not_followed(sound):
    field = sound.spread(0, SOURCE, CLOSED, faintest=40.0)
    at = np.array([[9.0, 2.0], [15.0, 2.0]])
    level = sound.levels(field, 60.0, np.array([1, 2]), at).level
    assert level[0] == pytest.approx(60 - 20 * np.log10(8.0) - CLOSED_DOOR, abs=0.01)
    assert level[1] == -np.inf


def test_the_order_of_listeners_does_not_matter(sound):
    x = np.random.default_rng(0).uniform(0.5, 29.5, 50)
    order = np.random.default_rng(1).permutation(50)
    assert np.array_equal(heard(sound, CLOSED, x).level[order], heard(sound, CLOSED, x[order]).level)
