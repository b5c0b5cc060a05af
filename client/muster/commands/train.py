"""``muster train``: an exercise, played."""

from pathlib import Path
from typing import Annotated

import typer

from muster.commands.run import LARGEST_SEED


def train(
    exercise: Annotated[str, typer.Argument(help="Name (see muster scenarios) or path of an exercise file.")],
    role: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Role that is played; the first one otherwise. With --bot, any number."),
    ] = None,
    bot: Annotated[bool, typer.Option("--bot", help="A scripted trainee plays, as fast as it goes.")] = False,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Same seed, same course of events.")] = 0,
    render: Annotated[
        str, typer.Option(metavar="NAME", help="Watch it happen: panda3d, pygame, web, none, or a plug-in.")
    ] = "none",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to record; otherwise in runs/.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout, and nothing else.")] = False,
    mind: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who plays all others: builtin (the default), ollama, openai.")
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")] = "",
    host: Annotated[str, typer.Option(metavar="URL", help="Where ollama or openai answers.")] = "",
) -> None:
    """Play an exercise, record it, and say what the rules propose for each critical task.

    With --bot a scripted trainee does what the tasks of its role ask for: to test exercise files.

    Exit code 2: bad input, nothing is left behind. 3: the minds have gone; what was recorded until then stays.
    """
    from muster.commands.backends import MindOrder
    from muster.commands.training import TrainOrder, play_by_bot

    if not bot:
        raise typer.BadParameter("only a scripted trainee can play so far; add --bot", param_hint="--bot")
    minds = MindOrder(mind=mind or "", model=model, host=host)
    play_by_bot(TrainOrder(exercise, tuple(role or ()), seed, render, out, as_json, minds))
