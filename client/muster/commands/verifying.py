"""Running the suite for ``muster verify``: minds for the trials that ask some, and something to see meanwhile."""

import sys
from contextlib import ExitStack
from functools import cache

from muster.commands.counting import counting
from muster.commands.interrupts import patient_interrupts
from muster.commands.output import note
from muster.server.embedded import EmbeddedServer
from muster.verification.case import TITLES, Bench, Case, Result, Standard
from muster.verification.standards import CASES
from muster.verification.suite import chosen, run


def verified(standard: Standard | None, test: str, *, quick: bool) -> list[Result]:
    """Return what comes of the chosen cases; a bar, or a line a case, shows how far it is.

    Raises:
        NoSuchTest: there is none of that name.
    """
    cases = chosen(CASES, standard, test)
    with ExitStack() as stack:

        @cache
        def minds() -> str:
            return stack.enter_context(EmbeddedServer()).address

        interrupts = stack.enter_context(patient_interrupts())
        count = stack.enter_context(counting("verifying", "tests"))

        def begins(number: int, case: Case) -> None:
            interrupts.obey()
            count(number, len(cases))
            if not sys.stderr.isatty():
                note(f"{number + 1} of {len(cases)}: {TITLES[case.standard]}, {case.test}: {case.title}")

        return list(run(cases, Bench(quick=quick, minds=minds), begins))
