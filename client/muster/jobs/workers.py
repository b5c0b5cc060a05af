"""Jobs in processes of their own, several at a time; one that dies costs its job once, and nobody else's.

Each has a thread here that hands it a job and waits. A process pool of the standard library would lose every job
under way with any process, and imports the main module of whoever called, which a script must be prepared for.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

JobT = TypeVar("JobT")
DoneT = TypeVar("DoneT")

TRIES = 3
"""How often a job is begun, when processes die of it, before the work stops."""
INTERRUPT_EVERY_S = 0.2

Interrupt = Callable[[], None]
"""Called now and then while jobs run; raises to stop them."""


def never() -> None:
    """Interrupt nothing."""


@dataclass(frozen=True)
class Task(Generic[JobT, DoneT]):
    """What is done with each job.

    Attributes:
        name: ``module:function``, imported by the process; the function's one argument and its answer travel pickled.
        lost: makes the exception to raise when a job has ended ``TRIES`` processes.
    """

    name: str
    lost: Callable[[JobT], Exception]


class Worker(Generic[JobT, DoneT]):
    """One process, started when its first job comes and again after it died."""

    def __init__(self, task: Task[JobT, DoneT]) -> None:
        self._task = task
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Of the process, None before the first job."""
        return self._process.pid if self._process else None

    def do(self, job: JobT) -> DoneT:
        """Return what came of a job, or raise what it raised; EOFError when the process dies of it."""
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        try:
            pickle.dump(job, process.stdin)
            process.stdin.flush()
            answer: DoneT | Exception = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.end()
            raise EOFError from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def end(self) -> None:
        """End the process at once; what it was doing is lost."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        assert process.stdin is not None and process.stdout is not None
        with suppress(OSError):  # of a job that was never read
            process.stdin.close()
        process.stdout.close()

    def _start(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "muster.jobs.process", self._task.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl-C is for us to obey
        )
        return self._process


class Processes(Generic[JobT, DoneT]):
    """Runs as many jobs at a time as there are workers."""

    def __init__(self, count: int, task: Task[JobT, DoneT], interrupt: Interrupt = never) -> None:
        self.workers = [Worker(task) for _ in range(count)]
        self._task = task
        self._idle = list(self.workers)
        self._lock = threading.Lock()
        self._interrupt = interrupt
        self._threads = ThreadPoolExecutor(count, "muster-worker")
        self._is_over = False

    def run(self, jobs: Sequence[JobT]) -> Iterator[DoneT]:
        """Yield what came of each job as it is done, in any order; raises what ``Task.lost`` makes."""
        waiting = {self._threads.submit(self._do, job) for job in jobs}
        try:
            while waiting:
                done, waiting = wait(waiting, INTERRUPT_EVERY_S, FIRST_COMPLETED)
                self._interrupt()
                yield from (each.result() for each in done)
        finally:
            for each in waiting:
                each.cancel()

    def end(self) -> None:
        """End all processes, whatever they are doing."""
        self._is_over = True
        for worker in self.workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def _do(self, job: JobT) -> DoneT:
        with self._lock:
            worker = self._idle.pop()
        try:
            return self._tried(worker, job)
        finally:
            with self._lock:
                self._idle.append(worker)

    def _tried(self, worker: Worker[JobT, DoneT], job: JobT) -> DoneT:
        for _ in range(TRIES):
            if self._is_over:
                break
            with suppress(EOFError):
                return worker.do(job)
        raise self._task.lost(job)


@contextmanager
def workers(count: int, task: Task[JobT, DoneT], interrupt: Interrupt = never) -> Generator[Processes[JobT, DoneT]]:
    """Yield what runs ``count`` jobs at a time; its processes end with the context."""
    processes = Processes(count, task, interrupt)
    try:
        yield processes
    finally:
        processes.end()
