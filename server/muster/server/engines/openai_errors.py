"""What can break on the way to an OpenAI-compatible server and back, told as errors of ours."""

from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

from muster.server.engine import (
    BadReply,
    EngineBusy,
    EngineError,
    EngineFault,
    EngineUnreachable,
    ModelMissing,
    RequestRefused,
)

# The client's own tree, and what reading a body that is not what it seems can lead to inside it.
BREAKAGES = (OpenAIError, TimeoutError, ValueError, TypeError, AttributeError, RecursionError)
_BUSY = (408, 429, 503, 504)
_BAD_GATEWAY = 502


def told(error: Exception, where: str, model: str, limit_s: float) -> EngineError:
    """Return what ``error``, one of ``BREAKAGES``, means; ``model`` may be empty, ``limit_s`` is in wall seconds."""
    match error:
        case APIStatusError():
            return _refusal(error, where, model)
        case APITimeoutError() if type(error.__cause__).__name__ != "ConnectTimeout":
            return _slow(where, limit_s)
        case APIConnectionError():
            return _unreachable(where, f"does not answer ({type(error.__cause__).__name__})")
        case TimeoutError():
            return _slow(where, limit_s)
        case UnicodeDecodeError():
            return BadReply(f"{where} answered with bytes that are no UTF-8; another model may do better")
        case _:
            return BadReply(f"{where} answered with something that is no reply ({type(error).__name__})")


def _refusal(error: APIStatusError, where: str, model: str) -> EngineError:
    status, said = error.status_code, " ".join(error.response.text.split())[:300]  # not all say it in OpenAI's form
    if status == 404:
        return ModelMissing(f"{where} knows no model {model!r} ({said}); does the address end in /v1?")
    if status in (401, 403):
        return EngineFault(f"{where} wants another key ({status}: {said}); set OPENAI_API_KEY")
    if status in _BUSY:
        return EngineBusy(f"{where} is busy ({status}: {said}); ask for less at once")
    if status == _BAD_GATEWAY:
        return _unreachable(where, f"is not behind its gateway ({said})")
    if 400 <= status < 500:
        return RequestRefused(f"{where} refused a request to model {model!r} ({status}: {said})")
    return EngineFault(f"{where} failed ({status}: {said}); if it stays so, look into its log")


def _slow(where: str, limit_s: float) -> EngineBusy:
    return EngineBusy(f"{where} did not answer within {limit_s:g} s; ask for less at once, or use a smaller model")


def _unreachable(where: str, what: str) -> EngineUnreachable:
    return EngineUnreachable(f"{where} {what}; start the server, or name another with --host or OPENAI_BASE_URL")
