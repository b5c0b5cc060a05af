"""``muster doctor``: what this machine has, and what a model can do on it."""

from typing import Annotated

import typer


def doctor(
    model: Annotated[
        str, typer.Option(metavar="NAME", help="Measure how fast this model decides here; takes a quarter of a minute.")
    ] = "",
    agents: Annotated[
        int, typer.Option(min=1, help="With --model: for how many people to predict what it makes in time.")
    ] = 80,
    mind: Annotated[str, typer.Option(metavar="NAME", help="With --model: whose model, ollama or openai.")] = "ollama",
    host: Annotated[str, typer.Option(metavar="URL", help="With --model: where it answers.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what this machine has, or measure what a model can do on it.

    Python, processor, graphics, language models, and whether another package named `muster` is in the way. With
    --model: decisions a second, and which share of them would be in time.
    """
    from muster.commands.output import say, say_json

    if model:
        _measure(model, agents, mind, host, as_json=as_json)
        return
    from muster.commands.machine import examine

    found = examine()
    if as_json:
        say_json({item.name: item.value for item in found})
        return
    for item in found:
        say(_row(item.name.replace("_", " "), item.text))


def _measure(model: str, agents: int, mind: str, host: str, *, as_json: bool) -> None:
    from muster.commands.backends import MindOrder, make
    from muster.commands.ollama import Ollama, find_ollama
    from muster.commands.output import note, say, say_json
    from muster.commands.preflight import MINUTE_S, PEOPLE, SCENARIO, preflight
    from muster.commands.rehearsal import rehearse

    order = MindOrder(mind=mind, model=model, host=host)
    note(f"Asking {model} what {PEOPLE} people in {SCENARIO} would ask it; this takes a quarter of a minute or more.")
    found = preflight(lambda: make(order), agents, lambda: rehearse(SCENARIO, agents=PEOPLE, duration_s=MINUTE_S))
    ollama = find_ollama(host) if mind == "ollama" else None
    advice = list(ollama.advice(model)) if isinstance(ollama, Ollama) else []
    loaded = ollama.loaded if isinstance(ollama, Ollama) else ()
    if as_json:
        say_json(
            {**found.to_json(), "ollama": ollama.to_json() if isinstance(ollama, Ollama) else None, "advice": advice}
        )
        return
    for name, text in found.lines():
        say(_row(name, text))
    for each in loaded:
        say(_row("in memory", each.where))
    for each in advice:
        say(_row("advice", each))


def _row(name: str, text: str) -> str:
    """Return a name and its text, further lines of it indented."""
    return f"{name:<12}" + text.replace("\n", "\n" + " " * 12)
