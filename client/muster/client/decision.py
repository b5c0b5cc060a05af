"""What minds answer, as values."""

from dataclasses import dataclass

from muster.behavior.v1.vocabulary import Gait, Source, Volume


@dataclass(frozen=True, slots=True)
class MindInfo:
    """What answers at ``address``; ``model`` is empty for the built-in mind."""

    backend: str
    model: str
    is_language_model: bool
    version: str
    address: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A mind's answer to percept ``ordinal`` of one agent.

    Attributes:
        ok: whether anything was decided; if not, ``error`` says why and the rest means nothing.
        option: index into the percept's options.
        probabilities: one an option; they sum to 1.
        utterance: what is said aloud; "" for nothing.
        mood, arousal, memory: the mind after this decision; arousal 0 calm .. 1, memory oldest first.
        latency_us: in the server.
        words_due_s: simulated time at which what goes with it is taken in, see ``Reflection``; 0 for nothing.
    """

    agent: int
    ordinal: int
    ok: bool
    error: str
    option: int
    probabilities: tuple[float, ...]
    gait: Gait
    source: Source
    utterance: str
    volume: Volume
    thought: str
    mood: str
    arousal: float
    memory: tuple[str, ...]
    latency_us: int
    words_due_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Reflection:
    """What a language model adds to its decision on percept ``ordinal`` while the body acts already.

    Attributes:
        utterance: what is said aloud; "" for nothing.
    """

    agent: int
    ordinal: int
    utterance: str
    volume: Volume
    thought: str
