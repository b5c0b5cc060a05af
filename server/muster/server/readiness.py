"""Whether decisions can be made here, for health checks and for GetInfo; and the list of services."""

import asyncio
import logging
from contextlib import suppress
from time import monotonic
from typing import Any

from grpc import aio
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server.backend import Backend
from muster.server.engine import EngineError

SERVICE = pb.DESCRIPTOR.services_by_name["BehaviorService"].full_name
ANSWER_S = 5.0  # wall seconds that it has to say it
_log = logging.getLogger(__name__)
# The two packages come without types, which ends here.
_health: Any = health
_health_grpc: Any = health_pb2_grpc
_reflection: Any = reflection


class Checked:
    """A backend's own ``check``, asked once for all who want to know at the same time."""

    def __init__(self, backend: Backend, fresh_s: float) -> None:
        self._backend, self._fresh_s = backend, fresh_s
        self._lock = asyncio.Lock()
        self._until = 0.0
        self._reason = ""

    async def reason(self) -> str:
        """Return why no decision can be made now, and what mends it; empty when one can."""
        async with self._lock:
            if monotonic() >= self._until:
                self._reason = await self._ask()
                self._until = monotonic() + self._fresh_s
            return self._reason

    async def _ask(self) -> str:
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._backend.check()
        except EngineError as error:
            return str(error) or type(error).__name__
        except TimeoutError:
            return f"{self._backend.about.name} has not said within {ANSWER_S:g} s whether it is ready; look at its log"
        except Exception:  # a mistake in the backend must not end the watch: told to the log and to whoever asks
            _log.exception("the backend failed to say whether it is ready")
            return "the backend failed to say whether it is ready; the log of the server says how"
        return ""


class Readiness:
    """Health (``grpc.health.v1``) of the whole server and of its service: SERVING while decisions can be made."""

    def __init__(self, server: aio.Server, checked: Checked) -> None:
        self._checked = checked
        self._servicer = _health.aio.HealthServicer()
        self._watching: asyncio.Task[None] | None = None
        _health_grpc.add_HealthServicer_to_server(self._servicer, server)
        names = [SERVICE, _health.SERVICE_NAME, _reflection.SERVICE_NAME]
        _reflection.enable_server_reflection(names, server)

    async def announce_ready(self) -> None:
        """From now on SERVING."""
        await self._set(health_pb2.HealthCheckResponse.SERVING)

    async def watch(self, every_s: float) -> None:
        """From now on tell what the backend says, looking again and again."""
        await self._set(health_pb2.HealthCheckResponse.NOT_SERVING)
        self._watching = asyncio.create_task(self._watch(every_s))

    async def announce_stopping(self) -> None:
        """From now on NOT_SERVING, for good."""
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        await self._servicer.enter_graceful_shutdown()

    async def _watch(self, every_s: float) -> None:
        status, was = health_pb2.HealthCheckResponse, None
        while True:
            reason = await self._checked.reason()
            await self._set(status.NOT_SERVING if reason else status.SERVING)
            if reason != was:
                _log.info("not ready: %s", reason) if reason else _log.info("ready")
            was = reason
            await asyncio.sleep(every_s)

    async def _set(self, status: "health_pb2.HealthCheckResponse.ServingStatus.ValueType") -> None:
        for name in ("", SERVICE):
            await self._servicer.set(name, status)
