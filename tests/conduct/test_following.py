"""Tracks, turns and ways as they must come out in closed cases."""

import numpy as np
import pytest

from conduct.people import HALL, observed, walk
from muster.conduct.following import Company, Weights, companies
from muster.conduct.life import counting
from muster.conduct.observed import Observed
from muster.conduct.ways import Ways

AHEAD = walk((0, 5.0, 2.0), (2, 5.0, 2.0), (35, 55.0, 2.0))


def company(seen: Observed) -> list[Company]:
    return companies(seen, counting(seen, slice(None)))


def behind(path: np.ndarray, seconds: float) -> np.ndarray:
    late = round(seconds / 0.2)
    return np.concatenate([np.repeat(path[:1], late, axis=0), path[:-late]])


def test_who_comes_behind_walks_in_the_tracks_of_who_is_ahead():
    leader, follower = company(observed(AHEAD, behind(AHEAD, 2.0)))
    assert leader.tracks == 0.0
    assert leader.tracked > 0.7
    assert follower.tracks > 0.9
    assert follower.shadow == follower.tracks
    assert follower.tracked == 0.0


@pytest.mark.parametrize("shift", [np.array([0.0, 1.8]), np.array([20.0, 0.0])])
def test_neither_side_by_side_nor_far_apart_is_in_the_tracks(shift: np.ndarray):
    for each in company(observed(AHEAD, behind(AHEAD, 2.0) + shift)):
        assert each.tracks == 0.0


def test_crossing_a_track_the_other_way_is_not_walking_in_it():
    for each in company(observed(AHEAD, AHEAD[::-1])):
        assert each.tracks < 0.1


def test_who_turns_first_is_told_from_who_turns_after():
    corner = walk((0, 10.0, 13.0), (3, 10.0, 13.0), (9, 10.0, 2.0), (30, 50.0, 2.0))
    first, second = company(observed(corner, behind(corner, 2.0)))
    assert first.turned < 0 < second.turned


def test_purpose_is_one_on_the_straight_way_and_less_on_detours():
    straight = walk((0, 30.0, 2.0), (2, 30.0, 2.0), (20, 0.5, 2.0), (40, 0.5, 2.0))
    detour = walk((0, 30.0, 2.0), (2, 30.0, 2.0), (10, 45.0, 2.0), (30, 0.5, 2.0), (40, 0.5, 2.0))
    (going,), (straying,) = company(observed(straight)), company(observed(detour))
    assert going.purpose == pytest.approx(1.0, abs=0.02)
    assert straying.purpose == pytest.approx(29.5 / 59.5, abs=0.02)  # 15 m east, then 44.5 m west


def test_nobody_follows_alone():
    (alone,) = company(observed(AHEAD))
    assert (alone.tracks, alone.shadow, alone.turned, alone.astray) == (0.0, 0.0, 0.0, 0.0)
    assert Weights().score(alone) == Weights().constant < 0


def test_people_on_other_storeys_are_no_company():
    seen = observed(AHEAD, behind(AHEAD, 2.0))
    seen.storey[:, 1] = 1
    assert all(each.tracks == 0.0 for each in company(seen))


def test_mirrored_and_shifted_crowds_have_the_same_company():
    rng = np.random.default_rng(5)
    paths = [behind(AHEAD, late) + rng.normal(0, 0.3, 2) for late in (0.2, 1.0, 2.0, 3.0)]
    plain = company(observed(*paths))
    mirrored = company(observed(*(path * [1, -1] + [0, 4] for path in paths)))
    for one, other in zip(plain, mirrored, strict=True):
        assert (one.tracks, one.shadow, one.alignment) == pytest.approx((other.tracks, other.shadow, other.alignment))


def test_ways_lead_through_doors():
    """From room A, 3 m in front of its door at x = 10: 3 m to the door, then as the crow flies to each exit."""
    lengths = Ways(HALL).to_exits(np.array([1]), np.array([[10.0, 7.0]]))
    assert lengths[0] == pytest.approx([3.0 + np.hypot(10, 2), 3.0 + np.hypot(50, 2)])


def test_there_is_no_way_from_nowhere():
    assert np.isinf(Ways(HALL).to_exits(np.array([-1]), np.array([[10.0, 7.0]]))).all()


def test_a_thousand_people_are_quick():
    """A guard against loops over pairs of people: measured at 0.2 s, a hundred times less than such loops took."""
    from time import perf_counter

    rng = np.random.default_rng(0)
    paths = [behind(AHEAD, rng.uniform(0.2, 20)) + rng.uniform([-3, -1.5], [3, 1.5]) for _ in range(1000)]
    seen = observed(*paths)
    seen.storey[:] = np.arange(1000) % 25  # 40 on each, as in a tower
    began = perf_counter()
    company(seen)
    assert perf_counter() - began < 10.0
