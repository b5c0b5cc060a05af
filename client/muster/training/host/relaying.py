"""Scenes on the server of an exercise: asked for here, made by the process that serves those of the run.

What travels is passed on as it is: the run shares its interpreter with this server, and is held up as little as can be.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import grpc
from grpc import aio

from muster.client.access import OPEN, Access
from muster.scene.v1 import scene_pb2 as pb

_NOT_YET = "there is nothing to be seen here: the run has not begun, or is over; try again in a moment"
_SERVICE = pb.DESCRIPTOR.services_by_name["SceneService"]
_OPTIONS = [
    ("grpc.max_receive_message_length", -1),  # it comes from a process of ours
    ("grpc.use_local_subchannel_pool", 1),
    # It comes up with the run, and instructors are there before.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 500),
]
_Context = aio.ServicerContext[Any, Any]
_Call = Callable[[bytes, _Context], Awaitable[None]]


@dataclass(frozen=True)
class Behind:
    """Where scenes are made.

    Attributes:
        address: HOST:PORT or unix:PATH, for this machine alone.
        access: what is shown there.
    """

    address: str
    access: Access = OPEN


class SceneRelay:
    """Passes calls of the scene service on; to be made and used on one event loop.

    Args:
        behind: where they are passed on to.
        why_not: returns why somebody may not see everything; "" when they may.
    """

    def __init__(self, behind: Behind, why_not: Callable[[_Context], str]) -> None:
        self._metadata, self._why_not = behind.access.metadata, why_not
        self._channel = aio.insecure_channel(behind.address, options=_OPTIONS)

    def handler(self) -> grpc.GenericRpcHandler:
        """Return what answers all calls of the service."""
        calls: dict[str, grpc.RpcMethodHandler[bytes, bytes]] = {
            method.name: grpc.unary_stream_rpc_method_handler(self._passing_on(method.name))
            for method in _SERVICE.methods
        }
        return grpc.method_handlers_generic_handler(_SERVICE.full_name, calls)

    async def close(self) -> None:
        """End what is still being passed on."""
        await self._channel.close()

    def _passing_on(self, method: str) -> _Call:
        """Return what passes on one method; to a caller, an answer is a stream of one."""
        path = f"/{_SERVICE.full_name}/{method}"
        calling: aio.UnaryStreamMultiCallable[bytes, bytes] = self._channel.unary_stream(path)

        async def pass_on(request: bytes, context: _Context) -> None:
            why_not = self._why_not(context)
            if why_not:
                await context.abort(grpc.StatusCode.PERMISSION_DENIED, why_not)
            call = calling(request, metadata=self._metadata)
            try:
                async for response in call:
                    await context.write(response)
            except aio.AioRpcError as error:
                await _end(context, error)
            finally:
                call.cancel()

        return pass_on


async def _end(context: _Context, error: aio.AioRpcError) -> None:
    code = error.code()
    is_gone = code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)
    why = _NOT_YET if is_gone else error.details() or code.name
    await context.abort(grpc.StatusCode.UNAVAILABLE if is_gone else code, why)
