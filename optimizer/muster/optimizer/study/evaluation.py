"""Evaluation: fresh episodes of the last population, frozen; never the ones that were learnt from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.divergence import dispersion, divergence, floor
from muster.optimizer.errors import StudyMismatch
from muster.optimizer.intervals import Interval, bootstrap, hotelling
from muster.optimizer.study.episodes import Done, Job, Runner
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.running import Study, counts
from muster.optimizer.study.spec import evaluation_seed
from muster.scenario.benchmark import Benchmark
from muster.scenario.codec import to_json

Ints = NDArray[np.int64]

MOST_UNKNOWN = 0.05
"""A population of which more is UNKNOWN supports no claim."""
RESULT = "evaluation.json"


@dataclass(frozen=True)
class Evaluation:
    """What fresh episodes showed.

    Attributes:
        counts: a row an episode, UNKNOWN last. aside: people counted apart, over all episodes.
        tvd, jsd, kl: of the pooled counts, with intervals over episodes. floor: what chance alone makes of TVD for as
            many people: mean, 5th and 95th percentile. excess: TVD less the floor's mean.
        entropy_gap: signed. dispersion: variance over episodes relative to independent people; NaN for one episode.
        unknown: share of UNKNOWN. p_hotelling: that the mean is the target; NaN when there are too few episodes.
    """

    counts: tuple[tuple[int, ...], ...]
    aside: Mapping[str, int]
    tvd: Interval
    jsd: Interval
    kl: Interval
    floor: tuple[float, float, float]
    excess: float
    entropy_gap: float
    dispersion: float
    unknown: float
    p_hotelling: float

    @property
    def supports_claims(self) -> bool:
        """Whether few enough are UNKNOWN."""
        return self.unknown <= MOST_UNKNOWN

    def to_json(self) -> dict[str, object]:
        """Return plain values; what is not a number becomes null."""
        return {**cast("dict[str, object]", _plain(asdict(self))), "supports_claims": self.supports_claims}


def evaluate(
    study: Study, runner: Runner, episodes: int, on_episode: Callable[[int], None] = lambda done: None
) -> Evaluation:
    """Run what is missing of ``episodes`` fresh ones and return what all of them showed; on disk as it is made."""
    folder = study.folder
    missing = [number for number in range(episodes) if not folder.has(_file(number))]
    (folder.path / "evaluation").mkdir(exist_ok=True)
    jobs = [_job(study, number) for number in missing]
    on_episode(episodes - len(missing))
    for finished, done in enumerate(runner.run(jobs), start=episodes - len(missing) + 1):
        folder.write(_file(done.number), asdict(done))
        _recording(folder, done.number).unlink(missing_ok=True)
        on_episode(finished)
    evaluation = summed([folder.read(_file(number)) for number in range(episodes)], study.spec.benchmark)
    folder.write(RESULT, evaluation.to_json())
    return evaluation


def finished_study(folder: Folder, study: Study) -> Study:
    """Return ``study`` with its last population; StudyMismatch when it has not come to its end."""
    spec = study.spec
    if not folder.has(folder.plan_file(spec.episodes)):
        raise StudyMismatch(f"{folder.path} is not finished; go on with: muster optimize --resume --out {folder.path}")
    study.run(_Nobody())
    return study


def summed(shown: Sequence[Mapping[str, Any]], benchmark: Benchmark) -> Evaluation:
    """Return the figures of episodes as they lie on disk."""
    target = np.array(benchmark.shares)
    table: Ints = np.array([counts(each["outcomes"], benchmark) for each in shown])
    rng = np.random.default_rng(0)
    pooled = table.sum(axis=0)
    chance = floor(target, max(int(pooled.sum()), 1), rng)
    found = divergence(pooled, target)
    names = {name for each in shown for name in each["aside"]}
    return Evaluation(
        counts=tuple(tuple(row) for row in table.tolist()),
        aside={name: sum(int(each["aside"].get(name, 0)) for each in shown) for name in sorted(names)},
        tvd=bootstrap(table, lambda pooled: divergence(pooled, target).tvd, rng),
        jsd=bootstrap(table, lambda pooled: divergence(pooled, target).jsd, rng),
        kl=bootstrap(table, lambda pooled: divergence(pooled, target).kl, rng),
        floor=(chance.mean, chance.low, chance.high),
        excess=found.tvd - chance.mean,
        entropy_gap=found.entropy_gap,
        dispersion=dispersion(table, target) if len(table) > 1 else float("nan"),
        unknown=float(pooled[-1] / max(pooled.sum(), 1)),
        p_hotelling=hotelling(table / np.maximum(table.sum(axis=1, keepdims=True), 1), target),
    )


class _Nobody:
    """Runs nothing: a finished study needs no more episodes."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        raise StudyMismatch("an episode of a finished study is missing; start the study again")


def _job(study: Study, number: int) -> Job:
    spec = study.spec
    return Job(
        number=number,
        scenario=to_json(study.population.scenario()),
        seed=evaluation_seed(spec.seed, number),
        address=study.address,
        recording=str(_recording(study.folder, number)),
        classifier=spec.benchmark.classifier,
        classes=spec.benchmark.ids,
    )


def _file(number: int) -> str:
    return f"evaluation/{number:03d}.json"


def _recording(folder: Folder, number: int) -> Path:
    return folder.path / f"evaluation/{number:03d}.muster"


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in cast("dict[str, object]", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast("Sequence[object]", value)]
    return None if isinstance(value, float) and not np.isfinite(value) else value
