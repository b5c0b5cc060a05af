"""Every criterion of the standards, with fewer people and crowds where the standard's own numbers take long.

The trials are ``muster.verification``'s; ``muster verify`` prints them as a table.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from muster.server.embedded import EmbeddedServer
from muster.verification.case import Bench, Case, Finding, Trial
from muster.verification.standards import CASES
from muster.verification.trials import choices, flows
from support.failing import FAILING
from support.figures import Figures

TRIED = [case for case in CASES if case.trial is not None]


def marked(case: Case, *marks: pytest.MarkDecorator) -> object:
    failing = FAILING.get(case.id)
    return pytest.param(case, id=case.id, marks=[*marks, *([pytest.mark.xfail(reason=failing)] if failing else [])])


@pytest.fixture(scope="module")
def minds() -> Iterator[Bench]:
    """A bench whose minds are asked for when the first trial wants some."""
    with ExitStack() as stack:
        yield Bench(quick=True, minds=cache(lambda: stack.enter_context(EmbeddedServer()).address))


@pytest.fixture(scope="module")
def found() -> dict[Trial, Finding]:
    """What trials have found: several standards ask for the same."""
    return {}


LONG = (choices.social_influence, choices.affiliation, flows.half_the_exits)
"""Trials of 5 to 20 s, however quick they are meant to be: it takes many people to tell their criteria from chance."""


@pytest.mark.parametrize("case", [marked(case, *[pytest.mark.slow] * (case.trial in LONG)) for case in TRIED])
def test_a_criterion_holds(case: Case, minds: Bench, found: dict[Trial, Finding], figures: Figures):
    assert case.trial is not None
    if case.trial not in found:
        found[case.trial] = case.trial(minds)
    finding = found[case.trial]
    for name, value in finding.figures.items():
        figures(name, value)
    assert finding.holds, finding.text


@pytest.mark.slow
@pytest.mark.parametrize("case", [marked(case) for case in TRIED])
def test_a_criterion_holds_with_everybody_the_standard_names(case: Case, minds: Bench):
    assert case.trial is not None
    finding = case.trial(Bench(quick=False, minds=minds.minds))
    assert finding.holds, finding.text
