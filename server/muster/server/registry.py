"""Backends by name: ours, and whatever others add to the entry-point group ``muster.backends``."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pkgutil import resolve_name

from muster.server.backend import Backend
from muster.server.engine import EngineUnreachable
from muster.server.errors import BackendError
from muster.server.options import BackendOptions

__all__ = ["AUTO", "GROUP", "OURS", "BackendOptions", "Factory", "backend_names", "make_backend"]

GROUP = "muster.backends"
AUTO = "auto"
# As in pyproject.toml (a test says so), for a source tree that is not installed.
OURS = {name: f"muster.server.factories:{name}" for name in ("builtin", "ollama", "openai", "scripted")}


Factory = Callable[[BackendOptions], Backend]


def backend_names() -> list[str]:
    """Return the names there are: ``auto``, then the others in alphabetical order."""
    return [AUTO, *sorted({*OURS, *(point.name for point in entry_points(group=GROUP))})]


def make_backend(name: str, options: BackendOptions) -> Backend:
    """Return the backend of a name; nothing is asked of anybody yet, but for ``auto``, which looks for an Ollama.

    For ``auto`` must not be called on an event loop; ``muster.server.auto`` says why it chose what it did.

    Raises:
        BackendError: there is none of that name, or it cannot be made of these options.
    """
    if name == AUTO:
        from muster.server.auto import choose_backend

        return choose_backend(options).backend
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
