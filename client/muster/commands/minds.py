"""Where the minds are: on a server that runs already, or on one embedded here."""

from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def minds(server: str | None) -> Generator[str]:
    """Yield the address of a behavior server: ``server``, or one that lives as long as the context."""
    if server is not None:
        yield server
        return
    from muster.server.embedded import EmbeddedServer

    with EmbeddedServer() as embedded:
        yield embedded.address
