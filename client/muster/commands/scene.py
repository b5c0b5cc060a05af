"""Scenes for programs in other languages: from what is written on the command line to a server of them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Event

from muster.commands.output import note
from muster.render.service import Guard, SceneServer
from muster.render.source import Source
from muster.server.security import Security


@contextmanager
def scenes(listen: str, open_source: Callable[[], Source], security: Security) -> Generator[str]:
    """Serve scenes at ``listen`` within the context, which gets the address; with "" for it, nothing.

    The server reads the source that ``open_source`` returns in a thread of its own, and closes it; raises CannotListen.
    """
    if not listen:
        yield ""
        return
    with SceneServer(open_source(), listen, guard(security)) as server:
        note(f"serving scenes at {server.address}")
        yield server.address


def serve_scenes(listen: str, open_source: Callable[[], Source], security: Security) -> None:
    """Serve scenes until Ctrl-C, for those who want no window of ours beside."""
    with scenes(listen, open_source, security):
        note("stop it with Ctrl-C")
        Event().wait()


def guard(security: Security) -> Guard:
    """Return what ``security`` asks of viewers."""
    credentials = None if security.tls is None else security.tls.credentials()
    return Guard(credentials, tuple(security.interceptors()))
