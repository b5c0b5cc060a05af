"""A recording as a source of frames: whole, smooth, and the same from whichever side one comes."""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
import pytest

from muster.recording.codes import Health
from muster.recording.errors import RecordingError
from muster.recording.reader import Recording
from muster.render.chronicle import Weight
from muster.render.frame import Frame, Status, statuses
from muster.render.none import Nothing
from muster.render.panels import panels
from muster.render.playback import Playback
from muster.render.showing import Showing
from muster.render.story import story
from muster.render.view import View
from muster.world.acts import Door
from recording.samples import record


def arrays(value: object) -> Iterator[object]:
    """Everything in a frame, arrays as bytes."""
    if isinstance(value, np.ndarray):
        yield value.dtype, value.shape, value.tobytes()
    elif is_dataclass(value):
        for field in fields(value):
            yield from arrays(getattr(value, field.name))
    else:
        yield value


def same(one: Frame, other: Frame) -> bool:
    return [*arrays(one)] == [*arrays(other)]


def test_a_moment_is_the_same_played_up_to_and_sought(recorded: Path, playback: Playback):
    for time in np.arange(0, 17.37, 0.21):
        playback.frame(float(time))
    played = playback.frame(17.37)
    fresh = Playback(Recording.open(recorded))
    assert same(played, fresh.frame(17.37))
    fresh.close()


def test_recorded_moments_are_shown_as_they_were_recorded(recorded: Path, playback: Playback):
    with Recording.open(recorded) as recording:
        moment = recording.frame_at(12.0)
    frame = playback.frame(12.0)
    assert np.array_equal(frame.position[:, :2], moment.position)
    assert np.array_equal(frame.health, moment.health)


def test_between_two_recorded_moments_people_move_evenly(playback: Playback):
    """Also from the last frame of one second to the first of the next."""
    for start in (12.0, 12.9):
        before, middle, after = (playback.frame(start + part).position for part in (0.0, 0.05, 0.1))
        assert np.allclose(middle, (before + after) / 2, atol=1e-4)


def test_speed_is_what_positions_say(playback: Playback):
    before, after = playback.frame(15.0), playback.frame(15.1)
    walked = np.linalg.norm(after.position - before.position, axis=1) / 0.1
    assert np.allclose(before.speed, walked, atol=1e-3)
    assert before.speed.max() > 0.5


def test_times_beyond_the_ends_show_the_ends(playback: Playback):
    assert same(playback.frame(-5.0), playback.frame(0.0))
    assert same(playback.frame(1e9), playback.frame(playback.end))


def test_what_is_told_is_in_order_and_says_who(playback: Playback):
    times = [told.time for told in playback.told()]
    assert times == sorted(times)
    assert {Weight.THREAT, Weight.SPEECH} <= {told.weight for told in playback.told()}
    locked = next(told for told in playback.told() if "locks a door" in told.text)
    assert locked.text.startswith(playback.scene.people[locked.agent].name)


def test_doors_are_locked_from_when_somebody_locked_them(playback: Playback):
    locked = next(told for told in playback.told() if "locks a door" in told.text)
    before, after = playback.frame(locked.time - 0.1).doors, playback.frame(locked.time + 0.1).doors
    assert np.count_nonzero((before != after) & (after == int(Door.LOCKED))) >= 1


def test_doors_stand_open_while_somebody_passes(playback: Playback):
    """A closed door that somebody walks through is drawn open."""
    open_doors = [np.count_nonzero(playback.frame(time).doors == int(Door.OPEN)) for time in range(0, 30)]
    assert max(open_doors) > min(open_doors)


def test_speech_is_there_while_it_is_said_and_gone_later(playback: Playback):
    said = next(told for told in playback.told() if told.weight is Weight.SPEECH)
    assert said.agent in {speech.agent for speech in playback.frame(said.time + 0.5).speech}
    assert said.time not in {speech.since for speech in playback.frame(said.time + 20.0).speech}


def test_statuses_are_what_flags_and_health_say(playback: Playback):
    frame = playback.frame(playback.end)
    status = statuses(frame)
    assert np.array_equal(status == int(Status.INCAPACITATED), frame.health == int(Health.INCAPACITATED))
    assert np.count_nonzero(status == int(Status.HIDING)) > 0


def test_panels_count_everybody_once(playback: Playback):
    frame = playback.frame(20.0)
    shown = panels(View(time=20.0), frame, playback, None)
    assert sum(count for _, _, count in shown.statuses) == len(playback.scene.people)
    assert shown.clock.startswith("0:20.0 / 0:30.0")


def test_a_story_says_what_was_noticed_and_chosen(playback: Playback):
    told = story(playback.past(0, 25.0))
    assert told.name == playback.scene.people[0].name
    assert sum(choice.is_chosen for choice in told.choices) == 1
    assert sum(choice.probability for choice in told.choices) == pytest.approx(1.0, abs=1e-3)
    assert (told.source, bool(told.noticed)) == ("builtin", True)


def test_a_story_before_the_first_decision_is_the_person_alone(playback: Playback):
    assert story(playback.past(0, 0.0)).choices == ()


def test_a_killed_run_plays_up_to_its_last_good_second(tmp_path: Path):
    path = record(tmp_path / "killed.muster", seconds=5.0, finish=False)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE motion SET data = x'00' WHERE second >= 3")
    source = Playback(Recording.open(path, salvage=True))
    assert 2.8 < source.end < 3.0
    source.frame(source.end)
    source.close()


def test_a_second_that_cannot_be_read_is_told_and_skipped(tmp_path: Path):
    path = record(tmp_path / "hole.muster", seconds=5.0)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE motion SET data = x'00' WHERE second = 2")
    source = Playback(Recording.open(path, salvage=True))
    with pytest.raises(RecordingError, match="second 2"):
        source.frame(2.5)
    renderer = Nothing()
    showing = Showing(source, renderer, View(time=1.8))
    while showing.view.time < 3.2:
        assert showing.step(0.1)
    assert showing.frame.time == pytest.approx(showing.view.time)
    source.close()
