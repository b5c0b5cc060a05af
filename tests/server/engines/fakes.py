"""An Ollama and an OpenAI-compatible server without a network, which answer as the scripted engine does."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import httpx2

from muster.server.engine import Message, Request
from muster.server.engines.ollama import OllamaEngine
from muster.server.engines.openai import OpenAIEngine
from muster.server.engines.scripted import scripted_logprobs, scripted_text
from server.engines.asking import LABELS, MODEL

Answer = dict[str, Any] | bytes | Exception
Told = Answer | tuple[int, Answer]


class Fake:
    """What both have in common.

    ``says`` takes the place of the next answers to chats: a body, a status and a body, or an exception.
    """

    def __init__(self, *says: Told, models: tuple[str, ...] = (MODEL, "other:latest")) -> None:
        self.says = list(says)
        self.models = models
        self.bodies: list[dict[str, Any]] = []
        self.working = 0
        self.hold: asyncio.Event | None = None

    async def chat(self, body: dict[str, Any], answer: Callable[[dict[str, Any]], Answer]) -> tuple[int, bytes]:
        self.bodies.append(body)
        self.working += 1
        try:
            if self.hold:
                await self.hold.wait()
            await asyncio.sleep(0)
        finally:
            self.working -= 1
        if body["model"] not in self.models:
            return 404, json.dumps({"error": f"model '{body['model']}' not found"}).encode()
        told = self.says.pop(0) if self.says else answer(body)
        status, said = told if isinstance(told, tuple) else (200, told)
        if isinstance(said, Exception):
            raise said
        return status, said if isinstance(said, bytes) else json.dumps(said).encode()


def asked_by(body: dict[str, Any], schema: Any) -> Request:
    """The request as far as a server can know it, so that the same body has the same answer."""
    messages = tuple(Message(each["role"], each["content"]) for each in body["messages"])
    return Request(body["model"], messages, labels=LABELS if body.get("logprobs") else (), schema=schema)


def tops(request: Request) -> list[dict[str, Any]]:
    likely = scripted_logprobs(request)
    best = max(likely, key=likely.__getitem__)
    every = [{"token": label, "logprob": value} for label, value in likely.items()]
    return [{"token": best, "logprob": likely[best], "top_logprobs": every}]


class FakeOllama(Fake):
    def engine(self, **more: Any) -> OllamaEngine:
        return OllamaEngine("127.0.0.1:11434", transport=httpx.MockTransport(self.answer), **more)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        models = [{"model": name, "details": {"family": "llama", "parameter_size": "3.2B"}} for name in self.models]
        match request.url.path:
            case "/api/tags":
                return httpx.Response(200, json={"models": models})
            case "/api/ps":
                return httpx.Response(200, json={"models": models[:1]})
            case "/api/chat":
                status, content = await self.chat(json.loads(request.content), self.reply)
                return httpx.Response(status, content=content)
            case _:
                return httpx.Response(404, text="404 page not found")

    def reply(self, body: dict[str, Any]) -> Answer:
        if not body["messages"]:
            return chatted("", done_reason="load")
        request = asked_by(body, body.get("format"))
        more = {"logprobs": tops(request), "done_reason": "length"} if request.labels else {}
        return chatted(scripted_text(request), **more)


def chatted(text: str, **more: Any) -> dict[str, Any]:
    """A reply of Ollama's."""
    about = {"model": MODEL, "done": True, "done_reason": "stop", "prompt_eval_count": 300, "eval_count": 1}
    return {**about, "message": {"role": "assistant", "content": text}, **more}


class FakeOpenAI(Fake):
    def engine(self, **more: Any) -> OpenAIEngine:
        return OpenAIEngine("http://127.0.0.1:8000/v1", transport=httpx2.MockTransport(self.answer), **more)

    async def answer(self, request: httpx2.Request) -> httpx2.Response:
        match request.url.path:
            case "/v1/models":
                return httpx2.Response(200, json={"data": [{"id": name} for name in self.models]})
            case "/v1/chat/completions":
                status, content = await self.chat(json.loads(request.content), self.reply)
                return httpx2.Response(status, content=content, headers={"content-type": "application/json"})
            case _:
                return httpx2.Response(404, json={"detail": "Not Found"})

    def reply(self, body: dict[str, Any]) -> Answer:
        asked = body.get("response_format", {}).get("json_schema", {}).get("schema")
        request = asked_by(body, asked)
        more = {"logprobs": {"content": tops(request)}, "finish_reason": "length"} if request.labels else {}
        return completed(scripted_text(request), **more)


def completed(text: str, **more: Any) -> dict[str, Any]:
    """A reply of an OpenAI-compatible server's."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop", **more}
    usage = {"prompt_tokens": 300, "completion_tokens": 1, "prompt_tokens_details": {"cached_tokens": 250}}
    return {"choices": [choice], "usage": usage}
