"""What a trainee's window is: it shows a picture and tells what hands do; everything else is decided elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from muster.render.frame import Frame
from muster.render.scene import Scene


@dataclass(frozen=True)
class Down:
    """A key went down; ``name`` as in ``keys``: a lower-case letter, "left", "shift", "escape" ..."""

    name: str


@dataclass(frozen=True)
class Up:
    """A key came up."""

    name: str


@dataclass(frozen=True)
class Typed:
    """A sign was typed."""

    sign: str


@dataclass(frozen=True)
class Turned:
    """The mouse moved, in shares of the picture's height: to the right, and up."""

    right: float
    up: float


@dataclass(frozen=True)
class Unfocused:
    """Another window has the keyboard now: nothing is held down any more."""


@dataclass(frozen=True)
class Closed:
    """The window is gone, or its user wants it to go."""


Given = Down | Up | Typed | Turned | Unfocused | Closed


@dataclass(frozen=True)
class Heard:
    """A line of what was heard, and how fresh it is: 1 just now to 0."""

    text: str
    fresh: float


@dataclass(frozen=True)
class Card:
    """Something to be read in the middle of the picture."""

    title: str
    lines: tuple[str, ...]
    foot: str = ""


@dataclass(frozen=True)
class Words:
    """The words around the picture.

    Attributes:
        role: who one is. clock: simulated time and how it runs. state: volume, gait and what hands are at.
        keys: those that one must know at any moment.
        prompts: what is in reach, and the key for it.
        heard: what was heard, oldest first. typing: the line being typed; None when none is.
        notice: what must be read at once. card: what is to be read before anything else.
        names: rows of the frame, and what is written over them.
    """

    role: str = ""
    clock: str = ""
    state: str = ""
    keys: str = ""
    prompts: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()
    typing: str | None = None
    notice: str = ""
    card: Card | None = None
    names: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Picture:
    """One moment as it is drawn.

    Attributes:
        scene: what stands still, as far as it is known; another one when more is known.
        frame: row 0 is the trainee's own body; None before the start.
        yaw, pitch: where the eyes look, radians: anticlockwise from east, and downward.
        stature: of the own body, metres.
        lit: whether the light is on here.
        calm: nothing flashes. Who is drawn as hurt is the frame's to say: the distress dial takes it out there.
    """

    scene: Scene | None = None
    frame: Frame | None = None
    yaw: float = 0.0
    pitch: float = 0.0
    stature: float = 1.72
    lit: bool = True
    calm: bool = False
    words: Words = field(default_factory=Words)


class TraineeWindow(Protocol):
    """Owns the main thread of its process between ``open`` and ``close``."""

    def open(self, title: str, size: tuple[int, int]) -> None:
        """Open; ``RenderError`` when this machine cannot."""
        ...

    def draw(self, picture: Picture) -> Sequence[Given]:
        """Draw one moment and return what hands did since the last call, oldest first. Never waits."""
        ...

    def close(self) -> None:
        """Let go of it; twice does nothing."""
        ...
