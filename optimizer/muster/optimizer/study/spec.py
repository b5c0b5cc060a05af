"""What a study is: everything that must be equal for its result to be equal."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.errors import StudyDamaged
from muster.scenario.benchmark import Benchmark, BenchmarkClass, Standing

FORMAT = "muster-study/1"


@dataclass(frozen=True)
class Spec:
    """One study.

    Attributes:
        scenario: name or path it was read from; the scenario itself lies beside, whole.
        method, writer: names of entry points.
        episodes: how many to learn from. seed: of the method, and of the worlds (see ``episode_seed``).
        mind: who plays, as ``muster run`` would say it. writing: what the writer is made of, such as a model.
        start: folder of the study whose last population this one begins with; "" for the scenario's own.
        max_tokens: stop when model and writer have cost so many; None for no limit.
    """

    scenario: str
    benchmark: Benchmark
    method: str
    writer: str
    episodes: int
    seed: int
    mind: Mapping[str, Any]
    start: str = ""
    max_tokens: int | None = None
    writing: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def target(self) -> NDArray[np.float64]:
        """``(c,)`` shares wanted; they sum to 1, even where published ones were rounded."""
        shares = np.array(self.benchmark.shares)
        return shares / shares.sum()

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return {"format": FORMAT, **asdict(self), "mind": dict(self.mind), "writing": dict(self.writing)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any], file: object) -> "Spec":
        """Return what ``to_json`` was made from; StudyDamaged when it was not."""
        if values.get("format") != FORMAT:
            raise StudyDamaged(
                f"{file}: format {values.get('format')!r} is not {FORMAT!r}; read it with its own muster"
            )
        try:
            plain: dict[str, Any] = {key: value for key, value in values.items() if key != "format"}
            plain["benchmark"] = _benchmark(plain["benchmark"])
            return cls(**plain)
        except (KeyError, TypeError, ValueError) as error:
            raise StudyDamaged(f"{file} cannot be read ({error}); take another copy") from None


LARGEST_SEED = 10**9
"""Leaves room for a million worlds a study below the 63 bits of a recording."""


def episode_seed(seed: int, episode: int) -> int:
    """Return the world's seed of an episode to learn from: the same for every method, so that they can be paired."""
    return seed * 1_000_000 + episode


def evaluation_seed(seed: int, episode: int) -> int:
    """Return the world's seed of an episode to evaluate by; never one of those that were learnt from."""
    return seed * 1_000_000 + 500_000 + episode


def _benchmark(values: Mapping[str, Any]) -> Benchmark:
    classes = tuple(BenchmarkClass(**each) for each in values["classes"])
    plain: dict[str, Any] = {**values, "classes": classes, "standing": Standing(values["standing"])}
    return Benchmark(**plain)
