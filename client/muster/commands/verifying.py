"""Running the suite for ``muster verify``: minds for the trials that ask some, and something to see meanwhile."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from muster.commands.counting import counting
from muster.commands.interrupts import patient_interrupts
from muster.commands.output import note
from muster.server.embedded import EmbeddedServer
from muster.verification.case import TITLES, Bench, Case, Result, Standard
from muster.verification.experiments.archive import cases
from muster.verification.standards import CASES
from muster.verification.suite import chosen, run


def cases_of(data: Path | None, standard: Standard | None, test: str) -> tuple[Case, ...]:
    """Return the cases of the experiments in a folder, or else of the standards, that are asked for.

    Raises:
        NoSuchTest: there is none of that name. BadData: the folder holds nothing that could be read.
    """
    return chosen(CASES if data is None else cases(data), standard, test)


def verified(asked: Sequence[Case], *, quick: bool) -> list[Result]:
    """Return what comes of the cases; a bar, or a line a case, shows how far it is."""
    with ExitStack() as stack:

        @cache
        def minds() -> str:
            return stack.enter_context(EmbeddedServer()).address

        interrupts = stack.enter_context(patient_interrupts())
        count = stack.enter_context(counting("verifying", "tests"))

        def begins(number: int, case: Case) -> None:
            interrupts.obey()
            count(number, len(asked))
            if not sys.stderr.isatty():
                note(f"{number + 1} of {len(asked)}: {TITLES[case.standard]}, {case.test}: {case.title}")

        return list(run(asked, Bench(quick=quick, minds=minds), begins))
