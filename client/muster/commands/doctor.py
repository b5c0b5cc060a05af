"""``muster doctor``: what this machine has."""

from typing import Annotated

import typer


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Say what this machine has.

    Python, processor, graphics, language models, and whether another package named `muster` is in the way.
    """
    from muster.commands.machine import examine
    from muster.commands.output import say, say_json

    found = examine()
    if as_json:
        say_json({item.name: item.value for item in found})
        return
    width = max(len(item.name) for item in found)
    for item in found:
        say(f"{item.name.replace('_', ' '):<{width}}  {item.text}")
