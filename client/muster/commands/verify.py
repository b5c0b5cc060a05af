"""``muster verify``: whether the world does what the field's standards and experiments say."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class StandardName(StrEnum):
    """As ``muster.verification.case.Standard``, which would take long to import for a help text."""

    RIMEA = "rimea"
    IMO = "imo"
    ISO = "iso"
    NIST = "nist"


def verify(
    standard: Annotated[StandardName | None, typer.Option(help="Only the tests of this standard.")] = None,
    test: Annotated[str, typer.Option(metavar="ID", help="Only this test, by the standard's own number: 12.")] = "",
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Compare with the experiments in this folder instead, measured by PedPy."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer people and crowds where the standard's own numbers take long.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Trials made at a time, in processes.")] = 2,
    into: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Put the table between the markers of this Markdown file as well."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, one object a row.")] = False,
) -> None:
    """Run the tests of RiMEA, IMO, ISO 20414 and NIST TN 1822, and print what came of each.

    With --data, simulate experiments again and compare speed by density and flow. Exits with 1 when a criterion fails.
    """
    from muster.commands.output import say, say_json
    from muster.commands.verifying import Wanted, cases_of, verified
    from muster.verification.case import Standard, Verdict
    from muster.verification.table import around_markers, as_markdown, as_text, markers, put_between_markers, tally
    from muster.verification.table import as_json as rows

    place = markers("experiments" if data is not None else "verify")
    if into is not None:
        around_markers(into, *place)  # trials take minutes: what is wrong with the document is told before them
    cases = cases_of(data, None if standard is None else Standard(standard.value), test)
    results = verified(cases, Wanted(data, quick, workers))
    if as_json:
        say_json(rows(results))
    else:
        say(as_text(results))
        say(tally(results))
    if into is not None:
        put_between_markers(into, as_markdown(results), *place)
    if any(result.verdict is Verdict.FAILS for result in results):
        raise typer.Exit(1)
