"""``muster check``: what is wrong with a file that a person wrote."""

from pathlib import Path
from typing import Annotated

import typer


def check(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A scenario, exercise, building, persona or benchmark file.")
    ],
    plan: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Draw the building, with the threat's way if there is one.")
    ] = None,
) -> None:
    """Say what is wrong with a scenario, exercise, building, persona or benchmark file.

    Exit code 0: no errors, though there may be warnings. 1: errors were found. 2: it cannot be read.
    """
    from muster.commands.checking import report

    report(file, plan)
