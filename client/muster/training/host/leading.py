"""One instructor's stream."""

from collections.abc import AsyncIterator
from typing import Any

from muster.exercise.v1 import exercise_pb2 as pb
from muster.training.host.host import Host


async def lead(host: Host, requests: AsyncIterator[pb.InstructRequest], context: Any) -> None:
    """Do what an instructor asks, and tell how things stand, until the exercise is over."""
    raise NotImplementedError
