"""Episodes as jobs: what goes in and comes out is plain, and the same whichever process or machine runs it."""

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from muster.client.access import OPEN, Access
from muster.client.recorded import run_recorded
from muster.client.result import EpisodeResult
from muster.conduct.observed import observe
from muster.conduct.registry import make_classifier
from muster.conduct.verdict import ASIDE as OUTCOMES_ASIDE
from muster.conduct.verdict import Verdict
from muster.jobs.workers import Interrupt, never
from muster.optimizer.method import ASIDE
from muster.recording.exchanges import usage
from muster.recording.paths import beside
from muster.recording.reader import Recording
from muster.scenario.codec import from_json

Notice = Callable[[str], None]
"""Told what somebody who waits should know, such as that the behavior server has gone and is waited for."""


def unheard(text: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Job:
    """One episode to be run.

    Attributes:
        number: which one, for whoever asked.
        scenario: as ``muster.scenario.codec.to_json`` writes it. seed: of its world.
        address: of the behavior server that plays the minds. access: what is shown to it.
        recording: where to write it down, replacing what was there; "" to keep none.
        classifier: its name. classes: outcomes in the order of their numbers.
        auditor: name of a second classifier that no method sees; "" for none.
    """

    number: int
    scenario: str
    seed: int
    address: str
    recording: str
    classifier: str
    classes: tuple[str, ...]
    access: Access = field(default=OPEN, repr=False)
    auditor: str = ""


@dataclass(frozen=True)
class Done:
    """What an episode showed.

    Attributes:
        outcomes: one a person: index of the class, the number of classes for UNKNOWN, -1 for those aside.
        aside: how many had which outcome aside.
        decisions: how many were taken. tokens: what the minds' models cost, 0 without one.
        mind: who played, backend and model. state_hash: of the world at the end.
        audited: outcomes as the auditor has them; empty without one.
    """

    number: int
    seed: int
    outcomes: tuple[int, ...]
    aside: dict[str, int]
    decisions: int
    tokens: int
    wall_s: float
    mind: str
    state_hash: str
    audited: tuple[int, ...] = ()


def run_job(job: Job, interrupt: Interrupt = never, notice: Notice = unheard) -> Done:
    """Run one episode from start to end in this process.

    Its recording gets its name once it is whole: whoever was killed while writing it leaves another name behind.
    """
    if not job.recording:
        with TemporaryDirectory(prefix="muster-") as folder:
            return _recorded(job, Path(folder) / "episode.muster", interrupt, notice)
    path = Path(job.recording)
    for left in path.parent.glob(f".{path.name}.*"):
        left.unlink(missing_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    done = _recorded(job, unfinished, interrupt, notice)
    for file in beside(path):
        file.unlink(missing_ok=True)
    unfinished.replace(path)
    return done


def run_elsewhere(job: Job) -> tuple[Done, bytes]:
    """Run one episode on a machine that need not see the study's folder, and return its recording, too."""
    with TemporaryDirectory(prefix="muster-") as folder:
        path = Path(folder) / "episode.muster"
        done = _recorded(job, path, never, unheard)
        gc.collect()  # see Tidy; the process may live for many tasks
        return done, path.read_bytes() if job.recording else b""


def _recorded(job: Job, path: Path, interrupt: Interrupt, notice: Notice) -> Done:
    result = run_recorded(
        from_json(job.scenario),
        job.seed,
        path,
        job.address,
        access=job.access,
        interrupt=interrupt,
        notice=notice,
    )
    return _judged(job, path, result)


def _judged(job: Job, path: Path, result: EpisodeResult) -> Done:
    with Recording.open(path) as recording:
        observed = observe(recording)
        tokens = _tokens(recording)
    verdicts = make_classifier(job.classifier).classify(observed)
    audited = make_classifier(job.auditor).classify(observed) if job.auditor else ()
    return Done(
        number=job.number,
        seed=job.seed,
        outcomes=_numbered(verdicts, job.classes),
        aside={name: sum(verdict.outcome == name for verdict in verdicts) for name in OUTCOMES_ASIDE},
        decisions=result.decisions_total,
        tokens=tokens,
        wall_s=round(result.wall_s, 3),
        mind=f"{result.mind.backend} {result.mind.model}".strip(),
        state_hash=result.state_hash,
        audited=_numbered(audited, job.classes),
    )


def _numbered(verdicts: Sequence[Verdict], classes: Sequence[str]) -> tuple[int, ...]:
    """Return outcomes as numbers.

    What the benchmark has no class for is as UNKNOWN: left out, it would flatter the shares of the others.
    """
    numbers = {id: number for number, id in enumerate(classes)} | dict.fromkeys(OUTCOMES_ASIDE, ASIDE)
    return tuple(numbers.get(verdict.outcome, len(classes)) for verdict in verdicts)


def _tokens(recording: Recording) -> int:
    if not recording.meta.mind.get("model"):
        return 0
    total, _ = usage(recording)
    return total.prompt_tokens + total.completion_tokens
