"""Requests to ask engines, and a loop to ask them in."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from muster.server.engine import Message, Request

Result = TypeVar("Result")
LABELS = ("A", "B", "C")
SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "utterance": {"type": "string", "maxLength": 80, "pattern": "^[a-zA-Z0-9 ,.'-]{0,80}$"},
        "volume": {"enum": ["silent", "talk", "shout"]},
    },
    "required": ["utterance", "volume"],
    "additionalProperties": False,
}
MODEL = "tiny:latest"


def letters(words: str = "What do you do?", model: str = MODEL) -> Request:
    return Request(model, _messages(words), labels=LABELS, max_tokens=1)


def fields(words: str = "What do you say?", model: str = MODEL) -> Request:
    return Request(model, _messages(words), schema=SCHEMA, max_tokens=120)


def free(words: str = "Why?", model: str = MODEL) -> Request:
    return Request(model, _messages(words), max_tokens=120)


def run(work: "Coroutine[Any, Any, Result]") -> Result:
    """Run to the end, in seconds at most, and see that nothing is left behind."""

    async def whole() -> Result:
        async with asyncio.timeout(10):
            result = await work
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left
        return result

    return asyncio.run(whole())


def _messages(words: str) -> tuple[Message, ...]:
    return (Message("system", "You are somebody in a building."), Message("user", words))
