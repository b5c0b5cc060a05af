"""What a finished study came to, as it lies on disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from muster.optimizer.divergence import expected_floor
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import last_population, rewrites
from muster.optimizer.study.running import counts
from muster.optimizer.study.spec import Spec
from muster.scenario.codec import personas_hash
from muster.scenario.persona import Persona


@dataclass(frozen=True)
class Episode:
    """One episode that was learnt from.

    Attributes:
        tvd: of this episode alone. floor: what chance alone makes of so many people.
        rewritten: people who were before it.
        decisions, tokens: what it cost, with the writing before it.
    """

    number: int
    seed: int
    tvd: float
    jsd: float
    kl: float
    floor: float
    rewritten: int
    decisions: int
    tokens: int
    state_hash: str


@dataclass(frozen=True)
class Result:
    """A finished study.

    Attributes:
        path: its folder. mind: who played.
        personas: everybody at the end. personas_sha256: of them.
        rewritten: texts that were written and used; those written after the last episode count, too.
    """

    path: Path
    spec: Spec
    mind: str
    episodes: Sequence[Episode]
    personas: tuple[Persona, ...]
    personas_sha256: str
    rewritten: int
    decisions: int
    tokens: int

    def to_json(self) -> dict[str, object]:
        """Return plain values, without the people themselves, who are in the folder."""
        spec = self.spec
        return {
            "study": str(self.path),
            "scenario": spec.scenario,
            "benchmark": spec.benchmark.name,
            "method": spec.method,
            "writer": spec.writer,
            "mind": self.mind,
            "seed": spec.seed,
            "start": spec.start or None,
            "episodes": [vars(episode) for episode in self.episodes],
            "personas_sha256": self.personas_sha256,
            "rewritten": self.rewritten,
            "decisions": self.decisions,
            "tokens": self.tokens,
        }


def read_result(folder: Folder) -> Result:
    """Return what a study came to; StudyMismatch when it is not finished."""
    spec, population = folder.spec, last_population(folder)
    episodes = [_episode(folder, spec, number) for number in range(spec.episodes)]
    last = folder.read(folder.plan_file(spec.episodes))
    scenario = population.scenario()
    return Result(
        path=folder.path,
        spec=spec,
        mind=str(folder.read(folder.episode_file(0))["mind"]),
        episodes=episodes,
        personas=scenario.population.personas,
        personas_sha256=personas_hash(scenario),
        rewritten=sum(episode.rewritten for episode in episodes) + rewrites(last),
        decisions=sum(episode.decisions for episode in episodes),
        tokens=sum(episode.tokens for episode in episodes) + int(last["tokens"]),
    )


def _episode(folder: Folder, spec: Spec, number: int) -> Episode:
    plan, shown = folder.read(folder.plan_file(number)), folder.read(folder.episode_file(number))
    found = shown["divergence"]
    judged = max(int(counts(shown["outcomes"], spec.benchmark).sum()), 1)
    return Episode(
        number=number,
        seed=shown["seed"],
        tvd=found["tvd"],
        jsd=found["jsd"],
        kl=found["kl"],
        floor=expected_floor(spec.target, judged),
        rewritten=rewrites(plan),
        decisions=shown["decisions"],
        tokens=plan["tokens"] + shown["tokens"],
        state_hash=shown["state_hash"],
    )
