"""``muster rerun``: is world = f(scenario, seed, inputs)?"""

from pathlib import Path
from typing import Annotated

import typer


def rerun(recording: Annotated[Path, typer.Argument(help="A file that `muster run` wrote.")]) -> None:
    """Repeat a recording from its inputs and compare.

    No mind is asked; the hash of the whole state is compared every second.

    Exit code 0: identical. 1: it differs; the first difference is printed. 2: the recording cannot be read.
    """
    from muster.client import rerun as rerunning
    from muster.commands.boundary import NO
    from muster.commands.output import note, say
    from muster.commands.platforms import differences
    from muster.commands.progress import watching
    from muster.recording.reader import Recording

    with Recording.open(recording) as opened:
        elsewhere = differences(opened.meta.fingerprint)
        if elsewhere:
            note(f"recorded on another platform, where bits may differ: {elsewhere}")
        with watching("rerun", opened.meta.duration) as watcher:
            difference = rerunning.rerun(opened, watcher.second)
        if difference is None:
            say("identical")
            return
        say(f"differs at {difference.tick * opened.meta.dt:g} s, {difference}")
        raise typer.Exit(NO)
