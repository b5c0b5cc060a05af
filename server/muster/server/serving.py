"""A behavior server on one address: started, announced and stopped cleanly."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from grpc import aio

from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server.address import Address, check_free, parse_address
from muster.server.backend import Backend
from muster.server.builtin import BuiltinMind
from muster.server.errors import AddressError
from muster.server.readiness import Readiness
from muster.server.service import BehaviorService

MAX_MESSAGE_BYTES = 16 * 1024 * 1024
_OPTIONS = [
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.keepalive_timeout_ms", 10_000),
    ("grpc.keepalive_permit_without_calls", 1),
    # Clients ping every 30 s too; by default gRPC would hang up on them for pinging more than every 5 min.
    ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
    ("grpc.http2.max_ping_strikes", 0),
    # Otherwise two servers could share a port and each get some of the sessions.
    ("grpc.so_reuseport", 0),
]


class Server:
    """Serves one backend on one address. ``start`` and ``stop`` run once each, on one event loop."""

    def __init__(self, address: str, backend: Backend | None = None) -> None:
        self._address = parse_address(address)
        self._backend = backend or BuiltinMind()

    async def start(self) -> str:
        """Listen, and return the address that clients can reach."""
        check_free(self._address)
        self._grpc = aio.server(options=_OPTIONS)
        pb_grpc.add_BehaviorServiceServicer_to_server(BehaviorService(self._backend), self._grpc)
        self._readiness = Readiness(self._grpc)
        bound = self._bind()
        await self._grpc.start()
        await self._readiness.announce_ready()
        return str(bound)

    async def stop(self, grace_s: float = 2.0) -> None:
        """Refuse new sessions, give those under way ``grace_s`` seconds, then end them; leaves no socket file."""
        await self._readiness.announce_stopping()
        await self._grpc.stop(grace_s)
        if self._address.path:
            self._address.path.unlink(missing_ok=True)

    def _bind(self) -> Address:
        try:
            port = self._grpc.add_insecure_port(str(self._address))
        except RuntimeError as error:
            raise AddressError(f"cannot listen on {self._address}: is it in use? give another, or port 0") from error
        if self._address.path:
            self._address.path.chmod(0o600)
            return self._address
        return Address(host=self._address.host, port=port)


def serve_forever(
    address: str, backend: Backend | None = None, *, announce: Callable[[str], None] = print, grace_s: float = 5.0
) -> None:
    """Serve until SIGINT or SIGTERM; ``announce`` gets the bound address once clients can connect."""
    with suppress(KeyboardInterrupt):  # where the loop cannot handle signals (Windows)
        asyncio.run(_serve(Server(address, backend), announce, grace_s))


async def _serve(server: Server, announce: Callable[[str], None], grace_s: float) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stopping.set)
    announce(await server.start())
    try:
        await stopping.wait()
    finally:
        await server.stop(grace_s)
