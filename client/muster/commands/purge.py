"""``muster purge``: removes recordings of exercises whose day has come."""

from pathlib import Path
from typing import Annotated

import typer


def purge(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="Where recordings lie; folders in it count.")
    ] = Path("runs"),
    yes: Annotated[bool, typer.Option("--yes", help="Delete them without asking.")] = False,
) -> None:
    """Delete recordings of exercises that may not be kept any longer, with the pages made of them.

    Without --yes it lists them and asks. Runs that nobody took part in are never touched.

    Exit code 1: there was something due, and it was left.
    """
    import sys
    from datetime import date

    from muster.commands.boundary import NO
    from muster.commands.output import note, say
    from muster.training.retention import due, remove

    found = [*due(folder, date.today())]
    for one in found:
        more = f" and {len(one.beside)} made of it" if one.beside else ""
        say(f"{one.recording}{more}: {one.exercise}, to be kept until {one.until}")
    if not found:
        note(f"nothing in {folder} is due")
        return
    if not yes and not (sys.stdin.isatty() and typer.confirm(f"Delete {len(found)}?")):
        note("nothing was deleted; muster purge --yes deletes them")
        raise typer.Exit(NO)
    for one in found:
        remove(one)
    note(f"deleted: {len(found)}")
