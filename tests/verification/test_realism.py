"""What the measures of realism see, and what they are blind to: recordings that are equal, shifted and different."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from muster.recording.codes import Flag
from muster.recording.frames import Frame
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.building import Building
from muster.verification.errors import NotComparable
from muster.verification.realism import Likeness, likeness
from support.buildings import room
from support.walking import people, scenario_of

TICKS = 20  # a second
HALL = room(20.0, 10.0, ((3.5, 0.0), (4.5, 0.0)))
Leaves = Callable[[int], int]
"""How many are out by a second."""


def record(
    path: Path, *, number: int = 20, east: float = 0.0, leaves: Leaves = lambda second: second, hall: Building = HALL
) -> Recording:
    """A hall whose people stand in a block in the west, and go out one after the other."""
    cast = people(number, "room", gender="unspecified")
    spots = np.array([(1.0 + east + 0.9 * (k % 5), 1.0 + 0.9 * (k // 5)) for k in range(number)])
    with Recorder(path, Header(scenario_of(hall, cast), 0, cast)) as recorder:
        for second in range(20):
            flags = np.where(np.arange(number) < leaves(second), Flag.OUTSIDE.value, 0).astype(np.uint8)
            none = np.zeros(number)
            codes = np.zeros(number, np.uint8)
            recorder.frame(Frame(second * TICKS, spots, none, none, codes, codes, codes, codes, flags))
            recorder.commit()
    return Recording.open(path)


def compared(tmp_path: Path, a: dict[str, object], b: dict[str, object]) -> Likeness:
    return likeness(record(tmp_path / "a.muster", **a), record(tmp_path / "b.muster", **b))  # pyright: ignore


def distances(found: Likeness) -> list[float]:
    return [*(measure.distance for measure in found.measures.values()), found.where, found.when]


def test_equal_recordings_are_at_no_distance(tmp_path: Path):
    assert distances(compared(tmp_path, {}, {})) == [0.0] * 6


def test_a_crowd_elsewhere_differs_in_where_alone(tmp_path: Path):
    """By ten metres, which is five quadrats: CrowdES's measures are the same, nobody is where they were."""
    found = compared(tmp_path, {"east": 10.0}, {})
    assert found.where == pytest.approx(1.0)
    assert distances(found)[:4] == pytest.approx([0.0] * 4)
    assert found.when == 0.0


def test_a_crowd_that_leaves_in_another_order_of_time_differs_in_when_alone(tmp_path: Path):
    """As many seconds with as many people, the other way round: a distribution over time cannot tell."""
    found = compared(tmp_path, {"leaves": lambda second: 19 - second}, {})
    assert found.measures["population"].distance == pytest.approx(0.0)
    assert found.when == pytest.approx(10.0 / 10.5)  # mean of |20 - 2 s - 1| over a mean of 10.5 people


def test_half_as_many_people_are_half_as_dense(tmp_path: Path):
    """Nobody leaves: density 10 and 20 people over 100 quadrats, the population .5 of B's."""
    stay: dict[str, object] = {"leaves": lambda second: 0}
    found = compared(tmp_path, {"number": 10, **stay}, {"number": 20, **stay})
    density, population = found.measures["density"], found.measures["population"]
    assert (density.a, density.b, density.distance) == pytest.approx((0.1, 0.2, 0.1))
    assert (population.a, population.b, population.distance) == pytest.approx((0.5, 1.0, 0.5))


def test_other_buildings_are_not_compared(tmp_path: Path):
    other = replace(room(20.0, 10.0, ((5.5, 0.0), (6.5, 0.0))), name="other")
    other = replace(other, regions=(replace(other.regions[0], name="another room"), *other.regions[1:]))
    with pytest.raises(NotComparable, match="'other'"):
        compared(tmp_path, {}, {"hall": other})


def test_an_empty_recording_is_not_compared(tmp_path: Path):
    with pytest.raises(NotComparable, match=r"nobody is inside in .*b\.muster"):
        compared(tmp_path, {}, {"leaves": lambda second: 20})
