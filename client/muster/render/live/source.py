"""A run under way as a source of frames: the newest from shared memory, everything else from what it has recorded."""

import math
import time as wall
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from muster.recording.errors import RecordingError, RecordingUnreadable
from muster.recording.frames import Frame as Moment
from muster.recording.info import recorded_seconds
from muster.recording.looking_back import Past, past_of
from muster.recording.reader import Recording
from muster.recording.smoke import SmokeState
from muster.render.chronicle import Chronicle, Told
from muster.render.doorways import Doorways
from muster.render.frame import Frame
from muster.render.live.ring import Arrival, RingReader
from muster.render.live.shared import Shared
from muster.render.playback import Playback, around, framed
from muster.render.scene import Scene, scene_of

LOOK_EVERY_S = 0.004  # wall seconds; within one picture the run stands still
READ_EVERY_S = 0.2  # wall seconds; the run writes once a simulated second, and whenever it is held
KEPT = 64  # frames: what has happened since the run last wrote, and more
LONGEST_S = 0.25  # wall seconds between two frames; after a longer pause bodies go on at once


class LiveSource:
    """Follows a run until its end, then plays back what it has recorded.

    Attributes:
        scene: what stands still.
    """

    def __init__(
        self,
        path: Path,
        shared: Shared,
        ended: Callable[[], Path | None],
        *,
        clock: Callable[[], float] = wall.monotonic,
    ) -> None:
        """``ended`` returns what the run has recorded, once it is over; ``clock`` is the one the run stamps with."""
        self._path, self._shared, self._ended, self._clock = path, shared, ended, clock
        self._recording: Recording | None = Recording.open(path)
        self.scene: Scene = scene_of(self._recording)
        self._ring = RingReader(shared)
        self._seen: deque[Arrival] = deque(maxlen=KEPT)
        self._chronicle = Chronicle(self.scene)
        self._doorways = Doorways(self.scene)
        self._rows = {"events": 0, "words": 0}
        self._edge = 0.0
        self._last_smoke: SmokeState | None = None
        self._looked_at = self._read_at = -math.inf
        self._playback: Playback | None = None
        self._is_over = False

    @property
    def is_live(self) -> bool:
        """Whether the run goes on."""
        self._look()
        return not self._is_over

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be shown yet."""
        self._look()
        return not self._seen and self._playback is None

    @property
    def end(self) -> float:
        """The moment that is to be shown as the present; it follows the newest frame smoothly, a frame behind."""
        self._look()
        return self._edge if self._playback is None else self._playback.end

    def frame(self, time: float) -> Frame:
        """Return the moment at ``time``; RecordingDamaged when it cannot be read."""
        if self._playback is not None:
            return self._playback.frame(time)
        time = min(max(time, 0.0), self._edge)
        old, new = self._around(time)
        moment = framed(self.scene, self._chronicle, self._doorways, old, new, time, earlier=self._earlier())
        return replace(moment, smoke=self._smoke(time))

    def told(self) -> Sequence[Told]:
        """Return what happened and what was said, as far as the run has written it down."""
        return self._chronicle.told if self._playback is None else self._playback.told()

    def marks(self) -> Sequence[Told]:
        """Return what of it matters most."""
        return self._chronicle.marks if self._playback is None else self._playback.marks()

    def past(self, agent: int, time: float) -> Past:
        """Return what agent ``agent`` had perceived and decided by ``time``, as far as it is written down."""
        if self._playback is not None:
            return self._playback.past(agent, time)
        if self._recording is None:
            raise RecordingUnreadable(f"{self._path} is being completed; look again in a moment")
        return past_of(self._recording, agent, time)

    def close(self) -> None:
        """Close the recording."""
        for source in (self._recording, self._playback):
            if source is not None:
                source.close()

    def _look(self) -> None:
        """Take in what is new."""
        now = self._clock()
        if self._is_over or now - self._looked_at < LOOK_EVERY_S:
            return
        self._looked_at = now
        self._seen.extend(self._ring.after(self._seen[-1].number if self._seen else 0))
        self._edge = max(self._edge, edge(self._seen, self.scene.dt, now))
        path = self._ended()
        if path is not None:
            self._play_back(path)
        elif self._shared.asks_release:
            self._release()
        elif now - self._read_at >= READ_EVERY_S:
            self._read_at = now
            self._read_on()

    def _read_on(self) -> None:
        """Take in what the run has written down since."""
        if self._recording is None:
            return
        with suppress(RecordingError), self._recording.as_of_now():  # it is tried again soon
            self._recording.refresh()
            events = list(self._recording.events(first=self._rows["events"]))
            words = list(self._recording.words(first=self._rows["words"]))
            self._chronicle.extend(events, words)
            self._rows["events"] += len(events)
            self._rows["words"] += len(words)

    def _release(self) -> None:
        """Close the recording, for the run wants to complete it; where it will be is told at the end."""
        if self._recording is not None:
            self._recording.close()
            self._recording = None
            self._shared.released = True

    def _play_back(self, path: Path) -> None:
        """Go on with the recording alone; where there is none or nothing in it, with what was seen."""
        self._release()
        self._is_over = True
        with suppress(RecordingError):
            playback = Playback(Recording.open(path, salvage=True))
            self._playback = playback if playback.has_frames else None

    def _around(self, time: float) -> tuple[Moment, Moment]:
        """Return the last frame at or before ``time`` and the first after it, the same one at the edge."""
        pair = self._seen_around(time)
        if pair is not None and pair[1].number - pair[0].number <= 1:
            return pair[0].moment, pair[1].moment
        if self._recording is not None:
            if not self._is_recorded(self._recording, time):
                self._read_on()
            if pair is None or self._is_recorded(self._recording, time):
                return around(self._recording, time)
        nearest = pair or (self._seen[0], self._seen[0])
        return nearest[0].moment, nearest[1].moment

    def _seen_around(self, time: float) -> tuple[Arrival, Arrival] | None:
        """Return two frames that were seen around ``time``, the last one twice at the edge; None when it is older."""
        later: Arrival | None = None
        for arrival in reversed(self._seen):
            if arrival.moment.tick * self.scene.dt <= time + 1e-6:
                return arrival, later or arrival
            later = arrival
        return None

    def _earlier(self) -> Moment | None:
        """Return the last frame but one: bodies that have just come somewhere have not stopped there."""
        return self._seen[-2].moment if len(self._seen) > 1 else None

    def _smoke(self, time: float) -> SmokeState | None:
        """Return the smoke as the run has written it down, a second late at most; the last that was seen, else."""
        if self._recording is not None:
            with suppress(RecordingError):  # as with all that is read while it is written: it is tried again soon
                self._last_smoke = self._recording.smoke_at(time)
        return self._last_smoke

    def _is_recorded(self, recording: Recording, time: float) -> bool:
        return bool(recording.seconds) and time <= recorded_seconds(recording)


def edge(seen: Sequence[Arrival], dt: float, now: float) -> float:
    """Return the simulated second to be shown at ``now``: from the last frame but one to the last in the time it took.

    So bodies move evenly though frames come ten times a simulated second, one frame late; a run that goes faster than
    pictures are drawn is shown where it is.
    """
    if not seen:
        return 0.0
    last = seen[-1]
    before = seen[-2] if len(seen) > 1 else last
    took = min(last.stamp - before.stamp, LONGEST_S)
    share = min(max((now - last.stamp) / took, 0.0), 1.0) if took > 0 else 1.0
    return (before.moment.tick + share * (last.moment.tick - before.moment.tick)) * dt
