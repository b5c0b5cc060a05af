"""docs/verification.md says what the code asks, finds and fails at; `make verify` alone makes all figures again."""

import pytest

from muster.verification.case import Bench, Case, Verdict
from muster.verification.standards import CASES
from muster.verification.table import HEAD, around_markers, asked, markers
from support.failing import FAILING
from support.tree import ROOT

QUICK = ("rimea-1", "rimea-2", "rimea-3", "rimea-6", "rimea-7", "rimea-10")
"""Trials that take no time, and whose figures no rounding of another platform would change."""


def rows() -> list[list[str]]:
    """The cells of each row of the document's table."""
    _, table, _ = around_markers(ROOT / "docs" / "verification.md", *markers("verify"))
    lines = [line.strip().removeprefix("| ").removesuffix(" |").split(" | ") for line in table.strip().splitlines()]
    assert lines[0] == list(HEAD)
    return lines[2:]


def verdict(case: Case) -> str:
    if case.trial is None:
        return f"{Verdict.NOT_APPLICABLE.value}: {case.reason}"
    return (Verdict.FAILS if case.id in FAILING else Verdict.HOLDS).value


def test_the_document_has_the_rows_criteria_and_reasons_of_the_code():
    assert [tuple(row[:2]) for row in rows()] == [asked(case) for case in CASES]


def test_the_document_tells_the_same_verdicts_as_the_tests():
    assert [row[3] for row in rows()] == [verdict(case) for case in CASES]


@pytest.mark.parametrize("case", [case for case in CASES if case.id in QUICK], ids=lambda case: case.id)
def test_the_document_has_the_figures_that_a_trial_finds(case: Case):
    assert case.trial is not None
    (told,) = [row[2] for row in rows() if row[0] == asked(case)[0]]
    assert case.trial(Bench()).text == told
