"""Ollama, over the client that its makers keep."""

import asyncio
import os
from collections.abc import Sequence
from time import perf_counter

import httpx
from ollama import AsyncClient, ChatResponse

from muster.server.engine import EngineBusy, EngineError, ModelMissing, Reply, Request
from muster.server.engines.addresses import is_near, whole
from muster.server.engines.installed import Installed, billions, listed, named
from muster.server.engines.limits import (
    CONNECT_S,
    CONNECTIONS,
    LIST_S,
    LOAD_S,
    NUM_CTX,
    SLOTS_GUESSED,
    TIMEOUT_S,
)
from muster.server.engines.ollama_errors import BREAKAGES, told
from muster.server.engines.reading import TOP, Likely, Position, checked, counted, cut_off, endings, label_logprobs

PORT = 11434
_FOREVER = -1  # keep_alive: loading a model takes longer than anybody can think


class OllamaEngine:
    """An Ollama server.

    Args:
        host: as in OLLAMA_HOST, which counts when None; else this machine's own.
        slots: requests it works on at once. When None as OLLAMA_NUM_PARALLEL says here, which cannot be read from
            the server; without that it is guessed (see ``knows_slots``).
        num_ctx: tokens of context, the same for all requests: another value would load the model anew.
        timeout_s: wall seconds for one reply, queueing in the server included.
        load_s: wall seconds for getting a model into memory.
        transport: instead of the network, in tests.
    """

    def __init__(
        self,
        host: str | None = None,
        *,
        slots: int | None = None,
        num_ctx: int = NUM_CTX,
        timeout_s: float = TIMEOUT_S,
        load_s: float = LOAD_S,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.address = ollama_address(host)
        self._slots = slots or _num_parallel()
        self._one_at_a_time = False
        self._num_ctx = num_ctx
        self._timeout_s, self._load_s = timeout_s, load_s
        most = max(self._slots or 0, CONNECTIONS)
        self._client = AsyncClient(
            self.address,
            timeout=httpx.Timeout(None, connect=CONNECT_S),  # replies have a limit as a whole
            limits=httpx.Limits(max_connections=most, max_keepalive_connections=most),
            trust_env=not is_near(self.address),
            transport=transport,
        )

    @property
    def name(self) -> str:
        """Of this kind of engine."""
        return "ollama"

    @property
    def slots(self) -> int:
        """As told, 1 for models that Ollama answers one at a time, else a guess."""
        return 1 if self._one_at_a_time else self._slots or SLOTS_GUESSED

    @property
    def knows_slots(self) -> bool:
        """Whether ``slots`` is more than a guess."""
        return self._one_at_a_time or self._slots is not None

    async def complete(self, request: Request) -> Reply:
        """Answer one request; raises EngineError."""
        began = perf_counter()
        response = await self._chat(request, self._timeout_s)
        return _reply(request, response, int((perf_counter() - began) * 1e6))

    async def check(self, model: str) -> None:
        """Return once ``model`` is in memory; raises EngineError with the command that mends it."""
        installed = await self.installed()
        found = named(model, installed)
        if found is None:
            raise self._missing(model, installed)
        self._one_at_a_time = found.is_one_at_a_time
        await self._chat(Request(model, ()), self._load_s)

    async def installed(self) -> list[Installed]:
        """Return the models it has; raises EngineError."""
        try:
            async with asyncio.timeout(LIST_S):
                listing = await self._client.list()
                running = await self._client.ps()
        except BREAKAGES as error:
            raise told(error, self.address, "", LIST_S) from error
        loaded = {model.model for model in running.models}
        return [
            Installed(
                name=model.model,
                family=(model.details and model.details.family) or "",
                billions=billions((model.details and model.details.parameter_size) or ""),
                loaded=model.model in loaded,
            )
            for model in listing.models
            if model.model
        ]

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def _chat(self, request: Request, limit_s: float) -> ChatResponse:
        options = {"num_ctx": self._num_ctx, "num_predict": request.max_tokens}
        options |= {"temperature": request.temperature, "seed": request.seed}
        try:
            async with asyncio.timeout(limit_s):
                return await self._client.chat(  # pyright: ignore[reportUnknownMemberType]: the tools we don't use
                    request.model,
                    [{"role": message.role, "content": message.content} for message in request.messages],
                    think=False,
                    logprobs=True if request.labels else None,
                    top_logprobs=TOP if request.labels else None,
                    format=None if request.schema is None or request.labels else dict(request.schema),
                    options=options,
                    keep_alive=_FOREVER,
                )
        except BREAKAGES as error:
            broken = told(error, self.address, request.model, limit_s)
            if isinstance(broken, ModelMissing):
                broken = await self._explained(request.model, broken)
            raise broken from error

    async def _explained(self, model: str, missing: ModelMissing) -> EngineError:
        try:
            return self._missing(model, await self.installed())
        except EngineError:
            return missing

    def _missing(self, model: str, installed: Sequence[Installed]) -> ModelMissing:
        return ModelMissing(
            f"Ollama at {self.address} has no model {model!r}; get it with: ollama pull {model} "
            f"(it has: {listed(installed)})"
        )


def ollama_address(host: str | None = None) -> str:
    """Return the whole address for a host, or that of OLLAMA_HOST, or the default; raises EngineUnreachable."""
    if host:
        return whole(host, port=PORT, named="the host")
    return whole(os.environ.get("OLLAMA_HOST", ""), port=PORT, named="OLLAMA_HOST")


def _num_parallel() -> int | None:
    """What the user's environment says of the server, 0 and nonsense being nothing."""
    told = os.environ.get("OLLAMA_NUM_PARALLEL", "")
    return int(told) if told.isdecimal() and int(told) > 0 else None


def _reply(request: Request, response: ChatResponse, latency_us: int) -> Reply:
    """Read a reply; raises BadReply, EngineBusy."""
    if response.done_reason == "load":  # nothing was asked, or the model was just being replaced
        raise EngineBusy(f"model {request.model!r} was loading while it was asked; ask again")
    reply = Reply(
        text=response.message.content or "",
        logprobs=label_logprobs(_positions(response), request.labels) if request.labels else None,
        prompt_tokens=counted(response.prompt_eval_count),
        completion_tokens=counted(response.eval_count),
        latency_us=latency_us,
    )
    if not response.done or response.done_reason not in endings(request):
        raise cut_off(request, reply, f"done {response.done}, done_reason {response.done_reason!r}")
    return checked(request, reply)


def _positions(response: ChatResponse) -> list[Position]:
    return [
        Position(Likely(each.token, each.logprob), [Likely(top.token, top.logprob) for top in each.top_logprobs or ()])
        for each in response.logprobs or ()
    ]
