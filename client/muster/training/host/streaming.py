"""What the streams of trainees and of instructors have in common."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from grpc import aio

SILENCE_S = 5.0
"""Wall seconds without a word from a client, after which it counts as gone; each is to say something every second."""


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
