"""Where episodes run: in this process, in processes of their own, on a Ray cluster."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from muster.jobs.tidy import Tidy
from muster.jobs.workers import Interrupt, never
from muster.optimizer.study.episodes import Done, Job, Notice, run_job, unheard
from muster.optimizer.study.workers import workers as processes


class Runner(Protocol):
    """Runs jobs somewhere."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Yield what each job showed as it is done, in any order."""
        ...


class Here:
    """Runs one episode after the other in this process."""

    def __init__(self, interrupt: Interrupt = never, notice: Notice = unheard) -> None:
        self._interrupt, self._notice = interrupt, notice
        self._tidy = Tidy()

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Yield what each job showed."""
        for job in jobs:
            done = run_job(job, self._interrupt, self._notice)
            self._tidy.after_an_episode()
            yield done  # last: who wants one episode asks for no second


@contextmanager
def runner(workers: int, *, ray: str = "", interrupt: Interrupt = never, notice: Notice = unheard) -> Generator[Runner]:
    """Yield what runs ``workers`` episodes at a time: this process for one, else processes of their own.

    ``ray`` is the address of a Ray cluster, which then runs as many at a time as it has processors. Processes
    of their own give notice on the standard error that they inherit.
    """
    if ray:
        from muster.optimizer.study.rays import rays

        with rays(ray, interrupt) as elsewhere:
            yield elsewhere
    elif workers == 1:
        yield Here(interrupt, notice)
    else:
        with processes(workers, interrupt) as several:
            yield several
