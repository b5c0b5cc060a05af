"""The sound of a trainee's window, and how loud it is."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum

from muster.behavior.v1.vocabulary import CueKind
from muster.training.knowledge import Sound
from muster.training.trainee import noises

HALF_AT = 15.0  # metres at which something is half as loud as beside one


class Loud(StrEnum):
    """How loud it is."""

    OFF = "off"
    LOW = "low"
    FULL = "full"


_VOLUMES = {Loud.OFF: 0.0, Loud.LOW: 0.25, Loud.FULL: 1.0}
_NOISES: Mapping[CueKind, Callable[[], noises.Samples]] = {
    CueKind.SHOT: noises.thud,
    CueKind.KNOCK: noises.knocks,
    CueKind.ANNOUNCEMENT: noises.chime,
}


class Speaker:
    """Silent until it is opened, and for good where there is nothing to hear it with; what is said is always written.

    Attributes:
        loud: how loud it is.
        is_open: whether anything can be heard.
    """

    def __init__(self) -> None:
        self.loud, self.is_open = Loud.LOW, False

    def open(self) -> None:
        """Find something to be heard by."""
        os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
        from pygame import error, mixer

        with suppress(error, NotImplementedError):  # a machine without sound
            mixer.init(noises.RATE, -16, 1)
            self._mixer = mixer
            self._noises = {kind: mixer.Sound(buffer=make().tobytes()) for kind, make in _NOISES.items()}
            self._alarm = mixer.Sound(buffer=noises.alarm().tobytes())
            self.is_open = True

    def hear(self, sounds: Iterable[Sound], *, alarm: bool, calm: bool) -> None:
        """Let what has just been heard be heard; with ``calm``, no shots."""
        if not self.is_open:
            return
        volume = _VOLUMES[self.loud]
        for sound in sounds:
            noise = self._noises.get(sound.kind)
            if noise is not None and volume and not (calm and sound.kind is CueKind.SHOT):
                noise.set_volume(volume / (1.0 + sound.metres / HALF_AT))
                noise.play()
        self._ring(volume if alarm else 0.0)

    def turn(self) -> None:
        """Low, full, off, in turn."""
        levels = list(Loud)
        self.loud = levels[(levels.index(self.loud) + 1) % len(levels)]

    def close(self) -> None:
        """Fall silent; a second time, do nothing."""
        if self.is_open:
            self.is_open = False
            self._mixer.quit()

    def _ring(self, volume: float) -> None:
        self._alarm.set_volume(volume)
        is_ringing = self._alarm.get_num_channels() > 0
        if volume and not is_ringing:
            self._alarm.play(loops=-1)
        elif not volume and is_ringing:
            self._alarm.stop()
