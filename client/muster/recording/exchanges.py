"""What was asked of language models in a recorded run, what they answered, and what it took."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from google.protobuf.message import DecodeError

from muster.behavior.v1 import behavior_pb2 as pb
from muster.recording.errors import RecordingDamaged
from muster.recording.reader import Recording


@dataclass
class Usage:
    """What some requests took; replies that were replayed took nothing.

    Attributes:
        requests, failed, replayed: how many.
        prompt_tokens, cached_tokens, completion_tokens: as the engine counts; cached ones are part of the prompts'.
        model_s: wall seconds of waiting for the engine, its queue included, added up over requests.
    """

    requests: int = 0
    failed: int = 0
    replayed: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    model_s: float = 0.0

    def add(self, exchange: pb.Exchange) -> None:
        """Count one exchange."""
        self.requests += 1
        self.failed += not exchange.reply
        self.replayed += exchange.source == pb.SOURCE_CACHE
        if exchange.source == pb.SOURCE_MODEL:
            self.prompt_tokens += exchange.prompt_tokens
            self.cached_tokens += exchange.cached_tokens
            self.completion_tokens += exchange.completion_tokens
            self.model_s += exchange.latency_us / 1e6


def replies(recording: Recording) -> dict[str, str]:
    """Return each reply, as JSON, by the key of its request; "" for a request that failed. Raises RecordingDamaged."""
    return {exchange.key: exchange.reply for _, exchange in _exchanges(recording)}


def usage(recording: Recording) -> tuple[Usage, dict[int, Usage]]:
    """Return what all requests took, and those for each agent. Raises RecordingDamaged."""
    total, by_agent = Usage(), defaultdict[int, Usage](Usage)
    for agent, exchange in _exchanges(recording):
        total.add(exchange)
        by_agent[agent].add(exchange)
    return total, dict(by_agent)


def _exchanges(recording: Recording) -> Iterator[tuple[int, pb.Exchange]]:
    try:
        for row in recording.decisions():
            yield from ((row.agent, exchange) for exchange in pb.Decision.FromString(row.message).exchanges)
        for row in recording.reflections():
            yield from ((row.agent, exchange) for exchange in pb.Words.FromString(row.message).exchanges)
    except DecodeError:
        raise RecordingDamaged(f"{recording.path}: a message is damaged; the rest may still be readable") from None
