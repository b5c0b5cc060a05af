"""A behavior server on one address: started, announced and stopped cleanly."""

import asyncio
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from grpc import aio

from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server.address import Address, check_free, in_use, parse_address
from muster.server.asking import Resources
from muster.server.backend import Backend
from muster.server.builtin import BuiltinMind
from muster.server.errors import AddressError
from muster.server.outage import Patience
from muster.server.pace import ServiceTime
from muster.server.readiness import Checked, Readiness
from muster.server.scheduler import Scheduler
from muster.server.security import Security
from muster.server.service import BehaviorService
from muster.server.sessions import Sessions
from muster.server.tally import Tally

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
_HANG_UP_S = 0.5  # for what else is under way, once all sessions have ended


@dataclass(frozen=True)
class Limits:
    """What a server with a backend that has slots allows itself; the built-in mind needs no limits.

    Attributes:
        queue: percepts that may wait in all; each session has an equal share, its credits.
        sessions: at once.
        patience: how long sessions in lockstep wait for a lost model.
        check_every_s: wall seconds between two looks whether the model is ready, for health checks.
        fresh_s: wall seconds for which what the backend says of itself is taken for true.
    """

    queue: int = 16_384
    sessions: int = 16
    patience: Patience = field(default_factory=Patience)
    check_every_s: float = 5.0
    fresh_s: float = 1.0

    @property
    def credits(self) -> int:
        """Percepts that one session may have unanswered."""
        return max(self.queue // self.sessions, 1)


class Server:
    """Serves one backend on one address. ``start`` and ``stop`` run once each, on one event loop.

    Attributes:
        tally: what it has done so far.
    """

    def __init__(
        self,
        address: str,
        backend: Backend | None = None,
        *,
        limits: Limits | None = None,
        security: Security | None = None,
    ) -> None:
        self._security = security or Security()
        self._address = parse_address(address, is_secured=self._security.is_enough_for_others)
        self._backend = backend or BuiltinMind()
        self._limits = limits or Limits()
        self.tally = Tally()

    async def start(self) -> str:
        """Listen, and return the address that clients can reach."""
        check_free(self._address)
        self._grpc = aio.server(interceptors=self._security.interceptors(), options=_OPTIONS)
        checked = Checked(self._backend, self._limits.fresh_s)
        self._sessions = Sessions(self.tally, self._limits.sessions if self._backend.slots else 0)
        service = BehaviorService(self._resources(), self._sessions, checked)
        pb_grpc.add_BehaviorServiceServicer_to_server(service, self._grpc)
        self._readiness = Readiness(self._grpc, checked)
        bound = self._bind()
        await self._grpc.start()
        if self._backend.slots == 0:
            await self._readiness.announce_ready()
        else:
            await self._readiness.watch(self._limits.check_every_s)
        return str(bound)

    async def stop(self, grace_s: float = 2.0) -> None:
        """Refuse new sessions, give those under way ``grace_s`` seconds, then end them; leaves no socket file."""
        await self._readiness.announce_stopping()
        await self._sessions.drain(grace_s)
        await self._grpc.stop(_HANG_UP_S)
        await self._backend.close()
        if self._address.path:
            self._address.path.unlink(missing_ok=True)

    def slots(self) -> int:
        """How many requests the backend works on at once, now; 0: as many as are asked for."""
        return self._backend.slots

    def _resources(self) -> Resources:
        return Resources(
            backend=self._backend,
            scheduler=Scheduler(self.slots, self.tally),
            tally=self.tally,
            service_time=ServiceTime(),
            patience=self._limits.patience,
            credits=self._limits.credits,
        )

    def _add_port(self, address: str) -> int:
        if self._security.tls is None:
            return self._grpc.add_insecure_port(address)
        return self._grpc.add_secure_port(address, self._security.tls.credentials())

    def _bind(self) -> Address:
        try:
            port = self._add_port(str(self._address))
        except RuntimeError as error:
            raise AddressError(in_use(self._address)) from error
        if self._address.path:
            self._address.path.chmod(0o600)
            return self._address
        return Address(host=self._address.host, port=port)


def serve_forever(
    address: str,
    backend: Backend | None = None,
    *,
    announce: Callable[[str], None] = print,
    grace_s: float = 5.0,
    limits: Limits | None = None,
    security: Security | None = None,
    metrics: str = "",
    announce_metrics: Callable[[str], None] = print,
) -> None:
    """Serve until SIGINT or SIGTERM, then for ``grace_s`` wall seconds to sessions under way.

    ``announce`` gets the bound address once clients can connect. With an address for ``metrics``, they are served
    there to Prometheus, which ``announce_metrics`` gets.
    """
    server = Server(address, backend, limits=limits, security=security)
    with (
        suppress(KeyboardInterrupt),
        _metrics(server, metrics, announce_metrics),
    ):  # Ctrl-C: where loops have no signals
        asyncio.run(_serve(server, announce, grace_s))


@contextmanager
def _metrics(server: Server, address: str, announce: Callable[[str], None]) -> Generator[None]:
    if not address:
        yield
        return
    from muster.server.metrics import MetricsServer

    served = MetricsServer(address, server.tally, server.slots)
    announce(served.address)
    try:
        yield
    finally:
        served.close()


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
