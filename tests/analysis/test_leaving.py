"""Who set off when, who got out, and why others did not."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.made_tracks import STEP, WAY_OUT, as_long, seconds, standing, tracks, walking
from muster.analysis.leaving import Reason, leaving
from muster.analysis.tracks import Floats
from muster.recording.rows import EventRow

STAYS = standing(1.0, 1.0, 90.0)


def test_setting_off_is_when_somebody_last_stood_where_they_noticed():
    """Ten seconds of standing, then away at 1 m/s, and not before the half metre that is milling."""
    way = np.concatenate([standing(2.0, 1.0, 10.0), walking((2.0, 1.0), (19.0, 1.0))])
    left = leaving(tracks([way], [EventRow(seconds(4.0), "alarm")]))
    assert left.set_off_at[0] == pytest.approx(10.5, abs=2 * STEP)
    assert left.cue_at == 0.0  # they were aware before the alarm


def test_pre_movement_counts_from_the_first_cue():
    way = np.concatenate([standing(2.0, 1.0, 10.0), walking((2.0, 1.0), (19.0, 1.0))])
    found = tracks([way], [EventRow(seconds(4.0), "alarm")])
    aware = found.times[:, None] >= 6.0
    left = leaving(replace(found, aware=aware))
    assert left.cue_at == pytest.approx(4.0)
    assert left.pre_movement[0] == pytest.approx(6.5, abs=2 * STEP)


def test_who_is_out_has_a_time_and_an_exit_and_no_reason():
    left = leaving(tracks([STAYS], [EventRow(seconds(30.0), "out", 0, text=WAY_OUT)]))
    assert left.out_at[0] == pytest.approx(30.0)
    assert left.exit_used[0] == 0
    assert left.reasons == (None,)


def reason_of(way: Floats, *events: EventRow, **flags: bool) -> Reason | None:
    found = tracks([way], events)
    changed = {name: np.full(found.aware.shape, value) for name, value in flags.items()}
    return leaving(replace(found, **changed)).reasons[0]  # pyright: ignore[reportArgumentType]


GONE = as_long([walking((2.0, 1.0), (15.0, 1.0)), STAYS])[0]
REFUSED = EventRow(seconds(80.0), "door_refused", 0)


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        (Reason.INCAPACITATED, reason_of(STAYS, down=True, hidden=True)),
        (Reason.NEVER_AWARE, reason_of(GONE, aware=False)),
        (Reason.HIDING, reason_of(GONE, hidden=True)),
        (Reason.STAYED, reason_of(STAYS)),
        (Reason.HELD_UP, reason_of(GONE, REFUSED)),
        (Reason.ON_THE_WAY, reason_of(GONE, EventRow(seconds(5.0), "door_refused", 0))),
        (Reason.ON_THE_WAY, reason_of(GONE)),
    ],
)
def test_everybody_inside_has_the_first_reason_that_holds(reason: Reason, found: Reason | None):
    assert found is reason
