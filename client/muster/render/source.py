"""Where frames come from: a recording, or a run under way."""

from collections.abc import Sequence
from typing import Protocol

from muster.recording.looking_back import Past
from muster.render.chronicle import Told
from muster.render.frame import Frame
from muster.render.scene import Scene


class Source(Protocol):
    """Frames of one run, at any moment that there is; seeking and playing give the same frame.

    Attributes:
        scene: what stands still.
        is_live: whether more is still to come.
    """

    scene: Scene

    @property
    def is_live(self) -> bool:
        """Whether more may come after ``end``."""
        ...

    @property
    def end(self) -> float:
        """The last simulated second there is; the first is 0. Grows while the run is live."""
        ...

    def frame(self, time: float) -> Frame:
        """Return the moment ``time`` simulated seconds after the start; the first or the last when there is none."""
        ...

    def told(self) -> Sequence[Told]:
        """Return what happened and what was said until ``end``, in order of time."""
        ...

    def marks(self) -> Sequence[Told]:
        """Return those of ``told`` that matter most: the marks of a timeline."""
        ...

    def past(self, agent: int, time: float) -> Past:
        """Return what agent ``agent`` had perceived and decided by ``time``."""
        ...

    def close(self) -> None:
        """Let go of files and memory."""
        ...
