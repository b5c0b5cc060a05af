"""A scene server: a thread of its own that shows one source on one address."""

import asyncio
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import grpc
from grpc import aio
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from muster.render.service.address import Address, in_use, parse_address
from muster.render.service.errors import CannotListen
from muster.render.service.seats import Seats
from muster.render.service.service import SceneService
from muster.render.source import Source
from muster.scene.v1 import scene_pb2 as pb
from muster.scene.v1 import scene_pb2_grpc as pb_grpc

MOST_VIEWERS = 64
_MOST_CALLS = 2 * MOST_VIEWERS  # of all kinds at once
_HANG_UP_S = 0.5
LOOK_EVERY_S = 0.05  # wall seconds between two looks at a run that nobody watches
_OPTIONS = [
    # So that whoever has vanished without a word leaves its seat.
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.keepalive_timeout_ms", 10_000),
    ("grpc.keepalive_permit_without_calls", 1),
    # Clients ping every 30 s too; by default gRPC would hang up on them for pinging more than every 5 min.
    ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
    ("grpc.http2.max_ping_strikes", 0),
    # Otherwise two servers could share a port and each get some of the viewers.
    ("grpc.so_reuseport", 0),
]
# The two packages come without types, which ends here.
_health: Any = health
_health_grpc: Any = health_pb2_grpc
_reflection: Any = reflection


@dataclass(frozen=True)
class Guard:
    """What is asked of viewers: nothing, unless said otherwise.

    Attributes:
        credentials: of the server, for TLS.
        interceptors: what stands before every call, such as a check of its token.
    """

    credentials: grpc.ServerCredentials | None = None
    interceptors: tuple[aio.ServerInterceptor, ...] = field(default=())

    @property
    def is_enough_for_others(self) -> bool:
        """Whether other machines may be let in."""
        return self.credentials is not None and bool(self.interceptors)


class SceneServer:
    """A context manager: within it, ``address`` can be connected to. Leaving ends all streams.

    Args:
        source: is read by the server's thread alone, and closed in the end: give it one of its own.
        address: HOST:PORT (port 0: any free one) or unix:PATH; beyond this machine only with a guard.

    Attributes:
        address: where it listens.
        is_live: whether what it shows is still going on, as far as it has looked.
    """

    def __init__(
        self, source: Source, address: str, guard: Guard | None = None, *, most_viewers: int = MOST_VIEWERS
    ) -> None:
        self._source, self._guard = source, guard or Guard()
        self._wanted = parse_address(address, is_guarded=self._guard.is_enough_for_others)
        self._service = SceneService(source, Seats(most_viewers))
        self.address = ""
        self.is_live = source.is_live

    @property
    def viewers(self) -> int:
        """How many streams are under way."""
        return len(self._service.seats)

    def __enter__(self) -> Self:
        started: Future[str] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(started)), name="muster-scene")
        self._thread.daemon = True
        self._thread.start()
        self.address = started.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all streams and close the source; a second time, do nothing."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()

    async def _run(self, started: "Future[str]") -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        try:
            server, healthy, address = await self._start()
        except BaseException as error:  # whoever enters the context hears of it
            self._source.close()
            started.set_exception(error)
            return
        started.set_result(str(address))
        try:
            await self._look_on()
        finally:
            await healthy.enter_graceful_shutdown()
            await self._service.seats.close(_HANG_UP_S)
            await server.stop(_HANG_UP_S)
            self._source.close()
            if address.path:
                address.path.unlink(missing_ok=True)

    async def _look_on(self) -> None:
        """Return when the server is to stop; look at the source, which follows a run only when it is asked to."""
        while not self._stopping.is_set():
            self.is_live = self._source.is_live
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S if self.is_live else None):
                    await self._stopping.wait()

    async def _start(self) -> tuple[aio.Server, Any, Address]:
        server = aio.server(
            interceptors=self._guard.interceptors, options=_OPTIONS, maximum_concurrent_rpcs=_MOST_CALLS
        )
        pb_grpc.add_SceneServiceServicer_to_server(self._service, server)
        healthy = await _announce(server)
        address = self._bind(server)
        await server.start()
        return server, healthy, address

    def _bind(self, server: aio.Server) -> Address:
        wanted, credentials = self._wanted, self._guard.credentials
        try:
            if credentials is None:
                port = server.add_insecure_port(str(wanted))
            else:
                port = server.add_secure_port(str(wanted), credentials)
        except RuntimeError as error:
            raise CannotListen(in_use(wanted)) from error
        if wanted.path:
            wanted.path.chmod(0o600)
            return wanted
        return Address(host=wanted.host, port=port)


async def _announce(server: aio.Server) -> Any:
    """Add health checking, SERVING from the start, and reflection; return the former."""
    service = pb.DESCRIPTOR.services_by_name["SceneService"].full_name
    healthy = _health.aio.HealthServicer()
    _health_grpc.add_HealthServicer_to_server(healthy, server)
    _reflection.enable_server_reflection([service, _health.SERVICE_NAME, _reflection.SERVICE_NAME], server)
    for name in ("", service):
        await healthy.set(name, health_pb2.HealthCheckResponse.SERVING)
    return healthy
