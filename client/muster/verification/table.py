"""The table of results: for a terminal, for docs/verification.md and as JSON."""

from collections.abc import Sequence
from pathlib import Path

from muster.verification.case import TITLES, Case, Result, Verdict
from muster.verification.errors import NoMarkers

HEAD = ("test", "criterion", "ours", "verdict")


def asked(case: Case) -> tuple[str, str]:
    """Return what a row asks, whatever comes of it: test, criterion."""
    criterion = f"{case.criterion} (ours: {case.ours})" if case.ours else case.criterion
    return f"{TITLES[case.standard]}, {case.test}: {case.title}", criterion


def cells(result: Result) -> tuple[str, str, str, str]:
    """Return one row: test, criterion, our figure, verdict; what we settled of a criterion is marked as ours."""
    name, criterion = asked(result.case)
    if result.verdict is Verdict.NOT_APPLICABLE:
        return name, criterion, "", f"not applicable: {result.text}"
    return name, criterion, result.text, result.verdict.value


def as_markdown(results: Sequence[Result]) -> str:
    """Return the table as Markdown."""
    rows = [HEAD, ("---",) * len(HEAD), *(cells(result) for result in results)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def as_text(results: Sequence[Result]) -> str:
    """Return the rows for a terminal, each on two lines: what was asked, what was found."""
    return "\n".join(told(result) for result in results)


def told(result: Result) -> str:
    """Return one row for a terminal."""
    name, criterion, ours, verdict = cells(result)
    found = f"{ours}: " if ours else ""
    return f"{name}\n    {criterion} | {found}{verdict}"


def tally(results: Sequence[Result]) -> str:
    """Return how many rows there are of each verdict."""
    count = {verdict: sum(result.verdict is verdict for result in results) for verdict in Verdict}
    return ", ".join(f"{number} {verdict.value}" for verdict, number in count.items())


def as_json(results: Sequence[Result]) -> list[dict[str, object]]:
    """Return the rows as plain values."""
    return [
        {
            "standard": result.case.standard.value,
            "test": result.case.test,
            "title": result.case.title,
            "criterion": result.case.criterion,
            "ours": result.case.ours,
            "verdict": result.verdict.value,
            "text": result.text,
            "figures": dict(result.figures),
            "seconds": round(result.seconds, 2),
        }
        for result in results
    ]


def markers(table: str) -> tuple[str, str]:
    """Return the lines between which a document has a table."""
    return f"<!-- begin: muster {table} -->", f"<!-- end: muster {table} -->"


def put_between_markers(path: Path, text: str, begin: str, end: str) -> None:
    """Replace what stands between the markers of a document; the text around stays. Raises NoMarkers."""
    before, _, after = around_markers(path, begin, end)
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def around_markers(path: Path, begin: str, end: str) -> tuple[str, str, str]:
    """Return what a document has before, between and after its markers.

    Raises:
        NoMarkers: the document lacks one of the two, or has them the wrong way round.
    """
    before, first, rest = path.read_text(encoding="utf-8").partition(begin)
    between, last, after = rest.partition(end)
    if not first or not last:
        raise NoMarkers(f"{path} has no lines {begin!r} and, below it, {end!r}; add them where the table should stand")
    return before, between, after
