"""``muster classify``: which conduct everybody in a recording showed."""

from pathlib import Path
from typing import Annotated

import typer


def classify(
    recording: Annotated[Path, typer.Argument(help="A file that `muster run` wrote.")],
    by: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Which classifier: intruder-rules, intruder-audit, egress-rules, or model, which reads a log of "
            "each person; otherwise the scenario's own rules.",
        ),
    ] = "",
    agent: Annotated[
        str, typer.Option(metavar="WHO", help="Only this person, with all that was measured: name, id or number.")
    ] = "",
    audit: Annotated[
        bool, typer.Option("--audit", help="Compare with a second classifier, intruder-audit: table and kappa.")
    ] = False,
    labels: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Compare with labels that others gave: a JSON object of labels by name, the behavior_analysis.json of "
            "a PersonaEvolve run, or the word kept for those that came with an imported recording.",
        ),
    ] = "",
    mind: Annotated[
        str, typer.Option(metavar="NAME", help="With --by model: which backend reads, as for `muster run`.")
    ] = "auto",
    model: Annotated[str, typer.Option(metavar="NAME", help="With --by model: which model of ollama or openai.")] = "",
    host: Annotated[str, typer.Option(metavar="URL", help="With --by model: where ollama or openai answers.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say which conduct everybody showed, and what speaks for it.

    Told from trajectories and events alone, never from what people said or thought.
    """
    from muster.commands.backends import MindOrder
    from muster.commands.classifying import as_told, audited, classified, of_one
    from muster.commands.labelling import labelled, labels_for
    from muster.commands.output import say, say_json
    from muster.recording.looking_back import find
    from muster.recording.reader import Recording

    with Recording.open(recording) as opened:
        theirs = labels_for(opened, labels) if labels else {}
        found = classified(opened, by, MindOrder(mind=mind, model=model, host=host))
        only = find(opened, agent) if agent else None
    found = audited(found) if audit else found
    beside = labelled(found, theirs, labels) if labels else None
    if as_json:
        say_json({**found.as_json(only), **({"labels": beside.as_json()} if beside else {})})
        return
    say(as_told(found) if only is None else of_one(found, only))
    if beside:
        say("\n".join(["", *beside.lines()]))
