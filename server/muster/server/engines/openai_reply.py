"""From the body of an OpenAI-compatible server's answer to a reply; nothing in it is taken for granted."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from muster.server.engine import BadReply, EngineFault, Reply, Request
from muster.server.engines.dialect import unfenced
from muster.server.engines.reading import Likely, Position, checked, counted, cut_off, endings, label_logprobs, shown

Fields = Mapping[str, object]


def read_reply(request: Request, body: bytes, latency_us: int, where: str) -> Reply:
    """Read a chat completion; raises BadReply, EngineFault."""
    fields = _parsed(body, where)
    choice = _first(fields.get("choices"))
    if not choice:
        raise BadReply(f"{where} answered without any choices: {shown(body.decode(errors='replace'))}")
    usage = _fields(fields.get("usage"))
    text = _fields(choice.get("message")).get("content")
    reply = Reply(
        text=_unwrapped(request, text if isinstance(text, str) else ""),
        logprobs=label_logprobs(_positions(choice), request.labels) if request.labels else None,
        prompt_tokens=_count(usage, "prompt_tokens"),
        cached_tokens=_count(_fields(usage.get("prompt_tokens_details")), "cached_tokens"),
        completion_tokens=_count(usage, "completion_tokens"),
        latency_us=latency_us,
    )
    if choice.get("finish_reason") not in endings(request):
        raise cut_off(request, reply, f"finish_reason {choice.get('finish_reason')!r}")
    return checked(request, reply)


def read_models(body: bytes, where: str) -> list[str]:
    """Return the names in a list of models; raises BadReply, EngineFault."""
    models = _list(_parsed(body, where).get("data"))
    return [str(_fields(model)["id"]) for model in models if "id" in _fields(model)]


def _parsed(body: bytes, where: str) -> Fields:
    try:
        whole: object = json.loads(body)
    except UnicodeDecodeError as error:
        raise BadReply(f"{where} answered with bytes that are no UTF-8; another model may do better") from error
    except (ValueError, RecursionError) as error:
        said = shown(body.decode(errors="replace"))
        raise BadReply(f"{where} answered with no JSON: {said}; does the address end in /v1?") from error
    fields = _fields(whole)
    if "error" in fields and "choices" not in fields:
        raise EngineFault(f"{where} failed: {shown(json.dumps(fields['error']))}")
    return fields


def _unwrapped(request: Request, text: str) -> str:
    return unfenced(text) if request.schema is not None and not request.labels else text


def _positions(choice: Fields) -> list[Position]:
    content = _list(_fields(choice.get("logprobs")).get("content"))
    found = ((_likely(each), [_likely(top) for top in _list(_fields(each).get("top_logprobs"))]) for each in content)
    return [Position(chosen, [each for each in top if each]) for chosen, top in found if chosen]


def _likely(value: object) -> Likely | None:
    fields = _fields(value)
    token, logprob = fields.get("token"), fields.get("logprob")
    if isinstance(logprob, int) and -1000 < logprob <= 0:  # 0 is certainty
        logprob = float(logprob)
    return Likely(token, logprob) if isinstance(token, str) and isinstance(logprob, float) else None


def _first(value: object) -> Fields:
    items = _list(value)
    return _fields(items[0]) if items else {}


def _fields(value: object) -> Fields:
    return cast("Fields", value) if isinstance(value, dict) else {}


def _list(value: object) -> Sequence[object]:
    return cast("Sequence[object]", value) if isinstance(value, list) else ()


def _count(fields: Fields, name: str) -> int:
    value = fields.get(name)
    return counted(value) if isinstance(value, int) else 0
