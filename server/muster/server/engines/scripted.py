"""An engine that answers from the request alone, for tests and benchmarks."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import log

from muster.server.engine import EngineError, Reply, Request
from muster.server.engines.schema import smallest

_NAMED = 0.97  # of the probability falls to labels, the rest to what a model might say instead
_CHARACTERS_PER_TOKEN = 4
_WORDS = "I must think about this."

Fault = EngineError | str | None
Faults = Iterable[Fault] | Callable[[Request], Fault]


@dataclass(frozen=True)
class Pace:
    """How fast it answers.

    Attributes:
        latency_s: wall seconds from request to reply, when nobody else asks.
        slots: requests it works on at once; more than that wait.
        rate: replies per wall second, all together; None for as many as come.
    """

    latency_s: float = 0.0
    slots: int = 8
    rate: float | None = None


class ScriptedEngine:
    """Answers the same request with the same reply, whenever and beside whatever it is asked.

    Args:
        faults: what to do instead, request by request: raise an error, or answer with a text; None for neither. Or
            a function of the request that says so.
        keep: how many of the latest requests to remember in ``asked``; None for all.
    """

    def __init__(self, pace: Pace | None = None, *, faults: Faults = (), keep: int | None = None) -> None:
        self._pace = pace or Pace()
        self._faults = faults if callable(faults) else _one_by_one(iter(faults))
        self._free = asyncio.Semaphore(self._pace.slots)
        self._next_s = 0.0
        self.asked: deque[Request] = deque(maxlen=keep)
        self.working = 0  # requests in a slot now
        self.is_closed = False

    @property
    def name(self) -> str:
        """Of this kind of engine."""
        return "scripted"

    @property
    def slots(self) -> int:
        """As its pace says."""
        return self._pace.slots

    async def complete(self, request: Request) -> Reply:
        """Answer as scripted, or raise the fault that is due."""
        self.asked.append(request)
        fault = self._faults(request)
        await self._take_time()
        if isinstance(fault, EngineError):
            raise fault
        return self._reply(request, fault)

    async def check(self, model: str) -> None:
        """Always ready."""

    async def close(self) -> None:
        """Remember that it was closed."""
        self.is_closed = True

    async def _take_time(self) -> None:
        async with self._free:
            self.working += 1
            try:
                await asyncio.sleep(self._pace.latency_s + self._wait_for_turn())
            finally:
                self.working -= 1

    def _wait_for_turn(self) -> float:
        if self._pace.rate is None:
            return 0.0
        now = asyncio.get_running_loop().time()
        self._next_s = max(self._next_s, now) + 1.0 / self._pace.rate
        return self._next_s - now

    def _reply(self, request: Request, text: str | None) -> Reply:
        logprobs = None
        if text is None:
            logprobs = scripted_logprobs(request) if request.labels else None
            text = max(logprobs, key=logprobs.__getitem__) if logprobs else scripted_text(request)
        return Reply(
            text=text,
            logprobs=logprobs,
            prompt_tokens=sum(_tokens(message.content) for message in request.messages),
            completion_tokens=1 if request.labels else min(_tokens(text), request.max_tokens),
            latency_us=int(self._pace.latency_s * 1e6),  # not measured: the same reply, whatever the machine
        )


def scripted_logprobs(request: Request) -> dict[str, float]:
    """Return logarithms of probabilities that a hash of the request gives each label."""
    weights = [-log(_uniform(f"{request.key} {label}")) for label in request.labels]
    total = sum(weights)
    return {label: log(_NAMED * weight / total) for label, weight in zip(request.labels, weights, strict=True)}


def scripted_text(request: Request) -> str:
    """Return the likeliest label, the least that satisfies the schema, or a sentence."""
    if request.labels:
        logprobs = scripted_logprobs(request)
        return max(logprobs, key=logprobs.__getitem__)
    return _WORDS if request.schema is None else json.dumps(smallest(request.schema))


def _uniform(text: str) -> float:
    """A number inside (0, 1), the same for the same text."""
    return (int.from_bytes(sha256(text.encode()).digest()[:8]) + 0.5) / 2**64 * (1 - 2**-52)


def _tokens(text: str) -> int:
    return len(text) // _CHARACTERS_PER_TOKEN + 1


def _one_by_one(faults: Iterator[Fault]) -> Callable[[Request], Fault]:
    return lambda request: next(faults, None)
