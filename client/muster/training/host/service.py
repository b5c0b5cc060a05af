"""The gRPC service: trainees who come, play and go."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, NoReturn

import grpc
from grpc import aio

from muster.exercise.v1 import exercise_pb2 as pb
from muster.exercise.v1 import exercise_pb2_grpc as pb_grpc
from muster.scenario.building import Building
from muster.scenario.play import PlayKind
from muster.training.errors import BadAct, NoSuchRole, RoleTaken, Silent, TooMuch
from muster.training.host.host import Host
from muster.training.host.leading import lead
from muster.training.host.rates import Limits
from muster.training.host.seat import Seat
from muster.training.host.streaming import first_of, heard
from muster.training.told import Act, Join, Leave, Moment, Part, Phase, Ready, Refusal, Stop
from muster.training.wire import read_asked, write_answer, write_playbill

JOIN_S = 10.0  # wall seconds to the first request
MOST_CLIENTS = 64
_Context = aio.ServicerContext[Any, Any]
_WORDS = frozenset({PlayKind.SAY, PlayKind.ANNOUNCE, PlayKind.LEAD, PlayKind.CALL})
_CODES: dict[type[Exception], grpc.StatusCode] = {
    NoSuchRole: grpc.StatusCode.NOT_FOUND,
    RoleTaken: grpc.StatusCode.ALREADY_EXISTS,
    TooMuch: grpc.StatusCode.RESOURCE_EXHAUSTED,
    Silent: grpc.StatusCode.DEADLINE_EXCEEDED,
    BadAct: grpc.StatusCode.INVALID_ARGUMENT,
}
Requests = AsyncIterator[pb.TakePartRequest]


class ExerciseService(pb_grpc.ExerciseServiceServicer):
    """Lets trainees into one exercise, and those instructors whom ``may_lead`` lets in by what they send along."""

    def __init__(self, host: Host, may_lead: Callable[[_Context], str]) -> None:
        """``may_lead`` returns why somebody may not lead the exercise; "" when they may."""
        self._host, self._may_lead = host, may_lead
        self._clients = 0

    async def GetExercise(self, request: pb.GetExerciseRequest, context: _Context) -> pb.GetExerciseResponse:
        """What is played here."""
        return write_playbill(self._host.playbill())

    async def TakePart(self, requests: Requests, context: _Context) -> None:  # type: ignore[override]
        """One trainee, until the exercise is over or they leave."""
        await self._admitted(context, lambda: self._take_part(requests, context))

    async def Instruct(  # type: ignore[override]
        self, requests: AsyncIterator[pb.InstructRequest], context: _Context
    ) -> None:
        """One instructor."""
        why_not = self._may_lead(context)
        if why_not:
            await context.abort(grpc.StatusCode.PERMISSION_DENIED, why_not)
        await self._admitted(context, lambda: lead(self._host, requests, context))

    async def _admitted(self, context: _Context, call: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Carry out one stream, of so many at once; tell its client why it ends when it ends badly."""
        if self._clients >= MOST_CLIENTS:
            reason = f"{MOST_CLIENTS} clients are here already; come again later"
            await context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, reason)
        self._clients += 1
        try:
            await call()
        except (NoSuchRole, RoleTaken, TooMuch, Silent, BadAct) as error:
            await _refuse(context, error)
        finally:
            self._clients -= 1

    async def _take_part(self, requests: Requests, context: _Context) -> None:
        loop, waiting = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(waiting.set)

        join = await _join(requests)
        seat, part = self._host.join(join.role, wake)
        building = self._host.exercise.scenario.building
        try:
            await first_of(_listen(self._host, seat, requests), _tell(seat, part, waiting, building, context))
        finally:
            self._host.leave(seat)


async def _join(requests: Requests) -> Join:
    request = await anext(heard(requests, JOIN_S), None)
    asked = None if request is None else read_asked(request)
    if not isinstance(asked, Join):
        raise BadAct("the first request of a trainee must be `join`")
    return asked


async def _listen(host: Host, seat: Seat, requests: Requests) -> None:
    """Take in what a trainee does; return when they have gone."""
    limits = Limits()
    async for request in heard(requests):
        try:
            _obey(host, seat, request, limits)
        except BadAct as error:
            seat.outbox.put(Refusal(error.number, str(error)))
            limits.refused()


def _obey(host: Host, seat: Seat, request: pb.TakePartRequest, limits: Limits) -> None:
    """Do what one request asks; raises BadAct."""
    asked = read_asked(request)
    number = asked.number if isinstance(asked, Act) else 0
    limits.act(number, is_word=isinstance(asked, Act) and asked.play.kind in _WORDS)
    match asked:
        case Ready():
            host.ready(seat)
        case Act():
            host.act(seat, asked)
        case Stop():
            host.stop(seat.role.title)
        case Leave():
            host.opt_out(seat)
        case Join():
            raise BadAct("you have joined already")
        case _:
            pass


async def _tell(seat: Seat, part: Part, waiting: asyncio.Event, building: Building, context: _Context) -> None:
    """Send what there is to tell, the newest picture only, until it is over."""
    await context.write(write_answer(part, building))
    while True:
        await waiting.wait()
        waiting.clear()
        for answer in seat.outbox.take():
            await context.write(write_answer(answer, building))
            if isinstance(answer, Moment) and answer.phase is Phase.OVER:
                return


async def _refuse(context: _Context, error: Exception) -> NoReturn:
    await context.abort(_CODES.get(type(error), grpc.StatusCode.UNKNOWN), str(error))
