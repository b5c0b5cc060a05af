"""What a server has done so far, as plain numbers: cheap to keep, read by whoever shows them (see ``metrics``)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from muster.behavior.v1.vocabulary import Source, Status
from muster.server.engine import Exchange
from muster.server.values import Answer, Spoken, Words

# Seconds: from the built-in mind's batches to a model that waits in a queue.
BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass
class Latencies:
    """A histogram; ``counts`` has one more entry than ``BOUNDS_S``, for what took longer than the last."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS_S) + 1))
    sum_s: float = 0.0

    def add(self, latency_us: int, times: int = 1) -> None:
        """Note that ``times`` decisions took ``latency_us`` each."""
        seconds = latency_us / 1e6
        self.counts[bisect_left(BOUNDS_S, seconds)] += times
        self.sum_s += seconds * times


@dataclass
class Tally:
    """Counts since the server began, of all sessions; changed on the event loop only, read from anywhere.

    Attributes:
        decisions: that were made, by source.
        undecided: percepts that were not, by status.
        fallbacks: decisions that the built-in mind made for a model, by reason.
        words: messages of words, by source.
        unusable: replies of models and fields of them that were of no use, by what was wrong.
        requests: to models, by what came of them; tokens: of those that were answered, by kind.
        latencies: from percept to decision.
        sessions: open now; opened: ever.
        queued, running: requests to the backend that wait and that are under way, now.
    """

    decisions: Counter[Source] = field(default_factory=Counter[Source])
    undecided: Counter[Status] = field(default_factory=Counter[Status])
    fallbacks: Counter[str] = field(default_factory=Counter[str])
    words: Counter[Source] = field(default_factory=Counter[Source])
    unusable: Counter[str] = field(default_factory=Counter[str])
    requests: Counter[str] = field(default_factory=Counter[str])
    tokens: Counter[str] = field(default_factory=Counter[str])
    latencies: Latencies = field(default_factory=Latencies)
    interviews: int = 0
    sessions: int = 0
    opened: int = 0
    queued: int = 0
    running: int = 0

    def answered(self, answer: Answer, latency_us: int) -> None:
        """Count one decision."""
        self.decisions[answer.source] += 1
        self.unusable.update(answer.unusable)
        self.latencies.add(latency_us)
        self._exchanged(answer.exchanges)

    def answered_batch(self, answers: Sequence[Answer], latency_us: int) -> None:
        """Count decisions that were made together."""
        self.decisions.update([answer.source for answer in answers])
        self.latencies.add(latency_us, len(answers))
        for answer in answers:
            if answer.exchanges:
                self.unusable.update(answer.unusable)
                self._exchanged(answer.exchanges)

    def spoken(self, words: Words) -> None:
        """Count one message of words."""
        self.words[words.source] += 1
        self.unusable.update(words.unusable)
        self._exchanged(words.exchanges)

    def interviewed(self, spoken: Spoken) -> None:
        """Count one interview."""
        self.interviews += 1
        self._exchanged(spoken.exchanges)

    def _exchanged(self, exchanges: Sequence[Exchange]) -> None:
        for exchange in exchanges:
            reply = exchange.reply
            if reply is None:
                self.requests["failed"] += 1
                continue
            self.requests[reply.source.name.lower()] += 1
            if reply.source is Source.MODEL:
                self.tokens["prompt"] += reply.prompt_tokens
                self.tokens["cached"] += reply.cached_tokens
                self.tokens["completion"] += reply.completion_tokens
