"""Running cases: each trial once, whoever asks for it."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from muster.verification.case import Bench, Case, Finding, Result, Standard, Trial, Verdict
from muster.verification.errors import NoSuchTest


@dataclass(frozen=True)
class Tried:
    """What a trial found, and how many seconds of wall time it took."""

    finding: Finding
    seconds: float


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


def to_try(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Return one case for each trial: the first that asks for it."""
    first: dict[Trial, Case] = {}
    for case in cases:
        if case.trial is not None:
            first.setdefault(case.trial, case)
    return tuple(first.values())


def attempt(case: Case, bench: Bench) -> Tried:
    """Make the trial of a case that has one."""
    assert case.trial is not None, case.id
    began = time.perf_counter()
    return Tried(case.trial(bench), time.perf_counter() - began)


def results(cases: Iterable[Case], tried: Mapping[Trial, Tried]) -> list[Result]:
    """Return what came of each case, in order; the first that asked for a trial has its seconds."""
    told: list[Result] = []
    timed: set[Trial] = set()
    for case in cases:
        if case.trial is None:
            told.append(Result(case, Verdict.NOT_APPLICABLE, case.reason, {}))
            continue
        finding, seconds = tried[case.trial].finding, tried[case.trial].seconds
        verdict = Verdict.HOLDS if finding.holds else Verdict.FAILS
        told.append(Result(case, verdict, finding.text, finding.figures, 0.0 if case.trial in timed else seconds))
        timed.add(case.trial)
    return told
