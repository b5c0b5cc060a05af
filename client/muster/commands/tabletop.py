"""``muster tabletop``: an exercise talked through, before it is played."""

from pathlib import Path
from typing import Annotated

import typer


def tabletop(
    exercise: Annotated[str, typer.Argument(help="Name (see muster scenarios) or path of an exercise file.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.md", help="Where answers are noted; otherwise EXERCISE-tabletop.md here."),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print the steps as a JSON list of part, title and text; ask and write nothing."),
    ] = False,
) -> None:
    """Walk through an exercise in discussion: pause at each event, ask its questions, note the answers. No clock.

    Answers end with an empty line; each is written down at once. Where input is no terminal, it takes an answer a line,
    and notes nothing for what is not answered: muster tabletop EXERCISE < /dev/null makes a sheet to fill in by hand.
    """
    from dataclasses import asdict

    from muster.commands.output import note, say_json
    from muster.commands.talking import talk_through
    from muster.scenario.exercise_file import load_exercise
    from muster.training.tabletop import steps

    loaded = load_exercise(exercise)
    if as_json:
        say_json([asdict(step) for step in steps(loaded)])
        return
    path = out or Path(f"{loaded.name}-tabletop.md")
    talk_through(loaded, path)
    note(f"noted in {path}")
