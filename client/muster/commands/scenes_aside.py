"""Scenes of an exercise: made by a process of their own, which only the host of the exercise can reach."""

import socket
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

from muster.client.access import Access
from muster.commands.scene_run import SceneOrder
from muster.server.embedded import private_address
from muster.training.host.relaying import Behind

_TOKEN_BYTES = 32


@dataclass(frozen=True)
class Aside:
    """What the process is told, and where the host finds it."""

    order: SceneOrder
    behind: Behind


@contextmanager
def scenes_aside() -> Generator[Aside]:
    """Yield an address for scenes and a token that nobody else is told; both are gone after the context."""
    with TemporaryDirectory(prefix="muster-") as folder, private_address() as private:
        address = private if private.startswith("unix:") else _free_port()
        token, file = token_urlsafe(_TOKEN_BYTES), Path(folder) / "token"
        file.write_text(token, encoding="ascii")  # the folder is for this user alone
        yield Aside(SceneOrder(address, token=str(file), is_aside=True), Behind(address, Access(token=token)))


def _free_port() -> str:
    """Return an address on this machine where nobody listens now, for systems without Unix sockets."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"127.0.0.1:{probe.getsockname()[1]}"
