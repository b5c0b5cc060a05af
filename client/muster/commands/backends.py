"""From what was asked for on the command line to a backend that plays minds."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from muster.recording.reader import Recording
from muster.server.backend import Backend
from muster.server.builtin import BuiltinMind
from muster.server.errors import ServerError

BUILTIN = "builtin"


@dataclass(frozen=True)
class MindOrder:
    """Who is to play the minds; values are plain, for another process may be the one to make them.

    Attributes:
        mind: a name of the entry-point group ``muster.backends``, or ``auto``; "" for who it was, else built in.
        host: "" for the backend's own default.
        table: path of a table of who is played by which model; "" for none.
        replies: path of a recording or cache file; "" for none.
        max_tokens: None for no limit.
    """

    mind: str = ""
    model: str = ""
    host: str = ""
    decide: str = "label"
    table: str = ""
    replies: str = ""
    require_cached: bool = False
    max_tokens: int | None = None

    @property
    def is_builtin(self) -> bool:
        """Whether that is the built-in mind."""
        return self.mind in ("", BUILTIN)

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "MindOrder":
        """Return what ``to_json`` was made from."""
        return cls(**values)


BUILTIN_ORDER = MindOrder()


def as_recorded(order: MindOrder, path: Path) -> MindOrder:
    """Return ``order``; when it names nobody, with who played the minds of a recording. Raises RecordingUnreadable."""
    with Recording.open(path) as recording:
        mind = recording.meta.mind
    if order.mind:
        return order
    return replace(order, mind=mind.get("backend", ""), model=order.model or mind.get("model", ""))


def make(order: MindOrder) -> Backend:
    """Return the backend; raises ServerError when there is none of that name, or it cannot be made."""
    if order.is_builtin:
        return BuiltinMind()
    raise ServerError(f"there is no mind called {order.mind!r}; give builtin")
