"""Keys and mouse, turned into where one looks and goes, and what one wishes."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from muster.scenario.play import Pace, Play, PlayKind
from muster.scenario.speech import Loudness
from muster.training.told import LONGEST_TEXT
from muster.training.trainee.keys import (
    BACK,
    FORWARD,
    KEYS_SIGN,
    LEFT,
    LOOK_LEFT,
    LOOK_RIGHT,
    RIGHT,
    RUN,
    WISHES,
    Wish,
)
from muster.training.trainee.window import Closed, Down, Given, Turned, Typed, Unfocused, Up

TURN = math.radians(120)  # a second, while a key that turns is held
LOOK = math.pi  # radians for a move of the mouse over the whole height of the picture
STEEPEST = math.radians(70)
GRAIN = math.radians(1)
"""What the body's heading is rounded to: it is written down with every step, and nobody sees less."""


@dataclass(frozen=True)
class Phrased:
    """A quick phrase was asked for, by its place from 0."""

    place: int


@dataclass(frozen=True)
class Line:
    """A line was typed, to be said or, with ``is_announced``, announced."""

    text: str
    is_announced: bool


@dataclass(frozen=True)
class Gone:
    """The window is to close."""


Wanted = Wish | Phrased | Line | Gone


class Hands:
    """What hands do, from one picture to the next.

    Attributes:
        yaw, pitch: where the eyes look, radians: anticlockwise from east, and downward.
        volume: how loudly one speaks.
        typing: the line being typed; None while none is.
        is_crouched: whether one wants to crouch.
    """

    def __init__(self, yaw: float = 0.0) -> None:
        self.yaw, self.pitch = yaw, 0.05
        self.volume = Loudness.TALK
        self.typing: str | None = None
        self.is_crouched = False
        self._announces = False
        self._held: set[str] = set()

    def take(self, given: Iterable[Given]) -> list[Wanted]:
        """Take in what hands did; return what is wished."""
        return [wanted for each in given if (wanted := self._wanted(each)) is not None]

    def turn(self, seconds: float) -> None:
        """Let wall time pass while keys that turn may be held."""
        way = self._is_held(LOOK_LEFT) - self._is_held(LOOK_RIGHT)
        self.yaw += way * TURN * seconds

    def steering(self) -> Play:
        """Return which way the body is to go, and face."""
        ahead = self._is_held(FORWARD) - self._is_held(BACK)
        right = self._is_held(RIGHT) - self._is_held(LEFT)
        look = round(self.yaw / GRAIN) * GRAIN
        length = math.hypot(ahead, right) or 1.0
        cos, sin = math.cos(look), math.sin(look)
        toward = (ahead * cos + right * sin) / length, (ahead * sin - right * cos) / length
        gait = Pace.CROUCH if self.is_crouched else Pace.RUN if self._is_held(RUN) else Pace.WALK
        heading = math.atan2(sin, cos)
        return Play(PlayKind.STEER, toward=(round(toward[0], 4), round(toward[1], 4)), look=heading, gait=gait)

    def type(self, *, announces: bool) -> None:
        """Begin to type a line."""
        self.typing, self._announces = "", announces
        self._held.clear()

    def louder(self) -> None:
        """Whisper, talk, shout, in turn."""
        volumes = list(Loudness)
        self.volume = volumes[(volumes.index(self.volume) + 1) % len(volumes)]

    def _is_held(self, keys: tuple[str, ...]) -> int:
        return int(any(key in self._held for key in keys))

    def _wanted(self, given: Given) -> Wanted | None:
        match given:
            case Down(name):
                return self._pressed(name)
            case Up(name):
                self._held.discard(name)
            case Typed(sign) if self.typing is not None:
                self.typing = (self.typing + sign)[:LONGEST_TEXT]
            case Typed(sign) if sign == KEYS_SIGN:
                return Wish.KEYS
            case Turned(right, up):
                self.yaw -= right * LOOK
                self.pitch = min(max(self.pitch - up * LOOK, -STEEPEST), STEEPEST)
            case Unfocused():
                self._held.clear()
            case Closed():
                return Gone()
            case _:
                pass
        return None

    def _pressed(self, name: str) -> Wanted | None:
        if self.typing is not None:
            return self._edited(name)
        is_repeated = name in self._held
        self._held.add(name)
        if is_repeated or name == KEYS_SIGN:  # which comes once more, as typed
            return None
        if len(name) == 1 and name in "123456789":
            return Phrased(int(name) - 1)
        return WISHES.get(name)

    def _edited(self, name: str) -> Wanted | None:
        """Edit the line; the emergency key works always, and is no way out of typing: an empty line is."""
        assert self.typing is not None
        if name == "backspace":
            self.typing = self.typing[:-1]
        elif name == "enter":
            text, self.typing = self.typing.strip(), None
            return Line(text, self._announces) if text else None
        elif WISHES.get(name) is Wish.EMERGENCY:
            return Wish.EMERGENCY
        return None
