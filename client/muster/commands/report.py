"""``muster report``: a page about a study, or one that compares several."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    studies: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders that `muster optimize` wrote.")],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.html",
            help="Where to write; otherwise report.html in the study's folder, or comparison.html here for several.",
        ),
    ] = None,
) -> None:
    """Write a page about a study: what was asked, how close it came, who was rewritten and how, and how to redo it.

    Of several studies the page compares methods, seed by seed. It opens offline and asks nothing of any network. Only
    report.html in a study's folder is ever overwritten.
    """
    from muster.commands.output import say
    from muster.optimizer.report.writing import write_report

    say(str(write_report(studies, out)))
