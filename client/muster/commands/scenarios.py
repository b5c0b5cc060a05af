"""``muster scenarios``: what is shipped."""

from typing import Annotated

import typer


def scenarios(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list of name, kind and description.")] = False,
) -> None:
    """List the scenarios that are shipped."""
    from muster.commands.output import say, say_json
    from muster.scenario.library import shipped

    entries = shipped()
    if as_json:
        say_json([{"name": each.name, "kind": each.kind.value, "description": each.description} for each in entries])
        return
    name = max((len(each.name) for each in entries), default=0)
    kind = max((len(each.kind.value) for each in entries), default=0)
    for each in entries:
        say(f"{each.name:<{name}}  {each.kind.value:<{kind}}  {each.description}")
