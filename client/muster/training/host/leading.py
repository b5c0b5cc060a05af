"""One instructor's stream."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from grpc import aio

from muster.exercise.v1 import exercise_pb2 as pb
from muster.training.host.desk import Desk
from muster.training.host.host import Host
from muster.training.host.streaming import first_of, heard
from muster.training.leading import Standing
from muster.training.leading_wire import write_word
from muster.training.told import Phase

GLANCE_S = 0.05  # wall seconds between two looks at whether there is something to tell
TELL_EVERY_S = 0.5  # wall seconds between two states when nothing but the time has changed
_Context = aio.ServicerContext[Any, Any]


async def lead(host: Host, requests: AsyncIterator[pb.InstructRequest], context: Any) -> None:
    """Do what an instructor asks, and tell how things stand, until the exercise is over."""
    desk = Desk(host)
    await first_of(_listen(desk, requests), _tell(desk, context))


async def _listen(desk: Desk, requests: AsyncIterator[pb.InstructRequest]) -> None:
    """Take in what they ask; return when they have gone."""
    async for request in heard(requests):
        desk.take(request)


async def _tell(desk: Desk, context: _Context) -> None:
    """Tell how things stand, until it is over."""
    await context.write(write_word(desk.entered()))
    told, told_at = None, 0.0
    while told is None or told.phase is not Phase.OVER:
        while desk.refusals:
            await context.write(write_word(desk.refusals.pop(0)))
        now = desk.standing()
        if told is None or _is_news(now, told) or time.monotonic() - told_at >= TELL_EVERY_S:
            await context.write(write_word(now))
            told, told_at = now, time.monotonic()
        await asyncio.sleep(GLANCE_S)


def _is_news(now: Standing, told: Standing) -> bool:
    return replace(now, time=told.time) != told
