"""The page about one study."""

from collections.abc import Iterator

from muster.analysis.report.comparison import anchor, comparison
from muster.analysis.report.document import document
from muster.analysis.report.methods import methods
from muster.analysis.report.notices import notices
from muster.analysis.report.redo import minds, redo
from muster.analysis.report.section import section
from muster.analysis.summary import Summary
from muster.pages.markup import Html, facts, joined, tag
from muster.scenario.plan.page import hatching

IN_FULL = 12
"""Combinations shown in full at most: a map takes some 50 kB, and nobody reads a hundred sections."""
OPEN = 3
"""Combinations up to which all are unfolded at once."""


def page(summary: Summary) -> str:
    """Return the page: an HTML document that needs nothing else."""
    return document(
        f"Egress study: {summary.spec.scenario}",
        joined([_hatched(), _header(summary), *_body(summary), _closing(summary)]),
    )


def _header(summary: Summary) -> Html:
    first = summary.combinations[0]
    scenario = first.variant.scenario
    runs, combinations = sum(len(each.runs) for each in summary.combinations), len(summary.combinations)
    pairs = [
        ("building", scenario.building.name),
        (
            "people",
            str(first.people) if combinations == 1 else "as swept" if _people_vary(summary) else str(first.people),
        ),
        ("runs", str(runs) if combinations == 1 else f"{runs} in {combinations} combinations"),
        ("first seed", str(summary.spec.seed)),
        ("longest run", f"{scenario.duration:g} s"),
        ("minds", minds(summary)),
        ("muster", summary.spec.version),
    ]
    return tag(
        "header",
        tag("p", "Egress study", class_="kind"),
        tag("h1", scenario.name),
        tag("p", scenario.description, class_="lead"),
        facts(pairs, class_="facts"),
        tag("div", *(tag("p", each) for each in notices(summary)), class_="notices", role="note"),
    )


def _hatched() -> Html:
    """Return the pattern of stairs that all maps use."""
    return tag("svg", Html(hatching()), width=0, height=0, aria_hidden="true", class_="pattern")


def _people_vary(summary: Summary) -> bool:
    return len({each.people for each in summary.combinations}) > 1


def _body(summary: Summary) -> Iterator[Html]:
    if len(summary.combinations) == 1:
        yield section(summary.combinations[0])
        return
    yield tag("div", comparison(summary), class_="cards")
    for number, each in enumerate(summary.combinations[:IN_FULL]):
        heading = tag("summary", tag("h2", f"{number + 1}. {each.variant.title}"))
        is_open = "" if len(summary.combinations) <= OPEN else None
        yield tag("details", heading, section(each, number), id=anchor(number), class_="combination", open=is_open)
    if len(summary.combinations) > IN_FULL:
        left = len(summary.combinations) - IN_FULL
        yield tag(
            "p", f"The other {left} combinations are in the table above and in the CSV files; sweep fewer to see all."
        )


def _closing(summary: Summary) -> Html:
    return tag(
        "section",
        tag("div", tag("h2", "How the figures are made"), methods(), class_="card"),
        tag("div", tag("h2", "How to redo it"), redo(summary), class_="card"),
        class_="closing",
    )
