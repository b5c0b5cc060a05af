"""The seam between minds and language models: one request, one reply. Wrappers add retries, caching and the rest.

Everything that a reply may depend on is in the request, so that its key names the reply for good: a recording replays
a model by looking keys up.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Literal, NamedTuple, Protocol

from muster.behavior.v1.vocabulary import Source

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_READABLE = json.JSONEncoder(ensure_ascii=False)


class Message(NamedTuple):
    """A part of the conversation; what comes first is shared by most requests, for the engine's prefix cache."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Request:
    """What is asked of a model.

    Attributes:
        model: its name, as the engine knows it.
        labels: when given, one of these is all that is wanted, with log-probabilities.
        schema: when given, a JSON schema that the reply must satisfy.
        max_tokens: of the reply.
        seed: of the engine's own sampling, where it samples.
    """

    model: str
    messages: tuple[Message, ...]
    labels: tuple[str, ...] = ()
    schema: Mapping[str, object] | None = field(default=None, hash=False)
    max_tokens: int = 4
    temperature: float = 0.0
    seed: int = 0

    @cached_property
    def canonical(self) -> str:
        """The same text for the same request: JSON, sorted keys, no blanks."""
        before, after = (
            _frame_without_schema(self.model, self.labels, self.max_tokens, self.temperature, self.seed)
            if self.schema is None
            else _frame(self.model, self.labels, self.max_tokens, self.temperature, self.seed, self.schema)
        )
        messages = ",".join([f'["{message.role}",{_quoted(message)}]' for message in self.messages])
        return f'{before}"messages":[{messages}]{after}'

    @cached_property
    def key(self) -> str:
        """SHA-256 of ``canonical``, hexadecimal."""
        return sha256(self.canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Reply:
    """What a model answered.

    Attributes:
        text: as it came; for a request with labels this may be anything, ``logprobs`` decides.
        logprobs: natural logarithms by label, of those among the engine's top tokens; None without labels or when the
            engine gives none. Raw: they need not sum to 1, and labels may be missing.
        source: MODEL, or CACHE when nobody was asked.
        prompt_tokens, cached_tokens, completion_tokens: as the engine counts; cached ones are part of the prompt's.
        latency_us: from request to reply, queueing in the engine included.
    """

    text: str
    logprobs: Mapping[str, float] | None = None
    source: Source = Source.MODEL
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    latency_us: int = 0

    @property
    def canonical(self) -> str:
        """What a recording keeps, as JSON: all that the reply says, and what it took."""
        return _READABLE.encode(vars(self) | {"logprobs": self.logprobs and dict(self.logprobs)})

    @classmethod
    def read(cls, canonical: str) -> "Reply":
        """Return what ``canonical`` was made from, as a reply that nobody was asked for."""
        return cls(**json.loads(canonical) | {"source": Source.CACHE})


def _frame(
    model: str,
    labels: tuple[str, ...],
    max_tokens: int,
    temperature: float,
    seed: int,
    schema: Mapping[str, object] | None = None,
) -> tuple[str, str]:
    """Return what comes before and after the messages in a request's canonical text."""
    rest: dict[str, object] = {"labels": labels, "max_tokens": max_tokens, "messages": [], "model": model}
    rest |= {"schema": schema, "seed": seed, "temperature": temperature}
    before, _, after = _CANONICAL.encode(rest).partition('"messages":[]')
    return before, after


# The same for all requests for one of as many letters: to encode it each time would double what a canonical text costs.
_frame_without_schema = lru_cache(maxsize=256)(_frame)


def _quoted(message: Message) -> str:
    return _quoted_rules(message.content) if message.role == "system" else encode_basestring(message.content)


@lru_cache(maxsize=64)
def _quoted_rules(text: str) -> str:
    """What all prompts of a scenario begin with."""
    return encode_basestring(text)


@dataclass(frozen=True)
class Exchange:
    """A request and its reply; ``reply`` None when it failed."""

    request: Request
    reply: Reply | None


class Engine(Protocol):
    """Whatever completes prompts: Ollama, an OpenAI-compatible server, a script."""

    @property
    def name(self) -> str:
        """Of the kind of engine, for users and recordings: ``ollama``."""
        ...

    @property
    def slots(self) -> int:
        """Requests it works on at once, as far as known; at least 1."""
        ...

    async def complete(self, request: Request) -> Reply:
        """Answer one request; cancelling the call frees the engine's slot. Raises EngineError."""
        ...

    async def check(self, model: str) -> None:
        """Return when ``model`` can be asked; raises EngineError with what mends it."""
        ...

    async def close(self) -> None:
        """Let go of connections; may be called twice."""
        ...


class EngineError(Exception):
    """A request that got no usable reply; the message names address or model, problem and remedy.

    EngineError
    ├── EngineUnreachable  nobody answers there
    ├── ModelMissing       somebody answers, but has no such model
    ├── EngineBusy         too much to do, or too slow: later it may work
    ├── EngineFault        it answered with an error of its own
    ├── BadReply           an answer that is none: cut off, no UTF-8, not of the schema
    │   └── RequestRefused it will not do that, now or later: a bad option, a prompt too long
    ├── NotCached          only recorded replies may be used, and there is none for this
    └── TokensSpent        the tokens that a run may use are used
    """


class EngineUnreachable(EngineError):
    """Nobody answers there: start it, or name another address."""


class ModelMissing(EngineError):
    """The engine has no such model: the message says how to get it, and which it has."""


class EngineBusy(EngineError):
    """It refused for load, or took longer than allowed."""


class EngineFault(EngineError):
    """It answered with an error; trying again may help."""


class BadReply(EngineError):
    """It answered, but not what was asked for.

    Attributes:
        reply: what it did say, for whoever can still read some of it; None when it can't be read at all.
    """

    def __init__(self, message: str, reply: Reply | None = None) -> None:
        super().__init__(message)
        self.reply = reply


class RequestRefused(BadReply):
    """It understood and will not do it: the same request again is of no use, others may be."""


class NotCached(EngineError):
    """Only recorded replies may be used, and the one to this request is not among them; the message has its key."""


class TokensSpent(EngineError):
    """As many tokens as a run may use are used; a resumed run may be given more."""
