"""Episodes as tasks of a Ray cluster, on however many machines.

They need muster installed and a way to the behavior server, nothing else: recordings travel back with the results.
"""

import logging
import os
import socket
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from muster.jobs.workers import INTERRUPT_EVERY_S, TRIES, Interrupt
from muster.optimizer.errors import StudyMismatch, WorkersLost
from muster.optimizer.study.episodes import Done, Job, run_elsewhere
from muster.recording.paths import beside

LOCAL = "local"
"""In the place of an address: a cluster of this machine's processors, for as long as it is used."""

ANSWER_S = 5.0  # in which a cluster that is there accepts a connection


class Rays:
    """Runs as many episodes at a time as the cluster has processors; ``ray`` is the module, connected."""

    def __init__(self, ray: Any, interrupt: Interrupt) -> None:
        self._ray, self._interrupt = ray, interrupt
        self._task = ray.remote(num_cpus=1, max_retries=TRIES - 1)(run_elsewhere)

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Yield what each job showed as it is done, in any order; raises WorkersLost."""
        waiting = {self._task.remote(job): job for job in jobs}
        try:
            while waiting:
                ready, _ = self._ray.wait([*waiting], timeout=INTERRUPT_EVERY_S)
                self._interrupt()
                for each in ready:
                    yield self._got(each, waiting.pop(each))
        finally:
            for each in waiting:
                self._ray.cancel(each, force=True)

    def _got(self, ready: Any, job: Job) -> Done:
        try:
            done, recording = self._ray.get(ready)
        except self._ray.exceptions.RayTaskError as error:  # what the episode itself raised
            raise error.cause from None
        except self._ray.exceptions.RayError as error:
            raise WorkersLost(
                f"episode {job.number} (seed {job.seed}) was lost on Ray after {TRIES} tries: "
                f"{str(error).strip().splitlines()[0]}; see the cluster's logs, and go on where the study stopped"
            ) from None
        if job.recording:
            _keep(Path(job.recording), recording)
        return done


@contextmanager
def rays(address: str, interrupt: Interrupt) -> Generator[Rays]:
    """Yield what runs episodes on the cluster at ``address``; StudyMismatch when there is none, or no Ray here."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody unless somebody wants it
    try:
        import ray  # pyright: ignore[reportMissingImports]
    except ImportError as error:
        raise StudyMismatch(
            f"--ray needs a package more ({error}); get it with: pip install 'muster-sim[ray]'"
        ) from None
    connected: Any = ray  # pyright: ignore[reportUnknownVariableType]
    try:
        _check_there(address)
        connected.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, ValueError, RuntimeError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise StudyMismatch(f"no Ray cluster at {address!r} ({reason}); start one with: ray start --head") from None
    try:
        yield Rays(connected, interrupt)
    finally:
        connected.shutdown()


def _check_there(address: str) -> None:
    """Raise OSError when nothing listens at HOST:PORT: Ray itself would go on trying for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), ANSWER_S).close()


def _keep(path: Path, recording: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(recording)
    for file in beside(path):
        file.unlink(missing_ok=True)
    unfinished.replace(path)
