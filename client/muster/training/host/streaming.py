"""What the streams of trainees and of instructors have in common."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from google.protobuf.message import DecodeError
from grpc import aio

from muster.training.errors import BadAct, Silent

SILENCE_S = 5.0
"""Wall seconds without a word from a client, after which it counts as gone; each is to say something every second."""
_Request = TypeVar("_Request")


async def heard(requests: AsyncIterator[_Request], patience_s: float | None = None) -> AsyncIterator[_Request]:
    """Yield what a client says, until it leaves.

    Raises:
        Silent: it has said nothing for ``patience_s``, or ``SILENCE_S``, wall seconds.
        BadAct: what it says is no message of ours.
    """
    while True:
        patience = SILENCE_S if patience_s is None else patience_s
        try:
            async with asyncio.timeout(patience):
                request = await anext(requests, None)
        except TimeoutError:
            raise Silent(f"nothing has come from here for {patience:g} s; join again") from None
        except DecodeError:
            raise BadAct("what came cannot be read; send messages of muster.exercise.v1") from None
        if request is None:
            return
        yield request


async def first_of(*halves: Coroutine[Any, Any, None]) -> None:
    """Listen and tell until one of the two ends: a client that has gone may leave the other waiting for ever."""
    tasks = [asyncio.create_task(half) for half in halves]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            with suppress(aio.InternalError):  # what gRPC calls a client that went away in the middle of a message
                task.result()
    finally:
        for task in tasks:
            task.cancel()
