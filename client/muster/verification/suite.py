"""Running cases: each trial once, whoever asks for it."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from muster.verification.case import Bench, Case, Finding, Result, Standard, Trial, Verdict
from muster.verification.errors import NoSuchTest


def chosen(cases: Sequence[Case], standard: Standard | None, test: str) -> tuple[Case, ...]:
    """Return the cases of a standard (None: of all) and of one test ("": of all), 12 standing for 12a and 12b.

    Raises:
        NoSuchTest: none is left; the message lists those that there are.
    """
    of_standard = [case for case in cases if standard is None or case.standard is standard]
    found = tuple(case for case in of_standard if not test or test in (case.test, case.test.rstrip("abc"), case.id))
    if not found:
        known = ", ".join(case.id for case in of_standard)
        raise NoSuchTest(f"there is no test {test!r}; take one of: {known}")
    return found


def run(
    cases: Iterable[Case], bench: Bench, begins: Callable[[int, Case], None] = lambda number, case: None
) -> Iterator[Result]:
    """Yield what comes of each case, in order; ``begins`` hears of each (and its number) before its trial."""
    found: dict[Trial, Finding] = {}
    for number, case in enumerate(cases):
        begins(number, case)
        started = time.perf_counter()
        if case.trial is None:
            yield Result(case, Verdict.NOT_APPLICABLE, case.reason, {})
            continue
        if case.trial not in found:
            found[case.trial] = case.trial(bench)
        finding = found[case.trial]
        verdict = Verdict.HOLDS if finding.holds else Verdict.FAILS
        yield Result(case, verdict, finding.text, finding.figures, time.perf_counter() - started)
