"""The gRPC service: sessions that stream, and what answers here."""

import asyncio
from collections.abc import AsyncIterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NoReturn

import grpc
from grpc import aio

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server import wire
from muster.server.asking import Asking, Resources
from muster.server.cast import Cast
from muster.server.engine import EngineError
from muster.server.errors import PerceptError, ServerError, ServerFull, ServerStopping, SessionError
from muster.server.interviewing import interview
from muster.server.readiness import Checked
from muster.server.session import MAX_BATCH, Session
from muster.server.sessions import Sessions

_Context = aio.ServicerContext[Any, Any]
_CODES: dict[type[Exception], grpc.StatusCode] = {
    SessionError: grpc.StatusCode.INVALID_ARGUMENT,
    PerceptError: grpc.StatusCode.INVALID_ARGUMENT,
    ServerFull: grpc.StatusCode.RESOURCE_EXHAUSTED,
    ServerStopping: grpc.StatusCode.UNAVAILABLE,
}


class BehaviorService(pb_grpc.BehaviorServiceServicer):
    """Answers with one backend: at once, in whole batches, or through a queue when the backend has slots."""

    def __init__(self, shared: Resources, sessions: Sessions, checked: Checked) -> None:
        self._shared, self._sessions, self._checked = shared, sessions, checked

    async def Session(  # type: ignore[override]
        self, request_iterator: AsyncIterator[pb.SessionRequest], context: _Context
    ) -> None:
        """One episode: open, then percepts in and decisions out until the client half-closes."""
        try:
            cast = _opened(await anext(request_iterator, None))
            with self._sessions.join(cast) as session_id:
                await context.write(self._welcome(session_id))
                if self._shared.backend.slots == 0:
                    await self._answer(cast, request_iterator, context)
                else:
                    await self._converse(cast, request_iterator, context)
        except (ServerError, EngineError) as error:
            await _refuse(context, error)

    async def GetInfo(self, request: pb.GetInfoRequest, context: _Context) -> pb.GetInfoResponse:
        """What answers here, and whether it is ready."""
        about = self._shared.backend.about
        reason = await self._checked.reason()
        return pb.GetInfoResponse(
            version=_version(),
            backend=about.name,
            model=about.model,
            is_language_model=about.is_language_model,
            max_batch=MAX_BATCH,
            ready=not reason,
            not_ready=reason,
            slots=self._shared.backend.slots,
        )

    async def Ask(self, request: pb.AskRequest, context: _Context) -> pb.AskResponse:
        """Interview somebody; nothing is kept of it."""
        try:
            asked = wire.read_interview(request)
            spoken = await interview(self._shared.backend, self._shared.scheduler, asked)
        except (ServerError, EngineError) as error:
            await _refuse(context, error)
        self._shared.tally.interviewed(spoken)
        return wire.write_spoken(spoken)

    def _welcome(self, session_id: str) -> pb.SessionResponse:
        credits = self._shared.credits if self._shared.backend.slots else 0
        return pb.SessionResponse(opened=pb.Opened(session_id=session_id, credits=credits))

    async def _answer(self, cast: Cast, requests: AsyncIterator[pb.SessionRequest], context: _Context) -> None:
        """Answer batch by batch, in turn."""
        session = Session.of(cast, self._shared.tally)
        async for request in requests:
            decisions = await session.answer(_percepts(request), self._shared.backend)
            await context.write(pb.SessionResponse(decisions=decisions))
            if words := await session.speak(self._shared.backend):
                await context.write(pb.SessionResponse(words=words))

    async def _converse(self, cast: Cast, requests: AsyncIterator[pb.SessionRequest], context: _Context) -> None:
        """Read percepts in a task of its own, and send what is ready meanwhile."""
        asking = Asking(cast, self._shared)
        reading = asyncio.create_task(_read(requests, asking))
        try:
            async for response in asking.outbox.messages():
                await context.write(response)
            await reading
        finally:
            reading.cancel()
            asking.close()


async def _read(requests: AsyncIterator[pb.SessionRequest], asking: Asking) -> None:
    try:
        async for request in requests:
            await asking.take(_percepts(request))
        await asking.finish()
    finally:
        asking.outbox.close()


async def _refuse(context: _Context, error: Exception) -> NoReturn:
    await context.abort(_CODES.get(type(error), grpc.StatusCode.UNAVAILABLE), str(error))


def _opened(first: pb.SessionRequest | None) -> Cast:
    if first is None or first.WhichOneof("message") != "open":
        raise SessionError("the first message of a session is `open`; send scenario and people before any percepts")
    return Cast.from_open(first.open)


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
