"""Running the suite for ``muster verify``: workers, minds for the trials that ask some, something to see meanwhile."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from muster.commands.counting import counting
from muster.commands.interrupts import patient_interrupts
from muster.commands.output import note
from muster.jobs.workers import TRIES, Interrupt, Task, workers
from muster.server.embedded import EmbeddedServer
from muster.verification.case import TITLES, Bench, Case, Result, Standard, Verdict
from muster.verification.errors import TrialLost
from muster.verification.experiments.archive import cases
from muster.verification.standards import CASES
from muster.verification.suite import Tried, attempt, chosen, results, to_try


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line.

    Attributes:
        data: folder of experiments; None for the standards.
        quick: fewer people and crowds.
        workers: trials made at a time.
    """

    data: Path | None
    quick: bool
    workers: int


@dataclass(frozen=True)
class Job:
    """One trial to be made in a process of its own: that of the case ``id``, with minds at ``address``."""

    data: Path | None
    id: str
    quick: bool
    address: str


@dataclass(frozen=True)
class Done:
    """What came of the trial of the case ``id``."""

    id: str
    tried: Tried


def cases_of(data: Path | None, standard: Standard | None, test: str) -> tuple[Case, ...]:
    """Return the cases of the experiments in a folder, or else of the standards, that are asked for.

    Raises:
        NoSuchTest: there is none of that name. BadData: the folder holds nothing that could be read.
    """
    return chosen(_all_cases(data), standard, test)


def verified(asked: Sequence[Case], wanted: Wanted) -> list[Result]:
    """Return what comes of the cases; a bar, or a line a trial, shows how far it is."""
    to_do = {case.id: case for case in to_try(asked)}
    with ExitStack() as stack:
        interrupts = stack.enter_context(patient_interrupts())
        count = stack.enter_context(counting("verifying", "trials"))
        tried: dict[str, Tried] = {}
        for done in _carried_out([*to_do], wanted, interrupts.obey):
            tried[done.id] = done.tried
            count(len(tried), len(to_do))
            if not sys.stderr.isatty():
                note(f"{len(tried)} of {len(to_do)}: {_told(to_do[done.id], done.tried)}")
    return results(asked, {case.trial: tried[id] for id, case in to_do.items() if case.trial is not None})


def do(job: Job) -> Done:
    """Make one trial in the process of a worker."""
    case = next(case for case in _all_cases(job.data) if case.id == job.id)
    return Done(job.id, attempt(case, Bench(quick=job.quick, minds=lambda: job.address)))


def _lost(job: Job) -> TrialLost:
    return TrialLost(f"the trial of {job.id} has ended {TRIES} processes that made it; see whether memory is short")


TRIALS = Task[Job, Done](f"{__name__}:{do.__name__}", _lost)


def _carried_out(ids: Sequence[str], wanted: Wanted, interrupt: Interrupt) -> Iterator[Done]:
    with EmbeddedServer() as server, workers(wanted.workers, TRIALS, interrupt) as processes:
        yield from processes.run([Job(wanted.data, id, wanted.quick, server.address) for id in ids])


@cache
def _all_cases(data: Path | None) -> tuple[Case, ...]:
    return CASES if data is None else cases(data)


def _told(case: Case, tried: Tried) -> str:
    verdict = Verdict.HOLDS if tried.finding.holds else Verdict.FAILS
    return f"{TITLES[case.standard]}, {case.test}: {case.title}: {verdict.value}"
