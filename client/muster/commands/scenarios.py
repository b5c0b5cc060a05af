"""``muster scenarios``: what is shipped."""

from typing import Annotated

import typer


def scenarios(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON list: name, kind, description, and whether it is an exercise.")
    ] = False,
) -> None:
    """List the scenarios and exercises that are shipped."""
    from muster.commands.output import say, say_json
    from muster.scenario.library import shipped, shipped_exercises

    runs = [(each.name, each.kind.value, each.description) for each in shipped()]
    exercises = [(each.name, each.procedure, each.description) for each in shipped_exercises()]
    if as_json:
        told = [(*each, False) for each in runs] + [(*each, True) for each in exercises]
        say_json([dict(zip(("name", "kind", "description", "exercise"), each, strict=True)) for each in told])
        return
    widest = max(len(name) for name, _, _ in runs + exercises)
    kinds = max(len(kind) for _, kind, _ in runs + exercises)
    for title, entries in (("scenarios: muster run NAME", runs), ("exercises: muster train NAME", exercises)):
        say(title)
        for name, kind, description in entries:
            say(f"  {name:<{widest}}  {kind:<{kinds}}  {description}")
