"""``muster info``: what a recording holds."""

from pathlib import Path
from typing import Annotated

import typer


def info(
    recording: Annotated[Path, typer.Argument(help="A file that `muster run` wrote, finished or not.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what a recording holds.

    What was run, by which mind, and what came of it; of damaged files, as much as can be read.
    """
    from muster.commands.output import say, say_json
    from muster.recording.info import describe, rendered
    from muster.recording.reader import Recording

    with Recording.open(recording, salvage=True) as opened:
        description = describe(opened)
    if as_json:
        say_json(description)
    else:
        say(rendered(description))
