"""What an Ollama says of itself: whether it answers, its version, its models, and where the loaded ones lie."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.request import ProxyHandler, build_opener

from muster.server.engine import EngineUnreachable
from muster.server.engines.addresses import whole
from muster.server.engines.installed import Installed

ANSWER_S = 1.0
PORT = 11434
LARGEST = 1 << 20  # bytes of an answer
START = "install Ollama, start it with `ollama serve`, and get a model with `ollama pull llama3.2`"


@dataclass(frozen=True)
class Loaded:
    """A model in memory.

    Attributes:
        size, size_vram: bytes; those of ``size`` that are not in a GPU's memory are worked on by the processor.
        context_length: tokens for each request.
    """

    name: str
    size: int
    size_vram: int
    context_length: int

    @property
    def where(self) -> str:
        """For people."""
        share = self.size_vram / self.size if self.size else 0.0
        place = {0.0: "the processor", 1.0: "a GPU"}.get(share, f"a GPU by {share:.0%}, the rest on the processor")
        return f"{self.name} on {place}, context {self.context_length}"


@dataclass(frozen=True)
class Ollama:
    """One that answers; ``parallel`` is OLLAMA_NUM_PARALLEL as set here, which a server need not have seen."""

    address: str
    version: str
    models: tuple[Installed, ...]
    loaded: tuple[Loaded, ...]
    parallel: str

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        names = [model.name for model in self.models]
        loaded = [asdict(model) for model in self.loaded]
        return {"version": self.version, "models": names, "loaded": loaded, "num_parallel": self.parallel or None}

    def advice(self, model: str = "") -> Iterator[str]:
        """Yield what could be better, for ``model`` or for all there are, each with its remedy."""
        if not self.models:
            yield "Ollama has no models: get one with `ollama pull llama3.2`"
        if not self.parallel:
            yield (
                "OLLAMA_NUM_PARALLEL is not set here, and Ollama answers one request at a time unless it is set where "
                "it runs: start it with OLLAMA_NUM_PARALLEL=8, and set the same here"
            )
        for each in self.models:
            if each.is_one_at_a_time and model in ("", each.name, each.name.removesuffix(":latest")):
                yield (
                    f"{each.name} is of the family {each.family}, which Ollama answers one request at a time "
                    "whatever its settings: choose another for a crowd (docs/ollama.md)"
                )
        for each in self.loaded:
            if 0 < each.size_vram < each.size:
                yield (
                    f"{each.name} lies in the GPU's memory only by {each.size_vram / each.size:.0%}, and is slow: "
                    "choose a smaller one, or a lower OLLAMA_NUM_PARALLEL"
                )


def ollama_address() -> str:
    """Return where Ollama listens, as OLLAMA_HOST says in any of the ways that Ollama reads it."""
    return whole(os.environ.get("OLLAMA_HOST", ""), port=PORT, named="OLLAMA_HOST")


def find_ollama(host: str = "") -> Ollama | str:
    """Return the one that answers at ``host``, or else at OLLAMA_HOST; or why there is none and what to do."""
    try:
        address = whole(host, port=PORT, named="the host") if host else ollama_address()
    except EngineUnreachable as error:
        return str(error)
    try:
        return _ask(address)
    except OSError:
        return f"none answers at {address} (OLLAMA_HOST names another); for a language model, {START}"
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"what answers at {address} is no Ollama (OLLAMA_HOST names another)"


def _ask(address: str) -> Ollama:
    models = _get(address, "tags")["models"]
    return Ollama(
        address=address,
        version=str(_get(address, "version")["version"]),
        models=tuple(_installed(model) for model in models),
        loaded=tuple(_loaded(model) for model in _get(address, "ps")["models"]),
        parallel=os.environ.get("OLLAMA_NUM_PARALLEL", ""),
    )


def _installed(model: dict[str, Any]) -> Installed:
    details: Any = model.get("details") or {}
    return Installed(str(model["name"]), family=str(details.get("family", "")))


def _loaded(model: dict[str, Any]) -> Loaded:
    size, in_gpu = int(model.get("size", 0)), int(model.get("size_vram", 0))
    return Loaded(str(model["name"]), size, in_gpu, int(model.get("context_length", 0)))


def _get(address: str, what: str) -> dict[str, Any]:
    opener = build_opener(ProxyHandler({}))  # it is near by: what stands between us and the web has no part in this
    with opener.open(f"{address}/api/{what}", timeout=ANSWER_S) as answer:
        return json.loads(answer.read(LARGEST))
