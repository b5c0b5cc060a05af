"""The suite and its table: one trial however many ask for it, and what fails is said and counted."""

from pathlib import Path

import pytest

from muster.verification.case import Bench, Case, Finding, Result, Standard, Verdict
from muster.verification.errors import NoMarkers, NoSuchTest
from muster.verification.standards import CASES
from muster.verification.suite import attempt, chosen, results, to_try
from muster.verification.table import as_markdown, as_text, markers, put_between_markers, tally


def case(test: str, holds: bool = True, standard: Standard = Standard.RIMEA) -> Case:
    return Case(standard, test, "a title", "a criterion", lambda bench: Finding("1 s", holds))


def tried(*cases: Case) -> list[Result]:
    return results(cases, {each.trial: attempt(each, Bench()) for each in to_try(cases) if each.trial})


def test_a_failing_criterion_is_told_and_counted():
    found = tried(case("1"), case("2", holds=False))
    assert [result.verdict for result in found] == [Verdict.HOLDS, Verdict.FAILS]
    assert tally(found) == "1 holds, 1 fails, 0 not applicable"
    assert "1 s: fails" in as_text(found)


def test_a_trial_that_two_standards_ask_for_is_made_once():
    made: list[int] = []

    def trial(bench: Bench) -> Finding:
        made.append(1)
        return Finding("", True)

    both = [Case(standard, "1", "", "", trial) for standard in (Standard.RIMEA, Standard.IMO)]
    found = tried(*both)
    assert [result.verdict for result in found] == [Verdict.HOLDS] * 2
    assert len(made) == 1
    assert found[0].seconds > found[1].seconds == 0.0


def test_what_does_not_apply_says_why():
    (result,) = tried(Case(Standard.NIST, "2.7", "lifts", "none", reason="there are no lifts"))
    assert "not applicable: there are no lifts" in as_markdown([result])


def test_a_number_stands_for_all_criteria_of_its_test():
    cases = (case("12a"), case("12b"), case("1"), case("12", standard=Standard.IMO))
    assert [each.test for each in chosen(cases, Standard.RIMEA, "12")] == ["12a", "12b"]
    with pytest.raises(NoSuchTest, match=r"rimea-12a, rimea-12b, rimea-1$"):
        chosen(cases, Standard.RIMEA, "17")


def test_the_text_around_the_table_stays(tmp_path: Path):
    page, (begin, end) = tmp_path / "page.md", markers("verify")
    page.write_text(f"before\n{begin}\nold\n{end}\nafter\n")
    put_between_markers(page, "new", begin, end)
    assert page.read_text() == f"before\n{begin}\nnew\n{end}\nafter\n"
    page.write_text("no markers")
    with pytest.raises(NoMarkers, match="begin: muster verify"):
        put_between_markers(page, "new", begin, end)


def test_every_test_has_a_name_of_its_own_and_either_a_trial_or_a_reason():
    assert len({each.id for each in CASES}) == len(CASES)
    assert [each.id for each in CASES if (each.trial is None) == (each.reason == "")] == []
