"""What can break on the way to Ollama and back, told as errors of ours."""

from typing import cast

import httpx
from ollama import ResponseError
from pydantic import ValidationError

from muster.server.engine import (
    BadReply,
    EngineBusy,
    EngineError,
    EngineFault,
    EngineUnreachable,
    ModelMissing,
    RequestRefused,
)

# Everything the client lets through: its own two kinds, whatever httpx finds, and what reading a body that is no UTF-8,
# no JSON, no object or not a reply leads to inside it. A limit of ours that ran out is a TimeoutError.
BREAKAGES = (
    ResponseError,
    ConnectionError,
    httpx.HTTPError,
    TimeoutError,
    ValueError,
    TypeError,
    AttributeError,
    RecursionError,
)
_BUSY = (408, 429, 503, 504)
_BAD_GATEWAY = 502


def told(error: Exception, address: str, model: str, limit_s: float) -> EngineError:
    """Return what ``error``, one of ``BREAKAGES``, means; ``model`` may be empty, ``limit_s`` is in wall seconds."""
    where = f"Ollama at {address}"
    match error:
        case ResponseError():
            return _refusal(error, where, model)
        case httpx.ConnectTimeout() | ConnectionError() | httpx.ConnectError():
            return _unreachable(where, "does not answer")
        case TimeoutError() | httpx.TimeoutException():
            return EngineBusy(
                f"{where} did not answer within {limit_s:g} s; ask for less at once, or use a smaller model"
            )
        case httpx.HTTPError():
            return _unreachable(where, f"hung up ({type(error).__name__})")
        case ValidationError() if inside := _error_inside(error):
            return EngineFault(f"{where} failed: {inside}")
        case UnicodeDecodeError():
            return BadReply(f"{where} answered with bytes that are no UTF-8; another model may do better")
        case _:
            return BadReply(f"{where} answered with something that is no reply ({type(error).__name__}); is it Ollama?")


def _refusal(error: ResponseError, where: str, model: str) -> EngineError:
    status, said = error.status_code, " ".join(str(error.error).split())[:300]
    if status == 404:
        return ModelMissing(f"{where} has no model {model!r} ({said}); get it with: ollama pull {model}")
    if status in _BUSY:
        return EngineBusy(f"{where} is busy ({status}: {said}); ask for less at once")
    if status == _BAD_GATEWAY:
        return _unreachable(where, f"is not behind its gateway ({status}: {said})")
    if status in (401, 403):
        return EngineFault(
            f"{where} wants another key ({status}: {said}); set OLLAMA_API_KEY, or sign in with: ollama signin"
        )
    if 400 <= status < 500:
        return RequestRefused(f"{where} refused a request to model {model!r} ({status}: {said})")
    return EngineFault(f"{where} failed ({status}: {said}); if it stays so, look into its log")


def _unreachable(where: str, what: str) -> EngineUnreachable:
    return EngineUnreachable(
        f"{where} {what}; start it with: ollama serve - or name another with --host or OLLAMA_HOST"
    )


def _error_inside(error: ValidationError) -> str:
    """An error with status 200 is a reply without a message."""
    whole: object = error.errors()[0].get("input")
    said = cast("dict[str, object]", whole).get("error") if isinstance(whole, dict) else None
    return " ".join(str(said).split())[:300] if said else ""
