"""Episodes as jobs for processes: what goes in and comes out is plain, and the same whoever runs it."""

import multiprocessing
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from muster.client.channel import ask_who
from muster.client.episode import run_episode
from muster.client.patient import PatientLink
from muster.conduct.observed import observe
from muster.conduct.registry import make_classifier
from muster.conduct.verdict import ASIDE as OUTCOMES_ASIDE
from muster.conduct.verdict import UNKNOWN
from muster.optimizer.method import ASIDE
from muster.recording.exchanges import usage
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.codec import from_json
from muster.scenario.population import people


@dataclass(frozen=True)
class Job:
    """One episode to be run.

    Attributes:
        number: which one, for whoever asked.
        scenario: as ``muster.scenario.codec.to_json`` writes it. seed: of its world.
        address: of the behavior server that plays the minds.
        recording: where to write it down; what was there before is replaced.
        classifier: its name. classes: outcomes in the order of their numbers.
    """

    number: int
    scenario: str
    seed: int
    address: str
    recording: str
    classifier: str
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """What an episode showed.

    Attributes:
        outcomes: one a person: index of the class, the number of classes for UNKNOWN, -1 for those aside.
        aside: how many had which outcome aside.
        tokens: what the minds' models cost. state_hash: of the world at the end.
    """

    number: int
    seed: int
    outcomes: tuple[int, ...]
    aside: dict[str, int]
    tokens: int
    wall_s: float
    state_hash: str


class Runner(Protocol):
    """Runs jobs somewhere."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Yield what each job showed as it is done, in any order."""
        ...


def run_job(job: Job) -> Done:
    """Run one episode from start to end in this process."""
    scenario = from_json(job.scenario)
    path = Path(job.recording)
    path.unlink(missing_ok=True)
    mind = ask_who(job.address)
    recorder = Recorder(path, Header(scenario, job.seed, people(scenario), mind.backend, mind.model))
    link = PatientLink(job.address)
    try:
        with recorder:
            result = run_episode(scenario, seed=job.seed, link=link, recorder=recorder)
            recorder.finish(result.to_json())
    finally:
        link.close()
    return _judged(job, path, result.wall_s, result.state_hash)


def _judged(job: Job, path: Path, wall_s: float, state_hash: str) -> Done:
    numbers = {**{id: number for number, id in enumerate(job.classes)}, UNKNOWN: len(job.classes)}
    with Recording.open(path) as recording:
        verdicts = make_classifier(job.classifier).classify(observe(recording))
        tokens = _tokens(recording)
    outcomes = tuple(numbers.get(verdict.outcome, ASIDE) for verdict in verdicts)
    aside = {name: sum(verdict.outcome == name for verdict in verdicts) for name in OUTCOMES_ASIDE}
    return Done(job.number, job.seed, outcomes, aside, tokens, wall_s, state_hash)


def _tokens(recording: Recording) -> int:
    if not recording.meta.mind.get("model"):
        return 0
    total, _ = usage(recording)
    return total.prompt_tokens + total.completion_tokens


class Here:
    """Runs one episode after the other in this process."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Yield what each job showed."""
        return map(run_job, jobs)


class Processes:
    """Runs episodes in processes that were started anew, several at a time."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Yield what each job showed."""
        return self._pool.map(run_job, jobs)


@contextmanager
def runner(workers: int) -> Generator[Runner]:
    """Yield what runs ``workers`` episodes at a time: this process for one, else processes of their own."""
    if workers == 1:
        yield Here()
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:  # fork and grpc don't mix
        yield Processes(pool)
