"""A study as a page tells of it: everything on disk, once read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.divergence import Divergence
from muster.optimizer.method import Change
from muster.optimizer.study.evaluation import Evaluation
from muster.optimizer.study.population import Version
from muster.optimizer.study.spec import Spec
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario


@dataclass(frozen=True)
class Shown:
    """What one episode showed.

    Attributes:
        outcomes: ``n``, of each person: index of the class, the number of classes for UNKNOWN, -1 for those aside.
        versions: ``n``, which of their versions each was; empty for fresh episodes, which are all of the last.
        divergence: None for fresh ones, which are judged together.
        decisions: how many minds took. tokens: what they cost.
        mind: who played, backend and model. state_hash: of the world at the end.
    """

    number: int
    seed: int
    outcomes: tuple[int, ...]
    versions: tuple[int, ...]
    divergence: Divergence | None
    decisions: int
    tokens: int
    wall_s: float
    mind: str
    state_hash: str


@dataclass(frozen=True)
class Refusal:
    """A rewrite that came to nothing, and why."""

    agent: int
    toward: int
    problem: str


@dataclass(frozen=True)
class Plan:
    """What was changed before an episode.

    Attributes:
        changes: all that the method asked for. refused: those of them that could not be made.
        now: ``n``, which version each person is after it. tokens: what the writer cost.
    """

    changes: tuple[Change, ...]
    refused: tuple[Refusal, ...]
    now: tuple[int, ...]
    tokens: int

    @property
    def made(self) -> int:
        """How many people were changed."""
        return len(self.changes) - len(self.refused)


@dataclass(frozen=True)
class Made:
    """A version of somebody: its texts, before which episode (from 0) it came about, and which one it was made from."""

    version: Version
    before: int
    parent: int


@dataclass(frozen=True)
class Origin:
    """What the first recording that can be read says of the machinery; for redoing it."""

    muster_version: str
    started_at: str
    mind: Mapping[str, str]
    fingerprint: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """One study.

    Attributes:
        cast: everybody at first, in agent order. versions: of each of them, the first one first.
        plans: one before each episode, and one more when the study is finished.
        evaluation: of the last population, None until there was one. fresh: its episodes.
        evaluation_first: of the first population, where that was asked for.
        hashes: SHA-256 by what was hashed.
        origin: None when no recording can be read any more.
    """

    path: Path
    spec: Spec
    scenario: Scenario
    cast: tuple[Persona, ...]
    versions: tuple[tuple[Made, ...], ...]
    plans: tuple[Plan, ...]
    episodes: tuple[Shown, ...]
    evaluation: Evaluation | None
    evaluation_first: Evaluation | None
    fresh: tuple[Shown, ...]
    hashes: Mapping[str, str]
    origin: Origin | None

    @property
    def is_finished(self) -> bool:
        """Whether it ran all the episodes it was to learn from, and the last plan was made."""
        return len(self.plans) > self.spec.episodes

    @property
    def name(self) -> str:
        """Its method, scenario and seed, as a title."""
        return f"{self.spec.method} on {self.scenario.name}, seed {self.spec.seed}"

    def counts(self, episode: Shown) -> NDArray[np.int64]:
        """Return ``(c + 2,)`` how many had each outcome: UNKNOWN next to last, those aside last."""
        size = len(self.spec.benchmark.ids)
        aside = np.array(episode.outcomes) < 0
        return np.bincount(np.where(aside, size + 1, episode.outcomes), minlength=size + 2)

    @property
    def tvds(self) -> list[float]:
        """TVD of each episode that was learnt from."""
        return [episode.divergence.tvd for episode in self.episodes if episode.divergence]

    @property
    def writer_tokens(self) -> int:
        """What rewriting cost."""
        return sum(plan.tokens for plan in self.plans)

    @property
    def mind_tokens(self) -> int:
        """What minds cost, fresh episodes included."""
        return sum(episode.tokens for episode in (*self.episodes, *self.fresh))
