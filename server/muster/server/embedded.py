"""The same server inside another process: an event loop in a thread, on a private socket."""

import asyncio
import socket
import threading
from collections.abc import Generator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from muster.server.address import MAX_SOCKET_PATH
from muster.server.backend import Backend
from muster.server.security import Security
from muster.server.serving import Limits, Server
from muster.server.tally import Tally


class EmbeddedServer:
    """A context manager: within it, ``address`` can be connected to.

    It listens on a Unix socket (mode 0600, in a private temporary folder) where the system has them, else on a free
    loopback port. Leaving ends whatever sessions are still open, after ``grace_s`` wall seconds.
    """

    def __init__(
        self,
        backend: Backend | None = None,
        *,
        address: str | None = None,
        limits: Limits | None = None,
        security: Security | None = None,
        grace_s: float = 0.0,
    ) -> None:
        self._backend, self._wanted = backend, address
        self._limits, self._security, self._grace_s = limits, security, grace_s
        self._folder = ExitStack()
        self.address = ""
        self.tally = Tally()

    def __enter__(self) -> Self:
        with ExitStack() as folder:
            address = self._wanted or folder.enter_context(private_address())
            server = Server(address, self._backend, limits=self._limits, security=self._security)
            self.tally = server.tally
            self._start(server)
            self._folder = folder.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._folder.close()

    def _start(self, server: Server) -> None:
        started: Future[str] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(server, started)), name="muster-server")
        self._thread.daemon = True
        self._thread.start()
        self.address = started.result()

    async def _run(self, server: Server, started: "Future[str]") -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        try:
            address = await server.start()
        except BaseException as error:  # whoever enters the context hears of it
            started.set_exception(error)
            return
        started.set_result(address)
        await self._stopping.wait()
        await server.stop(self._grace_s)


@contextmanager
def private_address() -> Generator[str]:
    """Yield an address that only this user can reach; what it needs is gone after the context."""
    if not hasattr(socket, "AF_UNIX"):
        yield "127.0.0.1:0"
        return
    with TemporaryDirectory(prefix="muster-") as folder:  # made with mode 0700
        path = Path(folder) / "minds.sock"
        yield f"unix:{path}" if len(bytes(path)) <= MAX_SOCKET_PATH else "127.0.0.1:0"
