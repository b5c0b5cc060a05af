"""A host's server: a thread of its own in the process of the simulation, on one address or two."""

import asyncio
import hmac
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import grpc
from grpc import aio

from muster.exercise.v1 import exercise_pb2_grpc as pb_grpc
from muster.render.service import CannotListen
from muster.render.service.address import Address, in_use, parse_address
from muster.training.host.host import Host
from muster.training.host.service import ExerciseService

LARGEST_REQUEST = 16 * 1024
"""Bytes; gRPC refuses more by itself. The longest text takes 800."""
_MOST_CALLS = 128
_HANG_UP_S = 0.5
_HEADER, _SCHEME = "authorization", "Bearer "
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


@dataclass(frozen=True)
class Door:
    """How an address may be come in by.

    Attributes:
        credentials: of the server, for TLS; None for none.
        interceptors: what stands before every call, such as a check of its token.
        instructors: the token that instructors send; "" for no other than the trainees'.
        is_private: only this machine can come in here.
    """

    credentials: grpc.ServerCredentials | None = None
    interceptors: tuple[aio.ServerInterceptor, ...] = field(default=())
    instructors: str = field(default="", repr=False)

    @property
    def is_enough_for_others(self) -> bool:
        """Whether other machines may be let in."""
        return self.credentials is not None and bool(self.interceptors)


class ExerciseServer:
    """Serves one host between ``start`` and ``close``.

    Args:
        addresses: each HOST:PORT (port 0: any free one) or unix:PATH; beyond this machine only with a guarded door.

    Attributes:
        addresses: where it listens, in the same order.
    """

    def __init__(self, host: Host, addresses: Sequence[str], door: Door | None = None) -> None:
        self._host, self._door = host, door or Door()
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
            server = aio.server(
                interceptors=self._door.interceptors, options=_OPTIONS, maximum_concurrent_rpcs=_MOST_CALLS
            )
            pb_grpc.add_ExerciseServiceServicer_to_server(ExerciseService(self._host, self._why_not), server)
            addresses = tuple(self._bind(server, wanted) for wanted in self._wanted)
            await server.start()
        except BaseException as error:  # whoever starts it hears of it
            started.set_exception(error)
            return
        started.set_result(addresses)
        await self._stopping.wait()
        await server.stop(_HANG_UP_S)
        for address in addresses:
            if address.path:
                address.path.unlink(missing_ok=True)

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

    def _why_not(self, context: "aio.ServicerContext[Any, Any]") -> str:
        """Return why somebody may not lead; "" when they may. The comparison takes as long whatever is sent."""
        wanted = self._door.instructors
        if not wanted:
            if self._door.interceptors:
                return "no instructor may join this exercise: it was started without --instructor-token-file"
            return ""
        given = [value for name, value in context.invocation_metadata() or () if name == _HEADER]
        tokens = [value.encode() if isinstance(value, str) else value for value in given]
        if len(tokens) == 1 and hmac.compare_digest(tokens[0], (_SCHEME + wanted).encode()):
            return ""
        return "leading this exercise takes the instructors' token; send it as metadata 'authorization: Bearer TOKEN'"
