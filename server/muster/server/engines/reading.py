"""What engines have in common: from what came over the wire to a text and log-probabilities that can be trusted."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import exp, isfinite, log
from typing import NamedTuple

from muster.server.engine import BadReply, Reply, Request
from muster.server.engines.schema import problem

TOP = 20  # most that engines return: Ollama, vLLM and llama-server alike
_BLANK = " \t\r\n\u2581\u0120"  # the last two stand for a blank in SentencePiece and byte-level BPE vocabularies
_MOST_TOKENS = 2**31 - 1
_SHOWN = 60  # characters of a reply in a message


class Likely(NamedTuple):
    """A token that might have come, with its natural logarithm of probability."""

    token: str
    logprob: float


class Position(NamedTuple):
    """The token that came, and the likeliest ones that might have instead, itself among them or not."""

    chosen: Likely
    top: Sequence[Likely]


def label_logprobs(positions: Iterable[Position], labels: Sequence[str]) -> Mapping[str, float] | None:
    """Return the logarithms by label at the first position that is not blank; None without positions.

    Tokens that are the same label but for blanks are added up.
    """
    every = list(positions)
    if not every:
        return None
    first = next((position for position in every if position.chosen.token.strip(_BLANK)), every[0])
    found: dict[str, list[float]] = {}
    for token, logprob in {first.chosen.token: first.chosen.logprob, **dict(first.top)}.items():
        label = token.strip(_BLANK)
        if label in labels and isfinite(logprob):
            found.setdefault(label, []).append(logprob)
    return {label: _sum(found[label]) for label in labels if label in found}


def checked(request: Request, reply: Reply) -> Reply:
    """Return a complete reply, fit to be sent on and stored; raises BadReply when it is not what was asked for."""
    who, text = f"model {request.model!r}", reply.text
    sound = replace(reply, text=_encodable(text))
    if not text.strip() and not reply.logprobs:
        raise BadReply(f"{who} answered with nothing; does it think aloud first? choose one that does not", sound)
    if request.labels:
        return sound
    if text != sound.text or "\ufffd" in text:
        raise BadReply(f"{who} answered with bytes that are no UTF-8: {shown(text)}", sound)
    if request.schema is not None and (wrong := _problem(text, request.schema)):
        raise BadReply(f"{who} answered against the schema: {wrong}; it said {shown(text)}", sound)
    return sound


def endings(request: Request) -> tuple[str, str] | tuple[str]:
    """Return the reasons to end with which a reply is complete: JSON that reached its limit is none, text is text."""
    return ("stop",) if request.schema is not None and not request.labels else ("stop", "length")


def cut_off(request: Request, reply: Reply, how: str) -> BadReply:
    """Return the error of a reply that the engine itself calls unfinished."""
    took = f"{reply.completion_tokens} of at most {request.max_tokens} tokens"
    sound = replace(reply, text=_encodable(reply.text))
    return BadReply(f"model {request.model!r} was cut off after {took} ({how}): {shown(reply.text)}", sound)


def counted(tokens: int | None) -> int:
    """Return a number of tokens that can be: what an engine says goes into messages of 32 bits."""
    return min(max(tokens or 0, 0), _MOST_TOKENS)


def shown(text: str) -> str:
    """Return a text as a message may quote it: short, on one line, in ASCII."""
    return ascii(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def _problem(text: str, schema: Mapping[str, object]) -> str:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"no JSON ({error})"
    return problem(value, schema)


def _encodable(text: str) -> str:
    """A lone surrogate, which JSON can smuggle in, could neither be sent on nor stored."""
    return text.encode(errors="replace").decode()


def _sum(logprobs: Sequence[float]) -> float:
    if len(logprobs) == 1:
        return logprobs[0]
    largest = max(logprobs)
    return largest + log(sum(exp(value - largest) for value in logprobs))
