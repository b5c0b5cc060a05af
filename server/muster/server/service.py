"""The gRPC service: sessions that stream, and what answers here."""

from collections.abc import AsyncIterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from uuid import uuid4

import grpc
from grpc import aio

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server import wire
from muster.server.backend import Backend
from muster.server.engine import EngineError
from muster.server.errors import PerceptError, SessionError
from muster.server.session import MAX_BATCH, Session


class BehaviorService(pb_grpc.BehaviorServiceServicer):
    """Answers sessions with one backend. A session's batches are answered in turn, so each agent's order holds."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    async def Session(
        self, request_iterator: AsyncIterator[pb.SessionRequest], context: "aio.ServicerContext[Any, Any]"
    ) -> AsyncIterator[pb.SessionResponse]:
        """One episode: open, then percepts in and decisions out until the client half-closes."""
        try:
            session = _opened(await anext(request_iterator, None))
            yield pb.SessionResponse(opened=pb.Opened(session_id=uuid4().hex))
            async for request in request_iterator:
                yield pb.SessionResponse(decisions=await session.answer(_percepts(request), self._backend))
        except SessionError as error:
            await context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))

    async def GetInfo(self, request: pb.GetInfoRequest, context: "aio.ServicerContext[Any, Any]") -> pb.GetInfoResponse:
        """What answers here."""
        about = self._backend.about
        return pb.GetInfoResponse(
            version=_version(),
            backend=about.name,
            model=about.model,
            is_language_model=about.is_language_model,
            max_batch=MAX_BATCH,
        )

    async def Ask(self, request: pb.AskRequest, context: "aio.ServicerContext[Any, Any]") -> pb.AskResponse:
        """Interview somebody; nothing is kept of it."""
        try:
            spoken = await self._backend.ask(wire.read_interview(request))
        except (SessionError, PerceptError) as error:
            await context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        except EngineError as error:
            await context.abort(grpc.StatusCode.UNAVAILABLE, str(error))
        return wire.write_spoken(spoken)


def _opened(first: pb.SessionRequest | None) -> Session:
    if first is None or first.WhichOneof("message") != "open":
        raise SessionError("the first message of a session is `open`; send scenario and people before any percepts")
    return Session.from_open(first.open)


def _percepts(request: pb.SessionRequest) -> pb.PerceptBatch:
    kind = request.WhichOneof("message")
    if kind == "open":
        raise SessionError("a session is opened once; start another stream for another episode")
    if kind is None:
        raise SessionError("a message with neither `open` nor `percepts`; send percepts, or half-close to end")
    return request.percepts


def _version() -> str:
    try:
        return version("muster-sim")
    except PackageNotFoundError:  # running from the source tree
        return "unknown"
