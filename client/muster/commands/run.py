"""``muster run``: one episode, or several with seeds in a row."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

LARGEST_SEED = 2**62  # leaves room for --repeat below the 63 bits of a recording


class Mind(StrEnum):
    """Who may play the minds."""

    BUILTIN = "builtin"


def run(
    scenario: Annotated[
        str, typer.Argument(help="Name (see muster scenarios) or path of a scenario file.")
    ] = "school-intruder",
    agents: Annotated[int | None, typer.Option(help="How many people; otherwise as the scenario says.")] = None,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Same seed, same episode.")] = 0,
    duration: Annotated[float | None, typer.Option(help="Simulated seconds; otherwise as the scenario says.")] = None,
    mind: Annotated[Mind, typer.Option(help="Who plays the minds in the embedded server.")] = Mind.BUILTIN,
    server: Annotated[
        str | None,
        typer.Option(metavar="ADDR", help="Ask the minds of a running `muster serve`: HOST:PORT or unix:PATH."),
    ] = None,
    repeat: Annotated[
        int, typer.Option(min=1, max=10_000, help="Run this many seeds in a row and add percentiles of egress times.")
    ] = 1,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to record; otherwise in runs/. --repeat puts the seed into the name."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout, and nothing else.")] = False,
) -> None:
    """Run an episode, record it, and say what became of whom.

    Exit code 2: bad input, nothing is left behind. 3: the mind server has gone; what was recorded until then stays.
    """
    from muster.commands.running import Order, carry_out

    carry_out(Order(scenario, agents, seed, duration, server, repeat, out, as_json))
