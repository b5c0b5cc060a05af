"""Running a study: whatever is not on disk yet, by as many processes as there are workers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from muster.analysis.convergence import Limits, convergence
from muster.analysis.folder import Folder
from muster.analysis.job import Done, Job
from muster.client.access import OPEN, Access

Heard = Callable[[int, str], None]
"""Told how many runs are done, and what came of the last."""


class Runner(Protocol):
    """Runs jobs somewhere."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Yield each job as it is done, in any order."""
        ...


@dataclass(frozen=True)
class Minds:
    """Where minds answer."""

    address: str
    access: Access = field(default=OPEN, repr=False)


def run_study(folder: Folder, minds: Minds, runner: Runner, workers: int, heard: Heard) -> None:
    """Do all runs that are missing.

    Until convergence, ``workers`` runs at a time are begun; those beyond the one that sufficed stay on disk and are
    in no figure, so that the number of workers changes nothing.
    """
    spec = folder.spec
    count = range(len(spec.settings))
    if not spec.until_converged:
        missing = [job for variant in count for job in _missing(folder, minds, variant, range(spec.repeat))]
        _do(missing, runner, heard, len(count) * spec.repeat - len(missing))
        return
    done = 0
    for variant in count:
        while (until := _until(folder, variant, workers)) is not None:
            _do([*_missing(folder, minds, variant, range(until))], runner, heard, done + until - workers)
        done += len(counted(folder, variant))


def counted(folder: Folder, variant: int) -> tuple[dict[str, Any], ...]:
    """Return the runs that figures are made of: all, or as many as sufficed where that was asked for."""
    spec = folder.spec
    runs = folder.runs(variant)[: spec.repeat]
    return runs[: _sufficed(runs) or len(runs)] if spec.until_converged else runs


def _sufficed(runs: Sequence[dict[str, Any]]) -> int | None:
    """Return the smallest number of runs that, looked at alone, has converged."""
    out_at = [np.array(run["out_at"], np.float64) for run in runs]
    return next((n for n in range(Limits.runs + 1, len(runs) + 1) if convergence(out_at[:n]).sufficed), None)


def _until(folder: Folder, variant: int, workers: int) -> int | None:
    """Return how many runs there should be next; None when there are enough."""
    most = folder.spec.repeat
    runs = folder.runs(variant)[:most]
    if len(runs) >= most or _sufficed(runs) is not None:
        return None
    return min(max(len(runs) + workers, Limits.runs + 1), most)


def _missing(folder: Folder, minds: Minds, variant: int, numbers: range) -> Iterator[Job]:
    seed = folder.spec.seed
    for number in numbers:
        file = folder.run(variant, number)
        if not file.is_file():
            scenario = folder.scenario(variant)
            yield Job(variant, number, scenario, seed + number, file, minds.address, minds.access)


def _do(jobs: Sequence[Job], runner: Runner, heard: Heard, before: int) -> None:
    for number, done in enumerate(runner.run(jobs), start=before + 1):
        heard(number, done.told)
