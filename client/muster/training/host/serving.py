"""A host's server: a thread of its own in the process of the simulation, on one address or two."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import Future

from grpc import aio

from muster.exercise.v1 import exercise_pb2_grpc as pb_grpc
from muster.render.service import CannotListen
from muster.render.service.address import Address, in_use, parse_address
from muster.training.host.door import Door
from muster.training.host.host import Host
from muster.training.host.relaying import Behind, SceneRelay
from muster.training.host.service import ExerciseService

LARGEST_REQUEST = 16 * 1024
"""Bytes; gRPC refuses more by itself. The longest text takes 800."""
_MOST_CALLS = 128
_HANG_UP_S = 0.5
_OPTIONS = [
    ("grpc.max_receive_message_length", LARGEST_REQUEST),
    ("grpc.keepalive_time_ms", 5_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.keepalive_permit_without_calls", 1),
    # Clients ping, too; by default gRPC would hang up on them for pinging more than every 5 min.
    ("grpc.http2.min_ping_interval_without_data_ms", 1_000),
    ("grpc.http2.max_ping_strikes", 0),
    ("grpc.so_reuseport", 0),
]


class ExerciseServer:
    """Serves one host between ``start`` and ``close``.

    Args:
        addresses: each HOST:PORT (port 0: any free one) or unix:PATH; beyond this machine only with a guarded door.
        door: what is asked of those who come; unless given, nothing.
        scenes: where scenes are made of the run, for those who lead; None: there are none to be seen.

    Attributes:
        addresses: where it listens, in the same order.
    """

    def __init__(
        self, host: Host, addresses: Sequence[str], door: Door | None = None, scenes: Behind | None = None
    ) -> None:
        self._host, self._door, self._scenes = host, door or Door(), scenes
        self._wanted = [parse_address(each, is_guarded=self._door.is_enough_for_others) for each in addresses]
        self.addresses: tuple[str, ...] = ()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen; raises CannotListen."""
        started: Future[tuple[Address, ...]] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(started)), name="muster-host", daemon=True)
        self._thread.start()
        self.addresses = tuple(map(str, started.result()))

    def close(self) -> None:
        """End all streams; a second time, do nothing."""
        if self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()

    async def _run(self, started: "Future[tuple[Address, ...]]") -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        try:
            server, relay = self._server()
            addresses = tuple(self._bind(server, wanted) for wanted in self._wanted)
            await server.start()
        except BaseException as error:  # whoever starts it hears of it
            started.set_exception(error)
            return
        started.set_result(addresses)
        await self._stopping.wait()
        await server.stop(_HANG_UP_S)
        if relay is not None:
            await relay.close()
        for address in addresses:
            if address.path:
                address.path.unlink(missing_ok=True)

    def _server(self) -> tuple[aio.Server, SceneRelay | None]:
        door = self._door
        server = aio.server(interceptors=door.interceptors, options=_OPTIONS, maximum_concurrent_rpcs=_MOST_CALLS)
        pb_grpc.add_ExerciseServiceServicer_to_server(ExerciseService(self._host, door.why_not), server)
        if self._scenes is None:
            return server, None
        relay = SceneRelay(self._scenes, door.why_not)
        server.add_generic_rpc_handlers((relay.handler(),))
        return server, relay

    def _bind(self, server: aio.Server, wanted: Address) -> Address:
        credentials = self._door.credentials
        try:
            if credentials is None or wanted.path is not None:
                port = server.add_insecure_port(str(wanted))
            else:
                port = server.add_secure_port(str(wanted), credentials)
        except RuntimeError as error:
            raise CannotListen(in_use(wanted)) from error
        if wanted.path:
            wanted.path.chmod(0o600)
            return wanted
        return Address(host=wanted.host, port=port)
