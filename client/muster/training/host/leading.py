"""One instructor's stream."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from grpc import aio

from muster.exercise.v1 import exercise_pb2 as pb
from muster.training.errors import BadAct
from muster.training.host.host import Host
from muster.training.host.leading_wire import obey, write_entered, write_state
from muster.training.host.rates import Limits
from muster.training.told import Phase

GLANCE_S = 0.05  # wall seconds between two looks at whether there is something to tell
TELL_EVERY_S = 0.5  # wall seconds between two states when nothing but the time has changed
_Context = aio.ServicerContext[Any, Any]


@dataclass
class Instructor:
    """Somebody who leads the exercise.

    Attributes:
        taken: number of their newest request that was taken in.
        refusals: what they asked for in vain and are still to be told.
    """

    taken: int = 0
    refusals: list[pb.Refusal] = field(default_factory=list[pb.Refusal])
    limits: Limits = field(default_factory=Limits)


async def listen(
    host: Host, who: Instructor, requests: AsyncIterator[pb.InstructRequest], silence_s: float
) -> None:
    """Do what they ask; return when they have gone, or have said nothing for so long."""
    while True:
        try:
            async with asyncio.timeout(silence_s):
                request = await anext(requests, None)
        except TimeoutError:
            return
        if request is None:
            return
        _take(host, who, request)


def _take(host: Host, who: Instructor, request: pb.InstructRequest) -> None:
    try:
        who.limits.act(request.number)
        obey(host, request)
    except BadAct as error:
        who.refusals.append(pb.Refusal(number=error.number or request.number, reason=str(error)))
        who.limits.refused()
    who.taken = max(who.taken, request.number)


async def tell(host: Host, who: Instructor, context: _Context) -> None:
    """Tell how things stand, until the exercise is over."""
    await context.write(pb.InstructResponse(entered=write_entered(host.exercise)))
    told, told_at = pb.State(), -TELL_EVERY_S
    while told.phase != Phase.OVER:
        while who.refusals:
            await context.write(pb.InstructResponse(refusal=who.refusals.pop(0)))
        now = write_state(host, who.taken)
        if _is_news(now, told) or time.monotonic() - told_at >= TELL_EVERY_S:
            await context.write(pb.InstructResponse(state=now))
            told, told_at = now, time.monotonic()
        await asyncio.sleep(GLANCE_S)


def _is_news(now: pb.State, told: pb.State) -> bool:
    same_time = pb.State()
    same_time.CopyFrom(now)
    same_time.time_s = told.time_s
    return same_time != told
