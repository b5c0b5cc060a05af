"""One viewer's stream: which moment is due, and that a slow viewer gets the newest instead of all."""

import asyncio
import time
from bisect import bisect_right
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from muster.recording.errors import RecordingError
from muster.render.chronicle import Told, Weight
from muster.render.service.coding import Coder, Delta
from muster.render.service.columns import Columns, columns
from muster.render.source import Source

MOST_EVENTS = 256
"""In one moment: after a long pause at 32 times the speed, the latest are news."""


@dataclass(frozen=True)
class Watch:
    """What a viewer wants.

    Attributes:
        rate_hz: most moments in a second of the wall clock.
        start: simulated second to begin at; None for the newest moment of a run and the first of a recording.
        speed: simulated seconds in one of the wall clock.
        storeys: indices; empty for all.
    """

    rate_hz: float
    start: float | None = None
    speed: float = 1.0
    storeys: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Notice:
    """A moment that cannot be shown, and why."""

    text: str
    time: float
    end: float


class Moments:
    """The moments of one source, rounded; at its newest, all viewers share the work."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._last: Columns | None = None
        self._asked = -1.0

    def at(self, time: float) -> Columns:
        """Return the moment at ``time`` simulated seconds; raises RecordingError."""
        if self._last is None or time != self._asked:
            self._last, self._asked = columns(self.source.frame(time)), time
        return self._last


class Playhead:
    """Where in simulated time one viewer is."""

    def __init__(self, watch: Watch, source: Source, now: float) -> None:
        self._source, self._speed, self._began = source, watch.speed, now
        self._is_at_edge = watch.start is None and source.is_live
        self._start = watch.start or 0.0

    def at(self, now: float) -> tuple[float, bool]:
        """Return the simulated second to show at ``now`` on the wall clock, and whether it is the last for good."""
        is_live = self._source.is_live  # before its end, which may still grow until it is no more
        end = self._source.end
        time = self._start + (now - self._began) * self._speed
        self._is_at_edge = self._is_at_edge or (time >= end)
        return (end, not is_live) if self._is_at_edge else (time, False)


class Watching:
    """One viewer in front of one source, from the first moment to the last."""

    def __init__(
        self,
        moments: Moments,
        watch: Watch,
        *,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._moments, self._source = moments, moments.source
        self._period_s = 1 / watch.rate_hz
        self._clock, self._sleep = clock, sleep
        self._coder = Coder(watch.storeys)
        self._playhead = Playhead(watch, self._source, clock())
        self._told = -1  # how many events the viewer has heard of

    async def moments(self) -> AsyncIterator[Delta | Notice]:
        """Yield what to send next, made when it is asked for: nothing piles up while a viewer reads."""
        due, shown, skipped = self._clock(), -1.0, 0
        while True:
            time, is_last = self._playhead.at(self._clock())
            if time != shown:
                yield self._moment(time, skipped)
                shown, skipped = time, 0
            if is_last:
                return
            missed, due = self._next(due)
            skipped += missed
            await self._sleep(max(due - self._clock(), 0.0))

    def _next(self, due: float) -> tuple[int, float]:
        """Return how many moments are past after the one due at ``due``, and when the next one is."""
        missed = max(int((self._clock() - due) / self._period_s) - 1, 0)
        return missed, due + (missed + 1) * self._period_s

    def _moment(self, time: float, skipped: int) -> Delta | Notice:
        end = self._source.end
        try:
            now = self._moments.at(time)
        except RecordingError as error:
            return Notice(str(error), time, end)
        return self._coder.code(now, end=end, events=self._news(time), skipped=skipped)

    def _news(self, time: float) -> Sequence[Told]:
        """Return what happened since the moment sent last, speech aside; nothing with the first."""
        told, before = self._source.told(), self._told
        self._told = bisect_right(told, time, lo=max(before, 0), key=lambda each: each.time)
        if before < 0:
            return ()
        news = [each for each in told[before : self._told] if each.weight is not Weight.SPEECH]
        return news[-MOST_EVENTS:]
