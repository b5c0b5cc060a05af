"""What a renderer gives back: what its user pressed, dragged, picked and sought."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A key went down; ``name`` as in ``actions.KEYS``: a lower-case letter, "space", "left", "escape", "?" ..."""

    name: str


@dataclass(frozen=True)
class Do:
    """An on-screen control was used; ``action`` is the value of an ``actions.Action``."""

    action: str


@dataclass(frozen=True)
class Drag:
    """The pointer moved with a button down, in shares of the picture's height; x to the right, y up.

    ``pans`` is whether the view is to be shifted; it is turned otherwise.
    """

    x: float
    y: float
    pans: bool = False


@dataclass(frozen=True)
class Scroll:
    """The wheel turned; positive steps come nearer."""

    steps: float


@dataclass(frozen=True)
class Pick:
    """Somebody was clicked on, or with None, nobody."""

    agent: int | None


@dataclass(frozen=True)
class Seek:
    """The timeline was moved to ``time`` simulated seconds."""

    time: float


@dataclass(frozen=True)
class ShowStorey:
    """A storey was chosen; None for all."""

    storey: int | None


@dataclass(frozen=True)
class Closed:
    """The window is gone, or its user wants it to go."""


Input = Key | Do | Drag | Scroll | Pick | Seek | ShowStorey | Closed
