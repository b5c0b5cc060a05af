"""From what was asked for on the command line to a backend that plays minds."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from muster.commands.output import note
from muster.recording.exchanges import replies
from muster.recording.opening import is_recording
from muster.recording.reader import Recording
from muster.server.backend import Backend
from muster.server.builtin import BuiltinMind
from muster.server.engine import Reply
from muster.server.options import BackendOptions

BUILTIN, AUTO = "builtin", "auto"


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
    decide: Literal["label", "json"] = "label"
    share: bool = False
    table: str = ""
    replies: str = ""
    require_cached: bool = False
    max_tokens: int | None = None

    @property
    def is_builtin(self) -> bool:
        """Whether that is the built-in mind."""
        return self.mind in ("", BUILTIN) and not self.table

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "MindOrder":
        """Return what ``to_json`` was made from."""
        return cls(**values)


BUILTIN_ORDER = MindOrder()


def as_recorded(order: MindOrder, path: Path) -> MindOrder:
    """Return ``order``; when it names nobody, with who played the minds of a recording, if that was one of ours.

    Raises RecordingUnreadable.
    """
    with Recording.open(path) as recording:
        mind, is_imported = recording.meta.mind, bool(recording.meta.origin)
    if order.mind:
        return order
    if is_imported:  # whoever played those minds is none of our backends
        return replace(order, mind=AUTO)
    return replace(order, mind=mind.get("backend", ""), model=order.model or mind.get("model", ""))


def make(order: MindOrder) -> Backend:
    """Return the backend; raises ServerError when there is none of that name, or it cannot be made."""
    if order.is_builtin:
        return BuiltinMind()
    from muster.server.registry import make_backend

    options = _options(order)
    if order.table:
        from muster.server.mixing_table import mixed_backend

        return mixed_backend(Path(order.table), options)
    if order.mind == AUTO:
        from muster.server.auto import choose_backend

        chosen = choose_backend(options)
        note(chosen.why)
        return chosen.backend
    return make_backend(order.mind, options)


def _options(order: MindOrder) -> BackendOptions:
    recorded, cache = _replies(order.replies)
    return BackendOptions(
        model=order.model,
        host=order.host,
        decide=order.decide,
        share=order.share,
        replies=cache,
        recorded=recorded,
        require_cached=order.require_cached,
        max_tokens=order.max_tokens,
    )


def _replies(name: str) -> tuple[dict[str, Reply | None], Path | None]:
    """Return the replies that a recording holds, or the cache file that it is not."""
    if not name:
        return {}, None
    path = Path(name)
    if not is_recording(path):
        return {}, path
    with Recording.open(path) as recording:
        found = replies(recording)
    return {key: Reply.read(reply) if reply else None for key, reply in found.items()}, None
