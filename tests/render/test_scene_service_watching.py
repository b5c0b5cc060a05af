"""Which moments a viewer gets: as many as it wants and can take, always the newest, none made in advance."""

import asyncio
from collections.abc import Callable, Iterable

import pytest

from muster.recording.errors import RecordingDamaged
from muster.render.chronicle import Told, Weight
from muster.render.frame import Frame
from muster.render.service.coding import Delta
from muster.render.service.watching import MOST_EVENTS, Moments, Notice, Watch, Watching
from render.scene_fakes import Live

RATE_HZ, PERIOD_S = 8.0, 0.125
"""Powers of two, so that sums of them are exact."""


class Clock:
    """Wall seconds that pass only while somebody sleeps or reads; ``on_tick`` is told after each sleep."""

    def __init__(self, on_tick: Callable[[float], None] = lambda now: None) -> None:
        self.now, self._on_tick = 64.0, on_tick

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self._on_tick(self.now - 64.0)


class Recorded(Live):
    """Two seconds that are over."""

    def __init__(self) -> None:
        super().__init__()
        self.is_live, self.end = False, 2.0


def watched(
    source: Live, watch: Watch, clock: Clock, *, reading_s: Iterable[float] = (), most: int = 1000
) -> list[Delta | Notice]:
    """Return what a viewer gets that takes ``reading_s`` over its first frames and no time over the others."""

    async def read() -> list[Delta | Notice]:
        got: list[Delta | Notice] = []
        pauses = iter(reading_s)
        async for moment in Watching(Moments(source), watch, clock=clock, sleep=clock.sleep).moments():
            got.append(moment)
            clock.now += next(pauses, 0.0)
            if len(got) == most:
                break
        return got

    return asyncio.run(read())


def deltas(*args: object, **kwargs: object) -> list[Delta]:
    got = watched(*args, **kwargs)  # pyright: ignore[reportArgumentType]
    assert all(isinstance(each, Delta) for each in got)
    return [each for each in got if isinstance(each, Delta)]


@pytest.mark.parametrize("rate_hz, speed, apart", [(8.0, 1.0, 0.125), (60.0, 1.0, 1 / 60), (8.0, 4.0, 0.5)])
def test_a_recording_plays_at_the_rate_and_speed_asked_for_and_ends(rate_hz: float, speed: float, apart: float):
    got = deltas(Recorded(), Watch(rate_hz, speed=speed), Clock())
    times = [each.time for each in got]
    assert times[:-1] == pytest.approx([apart * i for i in range(len(times) - 1)], abs=1e-6)
    assert times[-1] == 2.0
    assert [each.is_key for each in got] == [True] + [False] * (len(got) - 1)


def test_a_recording_begins_where_it_is_asked_to():
    assert deltas(Recorded(), Watch(RATE_HZ, start=1.5), Clock())[0].time == 1.5


def test_from_beyond_the_end_there_is_one_frame():
    assert [each.time for each in deltas(Recorded(), Watch(RATE_HZ, start=7.0), Clock())] == [2.0]


def test_a_slow_viewer_skips_to_the_newest_moment_and_is_told_how_many_it_missed():
    source = Recorded()
    got = deltas(source, Watch(RATE_HZ), Clock(), reading_s=[0.0, 1.0])
    assert [each.time for each in got[:4]] == [0.0, 0.125, 1.125, 1.25]
    assert [each.skipped for each in got[:4]] == [0, 0, 7, 0]
    assert len(source.asked) == len(got)  # what is not sent is not made


def test_after_a_short_delay_the_rate_is_kept():
    got = deltas(Recorded(), Watch(RATE_HZ), Clock(), reading_s=[PERIOD_S / 2] * 30)
    assert [each.time for each in got] == [PERIOD_S * i for i in range(17)]
    assert [each.skipped for each in got] == [0] * 17


def test_of_a_run_the_newest_moment_is_shown_and_nothing_while_it_stands_still():
    run = Live()
    run.end = 30.0

    def goes_on(now: float) -> None:
        run.end = 30.0 if now < 1.0 else 31.0
        run.is_live = now < 2.0

    assert [each.time for each in deltas(run, Watch(RATE_HZ), Clock(goes_on))] == [30.0, 31.0]


def test_the_last_moment_of_a_run_is_shown_before_the_stream_ends():
    run = Live()

    def ends(now: float) -> None:
        run.end, run.is_live = now, now < 0.5

    assert [each.time for each in deltas(run, Watch(RATE_HZ), Clock(ends))] == [0.0, 0.125, 0.25, 0.375, 0.5]


def test_a_run_watched_from_its_start_catches_up_and_stays_with_it():
    run = Live()

    def goes_on(now: float) -> None:
        run.end, run.is_live = 4.0 + now, now < 2.0

    goes_on(0.0)
    times = [each.time for each in deltas(run, Watch(RATE_HZ, start=0.0, speed=5.0), Clock(goes_on))]
    assert times[1:4] == [0.625, 1.25, 1.875]
    assert times[-3:] == [5.75, 5.875, 6.0]


def test_two_viewers_at_the_newest_moment_share_its_making():
    run = Live()
    moments = Moments(run)
    assert moments.at(3.0) is moments.at(3.0)
    assert run.asked == [3.0]


def told(time: float, weight: Weight = Weight.ACT) -> Told:
    return Told(time, weight, f"something at {time:g}")


def test_events_come_once_with_the_first_frame_after_them_even_when_frames_are_skipped():
    source = Recorded()
    source.news = [told(0.0), told(0.05), told(0.125), told(0.6), told(0.7), told(1.95)]
    got = deltas(source, Watch(RATE_HZ), Clock(), reading_s=[0.0, 1.0])
    assert got[0].events == ()
    heard = [event.time for each in got[1:] for event in each.events]
    assert heard == [0.05, 0.125, 0.6, 0.7, 1.95]
    assert [event.time for event in got[2].events] == [0.6, 0.7]


def test_what_a_run_tells_late_is_not_lost():
    run = Live()

    def goes_on(now: float) -> None:
        run.end, run.is_live = now, now < 0.55
        run.news = [told(0.1)] if now > 0.25 else []

    got = deltas(run, Watch(RATE_HZ), Clock(goes_on))
    assert [event.time for each in got for event in each.events] == [0.1]


def test_speech_is_no_event_and_very_many_events_are_cut_to_the_latest():
    source = Recorded()
    source.news = [told(0.01, Weight.SPEECH), *(told(0.02) for _ in range(MOST_EVENTS)), told(0.03)]
    events = deltas(source, Watch(RATE_HZ), Clock())[1].events
    assert len(events) == MOST_EVENTS
    assert events[-1].time == 0.03
    assert all(event.weight is Weight.ACT for event in events)


def test_a_damaged_second_is_told_and_what_follows_is_shown():
    class Damaged(Recorded):
        def frame(self, time: float) -> Frame:
            if 0.5 <= time < 1.0:
                raise RecordingDamaged("this part is lost")
            return super().frame(time)

    got = watched(Damaged(), Watch(RATE_HZ), Clock())
    assert [each.text for each in got if isinstance(each, Notice)] == ["this part is lost"] * 4
    assert got[-1].time == 2.0
