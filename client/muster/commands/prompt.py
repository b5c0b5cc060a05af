"""``muster prompt``: what a mind was asked, and what it answered."""

from pathlib import Path
from typing import Annotated

import typer


def prompt(
    recording: Annotated[Path, typer.Argument(help="A file that `muster run` wrote.")],
    agent: Annotated[str, typer.Option(metavar="WHO", help="Name, part of a name, id or number of the person.")],
    at: Annotated[float, typer.Option(min=0, metavar="T", help="Simulated seconds: the last decision until then.")],
) -> None:
    """Print exactly what a mind was asked, and what it answered.

    Of a language model: its prompts and replies. Of the built-in mind: the options with their utilities and
    probabilities, and the traits behind them.
    """
    from muster.commands.output import say
    from muster.commands.prompts import told
    from muster.recording.looking_back import past
    from muster.recording.reader import Recording

    with Recording.open(recording, salvage=True) as opened:
        say(told(past(opened, agent, at)))
