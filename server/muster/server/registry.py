"""Backends by name: ours, and whatever others add to the entry-point group ``muster.backends``."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pkgutil import resolve_name

from muster.server.backend import Backend
from muster.server.engine import EngineUnreachable
from muster.server.errors import BackendError
from muster.server.options import BackendOptions

__all__ = ["GROUP", "OURS", "BackendOptions", "Factory", "backend_names", "make_backend"]

GROUP = "muster.backends"
# As in pyproject.toml (a test says so), for a source tree that is not installed.
OURS = {name: f"muster.server.factories:{name}" for name in ("builtin", "ollama", "openai", "scripted")}


Factory = Callable[[BackendOptions], Backend]


def backend_names() -> list[str]:
    """Return the names there are, in alphabetical order."""
    return sorted({*OURS, *(point.name for point in entry_points(group=GROUP))})


def make_backend(name: str, options: BackendOptions) -> Backend:
    """Return the backend of a name; nothing is asked of anybody yet. ``auto`` is for ``muster.server.auto``.

    Raises:
        BackendError: there is none of that name, or it cannot be made of these options.
    """
    factory = _factory(name)
    try:
        return factory(options)
    except EngineUnreachable as error:  # an address that cannot be read
        raise BackendError(str(error)) from error


def _factory(name: str) -> Factory:
    if name in OURS:
        return resolve_name(OURS[name])
    for point in entry_points(group=GROUP, name=name):
        try:
            return point.load()
        except (ImportError, AttributeError) as error:
            raise BackendError(f"backend {name!r} is installed but broken: {error}; reinstall {point.value}") from error
    raise BackendError(
        f"no backend is named {name!r}; there are: {', '.join(backend_names())}. "
        f"Others can be added by packages with entry points in the group {GROUP}"
    )
