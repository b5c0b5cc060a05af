"""Any server that speaks OpenAI's chat completions: vLLM, llama-server, LM Studio."""

import asyncio
import os
from time import perf_counter
from typing import TYPE_CHECKING, cast

from openai import DEFAULT_CONNECTION_LIMITS, AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

from muster.server.engine import EngineError, EngineUnreachable, ModelMissing, Reply, Request
from muster.server.engines.addresses import is_near, whole
from muster.server.engines.dialect import Dialect, Manner
from muster.server.engines.limits import CONNECT_S, CONNECTIONS, LIST_S, SLOTS_GUESSED, TIMEOUT_S
from muster.server.engines.openai_errors import BREAKAGES, told
from muster.server.engines.openai_reply import read_models, read_reply

if TYPE_CHECKING:
    from httpx2 import AsyncBaseTransport
    from openai.types.chat import ChatCompletionMessageParam

PORT = 8000
_USUAL = (
    "http://127.0.0.1:8000/v1 (vLLM), http://127.0.0.1:8080/v1 (llama-server) or http://127.0.0.1:1234/v1 (LM Studio)"
)


class OpenAIEngine:
    """An OpenAI-compatible server.

    What a server makes of options that not all know is found out on the first requests, once (see ``Dialect``).

    Args:
        base_url: up to and with ``/v1``; None for OPENAI_BASE_URL. Never OpenAI's own unless that is said.
        api_key: None for OPENAI_API_KEY; most servers of one's own want none.
        slots: requests it works on at once; None for a guess.
        timeout_s: wall seconds for one reply, queueing in the server included.
        transport: instead of the network, in tests.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        api_key: str | None = None,
        slots: int | None = None,
        timeout_s: float = TIMEOUT_S,
        transport: "AsyncBaseTransport | None" = None,
    ) -> None:
        self.address = _address(base_url)
        self._slots, self._timeout_s = slots, timeout_s
        self._dialects = {with_schema: Dialect(with_schema=with_schema) for with_schema in (True, False)}
        most = max(slots or 0, CONNECTIONS)
        limits = type(DEFAULT_CONNECTION_LIMITS)(max_connections=most, max_keepalive_connections=most)
        timeout = Timeout(None, connect=CONNECT_S)  # replies have a limit as a whole
        self._client = AsyncOpenAI(
            base_url=self.address,
            api_key=api_key or os.environ.get("OPENAI_API_KEY") or "none",
            max_retries=0,  # ours is the one to know what may be asked again
            timeout=timeout,
            http_client=DefaultAsyncHttpxClient(
                timeout=timeout, limits=limits, trust_env=not is_near(self.address), transport=transport
            ),
        )

    @property
    def name(self) -> str:
        """Of this kind of engine."""
        return "openai"

    @property
    def slots(self) -> int:
        """As told, else a guess."""
        return self._slots or SLOTS_GUESSED

    @property
    def knows_slots(self) -> bool:
        """Whether ``slots`` is more than a guess."""
        return self._slots is not None

    async def complete(self, request: Request) -> Reply:
        """Answer one request; raises EngineError."""
        dialect = self._dialects[request.schema is not None and not request.labels]
        try:
            return await dialect.ask(lambda manner: self._send(request, manner))
        except ModelMissing as missing:
            raise await self._explained(request.model, missing) from missing

    async def check(self, model: str) -> None:
        """Return when the server lists ``model``, or lists none at all; raises EngineError with what mends it."""
        models = await self.models()
        if models and model not in models:
            raise self._missing(model, models)

    async def models(self) -> list[str]:
        """Return the names it lists; raises EngineError."""
        try:
            async with asyncio.timeout(LIST_S):
                raw = await self._client.models.with_raw_response.list()
        except BREAKAGES as error:
            raise told(error, self._where, "", LIST_S) from error
        return read_models(raw.http_response.content, self._where)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def _send(self, request: Request, manner: Manner) -> Reply:
        began = perf_counter()
        try:
            async with asyncio.timeout(self._timeout_s):
                raw = await self._client.chat.completions.with_raw_response.create(
                    model=request.model,
                    messages=_messages(request, manner),
                    max_tokens=request.max_tokens,
                    temperature=request.temperature,
                    seed=request.seed,
                    extra_body=manner.options(request),
                )
        except BREAKAGES as error:
            raise told(error, self._where, request.model, self._timeout_s) from error
        latency_us = int((perf_counter() - began) * 1e6)
        return read_reply(request, raw.http_response.content, latency_us, self._where)

    @property
    def _where(self) -> str:
        return f"the server at {self.address}"

    async def _explained(self, model: str, missing: ModelMissing) -> EngineError:
        try:
            models = await self.models()
        except EngineError:
            return missing
        return self._missing(model, models) if models and model not in models else missing

    def _missing(self, model: str, models: list[str]) -> ModelMissing:
        return ModelMissing(
            f"{self._where} has no model {model!r}, but: {', '.join(sorted(models))}; "
            "name one of them with --model, or start the server with yours"
        )


def _address(base_url: str | None) -> str:
    told = base_url or os.environ.get("OPENAI_BASE_URL", "")
    if not told:
        raise EngineUnreachable(f"an OpenAI-compatible server needs an address: give one with --host, such as {_USUAL}")
    return whole(told, port=PORT, named="the host" if base_url else "OPENAI_BASE_URL")


def _messages(request: Request, manner: Manner) -> "list[ChatCompletionMessageParam]":
    messages = [{"role": message.role, "content": message.content} for message in manner.messages(request)]
    return cast("list[ChatCompletionMessageParam]", messages)
