"""``muster study``: one scenario run many times, and what that shows of a building's egress."""

from pathlib import Path
from typing import Annotated

import typer

from muster.commands.study_options import Host, Json, Mind, Model, Server, Workers


def study(
    scenario: Annotated[str, typer.Argument(help="Name (see muster scenarios) or path of a scenario file.")],
    repeat: Annotated[
        int, typer.Option(min=1, max=10_000, help="Runs of each combination, each with the next seed.")
    ] = 20,
    until_converged: Annotated[
        bool, typer.Option("--until-converged", help="Stop earlier, once one run more changes nothing (NIST TN 1822).")
    ] = False,
    sweep: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Vary parameters: every combination of their values.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="Of the first run.")] = 0,
    agents: Annotated[int | None, typer.Option(help="How many people; otherwise as the scenario says.")] = None,
    duration: Annotated[float | None, typer.Option(help="Simulated seconds; otherwise as the scenario says.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the study; otherwise studies/egress-SCENARIO-SEED.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the study in --out, if there is one.")] = False,
    workers: Workers = 1,
    mind: Mind = "",
    model: Model = "",
    host: Host = "",
    server: Server = None,
    as_json: Json = False,
) -> None:
    """Run a scenario many times and report its egress: times, convergence, queues, densities, exits, who stayed inside.

    Each run is on disk as it is done; stopped at any point, --resume goes on to the same result. The folder then holds
    report.html, a page that needs nothing else, and everything as CSV. To align a crowd with a benchmark is another
    matter: see `muster optimize`.
    """
    from muster.client.access import OPEN
    from muster.commands.backends import MindOrder
    from muster.commands.egress import Asked, carry_out
    from muster.commands.minds import Where

    order = MindOrder(mind=mind, model=model, host=host)
    asked = Asked(scenario, repeat, until_converged, sweep, seed, agents, duration, out, resume)
    carry_out(asked, Where(server, OPEN), order, workers, as_json=as_json)
