"""A recording as a source of frames."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from muster.recording.frames import Frame as Moment
from muster.recording.info import recorded_seconds
from muster.recording.looking_back import Past, past_of
from muster.recording.reader import Recording
from muster.render import between
from muster.render.chronicle import Chronicle, Told
from muster.render.doorways import Doorways
from muster.render.frame import Bytes, Frame
from muster.render.scene import Scene, scene_of

_ROUNDING = 1e-6  # seconds


class Playback:
    """Plays a recording; owns it, and closes it in the end."""

    is_live = False

    def __init__(self, recording: Recording) -> None:
        self.scene: Scene = scene_of(recording)
        self._recording = recording
        self._end = recorded_seconds(recording)
        self._chronicle = Chronicle(self.scene)
        self._chronicle.extend(recording.events(), recording.words())
        self._doorways = Doorways(self.scene)

    @property
    def has_frames(self) -> bool:
        """Whether there is anything to be shown."""
        return bool(self._recording.seconds)

    @property
    def end(self) -> float:
        """The last recorded second."""
        return self._end

    def frame(self, time: float) -> Frame:
        """Return the moment at ``time``; ``RecordingDamaged`` when that second cannot be read."""
        time = min(max(time, 0.0), self._end)
        old, new = around(self._recording, time)
        moment = framed(self.scene, self._chronicle, self._doorways, old, new, time)
        return replace(moment, smoke=self._recording.smoke_at(time))

    def told(self) -> Sequence[Told]:
        """Return what happened and what was said."""
        return self._chronicle.told

    def marks(self) -> Sequence[Told]:
        """Return what of it matters most."""
        return self._chronicle.marks

    def past(self, agent: int, time: float) -> Past:
        """Return what agent ``agent`` had perceived and decided by ``time``."""
        return past_of(self._recording, agent, time)

    def close(self) -> None:
        """Close the recording."""
        self._recording.close()


def around(recording: Recording, time: float) -> tuple[Moment, Moment]:
    """Return the last recorded frame at or before ``time`` and the first after it, the same one at the end."""
    old = recording.frame_at(time)
    second = bisect_right(recording.seconds, time + _ROUNDING) - 1
    for place in (max(second, 0), second + 1):
        if place < len(recording.seconds):
            motion = recording.motion(recording.seconds[place])
            later = int(np.searchsorted(motion.ticks, old.tick, side="right"))
            if later < len(motion):
                return old, motion.frame(later)
    return old, old


def framed(
    scene: Scene,
    chronicle: Chronicle,
    doorways: Doorways,
    old: Moment,
    new: Moment,
    time: float,
    *,
    earlier: Moment | None = None,
) -> Frame:
    """Return the moment at ``time`` between two frames as they were recorded, ``old`` and ``new``.

    When both are the same, the last there is, speeds are told from the one before it, if that is given as ``earlier``.
    """
    apart = (new.tick - old.tick) * scene.dt
    share = min(max((time - old.tick * scene.dt) / apart, 0.0), 1.0) if apart > 0 else 0.0
    before, after = between.at(old), between.at(new)
    since = old if earlier is None or apart > 0 else earlier
    span = (new.tick - since.tick) * scene.dt
    speed = between.speeds(between.at(since), after, span)
    return Frame(
        time=time,
        position=between.blended(before, after, share),
        heading=between.turned(old.heading, new.heading, share),
        speed=speed,
        storey=np.asarray(old.storey, np.uint16),
        pose=_bytes(old.pose),
        health=_bytes(old.health),
        act=_bytes(old.act),
        flags=_bytes(old.flags),
        doors=doorways.opened(chronicle.doors(time), before, speed),
        intruders=between.intruders(old, new, share, since=since, apart=span),
        speech=chronicle.speech(time),
        alarm=chronicle.is_alarm(time),
    )


def _bytes(codes: np.ndarray) -> Bytes:
    return np.asarray(codes, np.uint8)
