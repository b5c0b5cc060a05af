"""``muster import``: buildings and runs that other programs made."""

from pathlib import Path
from typing import Annotated

import typer


def import_(
    source: Annotated[
        str, typer.Argument(metavar="FILE", help="What to import; its name's ending says what it is (.ifc).")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write; otherwise beside the file, as FILE.json.")
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(metavar="FILE.svg", help="Draw what came of it, with a number wherever something was unclear."),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What the building is called; otherwise as the file.")] = None,
) -> None:
    """Make a building file of a drawing from another program.

    IFC: rooms are its spaces, doors are bridged through the thickness of their walls, stairs join storeys, exits are
    doors in the outline, and what was not understood is listed with its place. Look at --plan, mend the building file
    by hand where it is wrong, and validate it with `muster check`.

    Exit code 0: written, and `muster check` finds no errors. 1: written, but it has errors. 2: it cannot be read.
    """
    from muster.commands.importing import bring_in

    bring_in(Path(source), out, plan, name)
