"""``muster whatif``: an exercise simulated again without one of the trainee's acts."""

from pathlib import Path
from typing import Annotated

import typer


def whatif(
    recording: Annotated[Path, typer.Argument(help="A recording of an exercise that was played.")],
    without: Annotated[
        int | None, typer.Option(min=0, metavar="ACT", help="Number of the act to leave out; not given: lists them.")
    ] = None,
    reruns: Annotated[
        int, typer.Option(min=20, max=1000, help="How many reruns with the act, and as many without.")
    ] = 20,
    horizon_s: Annotated[
        float, typer.Option("--horizon", min=1, help="Simulated seconds after the act at which people are counted.")
    ] = 120.0,
    mind: Annotated[
        str, typer.Option(metavar="NAME", help="Who decides from the act on: builtin, ollama, openai.")
    ] = "builtin",
    model: Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")] = "",
    host: Annotated[str, typer.Option(metavar="URL", help="Where ollama or openai answers.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout, and nothing else.")] = False,
) -> None:
    """Simulate what follows one act of a trainee again, with the act and without it, many times.

    Up to the act all is as recorded, and the trainee's other acts stay. The result is simulation output: it never says
    that an act cost or saved a life.
    """
    from muster.commands.backends import MindOrder
    from muster.commands.supposing import list_acts, suppose

    if without is None:
        list_acts(recording, as_json=as_json)
        return
    order = MindOrder(mind=mind, model=model, host=host)
    suppose(recording, without, order, reruns=reruns, horizon=horizon_s, as_json=as_json)
