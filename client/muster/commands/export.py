"""``muster export``: recordings for other tools."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """What can be written; ``muster.recording.exporters.registry`` has the writers."""

    JUPEDSIM = "jupedsim"
    CSV = "csv"


def export(
    recording: Annotated[Path, typer.Argument(help="A file that `muster run` wrote.")],
    to: Annotated[Format, typer.Option(help="jupedsim: a trajectory file that PedPy and JuPedSim read; csv: tables.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; otherwise beside the recording.")
    ] = None,
) -> None:
    """Write trajectories for other tools.

    All files appear, or none; nothing is overwritten.
    """
    from muster.commands.output import say
    from muster.recording.exporters.registry import export as write
    from muster.recording.reader import Recording

    with Recording.open(recording) as opened:
        for path in write(opened, to.value, out):
            say(str(path))
