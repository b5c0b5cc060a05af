"""Who passed which door, and who queued there."""

import numpy as np
import pytest

from analysis.made_tracks import STEP, as_long, standing, tracks, walking
from muster.analysis.doors import uses
from muster.analysis.tracks import Floats

DOOR = "room-corridor"  # at x = 6.5 to 7.5, y = 2


def after(way: Floats, seconds: float) -> Floats:
    """The way of somebody who first stands at its beginning."""
    return np.concatenate([standing(float(way[0, 0]), float(way[0, 1]), seconds), way])


def test_a_passage_is_counted_when_the_line_is_crossed():
    found = tracks(as_long([walking((7.0, 6.0), (7.0, 1.0)), walking((7.0, 5.0), (7.0, 3.0), (7.0, 5.0))]))
    use = uses(found)[0]
    assert (use.door, use.passed) == (DOOR, 1)
    assert use.first == pytest.approx(4.0, abs=2 * STEP)


def test_walking_past_a_door_along_its_wall_is_no_passage():
    assert uses(tracks([walking((4.5, 2.2), (9.5, 2.2))]))[0].passed == 0


def test_a_queue_is_who_stands_near_and_passes_later():
    """Two wait 10 s within 3 m of the door and then go; one stands there, too, and never goes; one stands far off."""
    goes = [after(walking((x, 3.5), (7.0, 2.5), (7.0, 1.0)), 10.0) for x in (6.6, 7.4)]
    stays, far = standing(7.0, 4.0, 16.0), after(walking((7.0, 7.5), (7.0, 1.0)), 10.0)
    use = uses(tracks(as_long([*goes, stays, far])))[0]
    assert (use.passed, use.queue) == (3, 2)
    assert use.waited == pytest.approx(20.0, abs=2.0)
    assert use.longest == pytest.approx(10.0, abs=1.0)


def test_the_peak_flow_is_of_the_busiest_ten_seconds():
    ways = [after(walking((7.0, 3.0), (7.0, 1.0)), wait) for wait in (0.0, 1.0, 2.0, 3.0, 30.0, 31.0)]
    assert uses(tracks(as_long(ways)))[0].peak_flow == pytest.approx(0.4)


def test_nobody_at_a_door_is_told_as_such():
    use = uses(tracks([standing(1.0, 1.0, 5.0)]))[0]
    assert (use.passed, use.queue, use.waited) == (0, 0, 0.0) and np.isnan(use.first)
