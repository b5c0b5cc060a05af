"""The models that an Ollama has: which one is meant by a name, and which suits when none is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

# Ollama answers these one request at a time whatever OLLAMA_NUM_PARALLEL says (its source, 0.24 and 0.30).
ONE_AT_A_TIME = frozenset(
    {"lfm2", "lfm2moe", "mllama", "nemotron_h", "nemotron_h_moe", "nemotron_h_omni"}
    | {"qwen3next", "qwen3vl", "qwen3vlmoe", "qwen35", "qwen35moe"}
)
_EMBEDDING = frozenset({"bert", "nomic-bert", "nomic-bert-moe", "gemma-embedding"})
_BEST_BILLIONS = 4.0  # laptops answer in time with it, and it follows instructions; ours
_UNKNOWN_BILLIONS = 40.0
_UNITS = {"K": 1e-6, "M": 1e-3, "B": 1.0, "T": 1e3}


@dataclass(frozen=True)
class Installed:
    """One model that an Ollama has.

    Attributes:
        billions: of parameters; 0 when it does not say.
        loaded: whether it is in memory now.
    """

    name: str
    family: str = ""
    billions: float = 0.0
    loaded: bool = False

    @property
    def is_one_at_a_time(self) -> bool:
        """Whether Ollama answers it one request at a time, whatever its settings."""
        return self.family.replace("-", "") in ONE_AT_A_TIME or self.family in ONE_AT_A_TIME

    @property
    def can_chat(self) -> bool:
        """Whether it says more than where a text lies in a space."""
        return self.family not in _EMBEDDING and "embed" not in self.name


def named(name: str, installed: Iterable[Installed]) -> Installed | None:
    """Return the model that Ollama takes ``name`` for: without a tag the latest, in any case."""
    last = name.rpartition("/")[2]
    full = (name if ":" in last else f"{name}:latest").casefold()
    return next((model for model in installed if model.name.casefold() in (full, name.casefold())), None)


def suitable(installed: Iterable[Installed]) -> Installed | None:
    """Return the model to play minds when none is asked for; None when there is none that can.

    Of those that chat on this machine: first any in memory already, then those that can work on several requests at
    once, then the one nearest to 4 billion parameters (by ratio), then the first by name.
    """
    able = [model for model in installed if model.can_chat and not model.name.endswith("cloud")]
    return min(able, key=_preference, default=None)


def listed(installed: Sequence[Installed]) -> str:
    """Return the names for a message."""
    return ", ".join(sorted(model.name for model in installed)) or "none"


def billions(size: str) -> float:
    """Return the number in a size such as "3.2B" or "268.1M"; 0 when it is none."""
    try:
        return float(size[:-1]) * _UNITS[size[-1:].upper()]
    except (ValueError, KeyError):
        return 0.0


def _preference(model: Installed) -> tuple[bool, bool, float, str]:
    size = model.billions if model.billions > 0 else _UNKNOWN_BILLIONS
    return not model.loaded, model.is_one_at_a_time, abs(log(size / _BEST_BILLIONS)), model.name
