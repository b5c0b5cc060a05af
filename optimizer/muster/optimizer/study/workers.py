"""Episodes in processes of their own, several at a time; one that dies costs its episode once, and nobody else's."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

from muster.jobs.workers import TRIES, Interrupt, Processes, Task, never
from muster.jobs.workers import workers as processes
from muster.optimizer.errors import WorkersLost
from muster.optimizer.study.episodes import Done, Job, run_job


def do(job: Job) -> Done:
    """Run one episode in the process of a worker."""
    return run_job(job, notice=lambda text: print(text, file=sys.stderr, flush=True))


def _lost(job: Job) -> WorkersLost:
    return WorkersLost(
        f"episode {job.number} (seed {job.seed}) has ended {TRIES} processes that ran it; see whether memory or "
        "disk is short, and go on where the study stopped"
    )


EPISODES = Task[Job, Done](f"{__name__}:{do.__name__}", _lost)


@contextmanager
def workers(count: int, interrupt: Interrupt = never) -> Generator[Processes[Job, Done]]:
    """Yield what runs ``count`` episodes at a time; its processes end with the context."""
    with processes(count, EPISODES, interrupt) as several:
        yield several
