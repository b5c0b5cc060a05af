"""The page about one study."""

from muster.analysis.report.document import document
from muster.analysis.report.times import times
from muster.analysis.summary import Summary
from muster.pages.markup import joined, tag


def page(summary: Summary) -> str:
    """Return the page: an HTML document that needs nothing else."""
    title = f"Egress study: {summary.spec.scenario}"
    return document(title, joined([tag("h1", title), *(times(each) for each in summary.combinations)]))
