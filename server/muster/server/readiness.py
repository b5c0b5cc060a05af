"""What the server tells health checks and reflection; the two packages come without types, which ends here."""

from typing import Any

from grpc import aio
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from muster.behavior.v1 import behavior_pb2 as pb

SERVICE = pb.DESCRIPTOR.services_by_name["BehaviorService"].full_name
_health: Any = health
_health_grpc: Any = health_pb2_grpc
_reflection: Any = reflection


class Readiness:
    """Health (``grpc.health.v1``) of the whole server and of its service, and the list of services."""

    def __init__(self, server: aio.Server) -> None:
        self._servicer = _health.aio.HealthServicer()
        _health_grpc.add_HealthServicer_to_server(self._servicer, server)
        names = [SERVICE, _health.SERVICE_NAME, _reflection.SERVICE_NAME]
        _reflection.enable_server_reflection(names, server)

    async def announce_ready(self) -> None:
        """From now on SERVING."""
        for name in ("", SERVICE):
            await self._servicer.set(name, health_pb2.HealthCheckResponse.SERVING)

    async def announce_stopping(self) -> None:
        """From now on NOT_SERVING, for good."""
        await self._servicer.enter_graceful_shutdown()
