"""Episodes that are run once: whoever asks for the same people in the same world again gets what was seen then.

Studies share more than one would think: the first episode of a seed is everybody's, and a fault of a method that never
shows makes the same studies as without it.
"""

import hashlib
import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from muster.optimizer.errors import StudyStopped
from muster.optimizer.study.episodes import Done, Job
from muster.optimizer.study.runners import Runner


class OutOfTime(StudyStopped):
    """The time that was given is spent."""


class Keeping:
    """Runs episodes by another runner, a few at a time, and keeps what they showed in ``folder``; several may ask.

    Attributes:
        ran: how many were not there yet.
    """

    def __init__(self, runner: Runner, folder: Path, *, at_a_time: int = 1, until: float = float("inf")) -> None:
        """``until``, by ``time.monotonic``, no further episode begins."""
        self._runner, self._folder = runner, folder
        self._at_a_time, self._until = at_a_time, until
        self._is_stopped = False
        self.ran = 0
        folder.mkdir(parents=True, exist_ok=True)

    def stop(self) -> None:
        """Begin no further episode."""
        self._is_stopped = True

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Yield what each job showed; raises OutOfTime. Nothing is recorded: an episode can be run again."""
        missing: list[Job] = []
        for job in jobs:
            if (kept := self._kept(job)) is None:
                missing.append(replace(job, recording=""))
            else:
                yield kept
        # A few at a time: where several ask, none has to wait for all that another wants.
        for first in range(0, len(missing), self._at_a_time):
            if self._is_stopped or time.monotonic() >= self._until:
                raise OutOfTime("the time that was given is spent")
            some = {job.number: job for job in missing[first : first + self._at_a_time]}
            for done in self._runner.run(list(some.values())):
                self._keep(some[done.number], done)
                yield done

    def _kept(self, job: Job) -> Done | None:
        file = self._file(job)
        if not file.is_file():
            return None
        values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        values |= {name: tuple(values[name]) for name in ("outcomes", "audited")}
        return replace(Done(**values), number=job.number)

    def _keep(self, job: Job, done: Done) -> None:
        file = self._file(job)
        unfinished = file.with_suffix(f".{threading.get_ident()}")
        unfinished.write_text(json.dumps(asdict(done)), encoding="utf-8")
        unfinished.replace(file)
        self.ran += 1

    def _file(self, job: Job) -> Path:
        what = (job.scenario, job.seed, job.classifier, job.auditor, job.classes)
        return self._folder / f"{hashlib.sha256(repr(what).encode()).hexdigest()[:32]}.json"
