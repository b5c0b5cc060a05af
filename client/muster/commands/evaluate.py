"""``muster evaluate``: what a study is worth, by fresh episodes of its people."""

from pathlib import Path
from typing import Annotated

import typer

from muster.commands.study_options import (
    Host,
    Json,
    RayAddress,
    Server,
    TlsCa,
    TlsCert,
    TlsKey,
    TokenFile,
    Workers,
)


def evaluate(
    study: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a study that `muster optimize` wrote.")],
    episodes: Annotated[
        int, typer.Option(min=1, max=999, help="How many fresh episodes; those that are there are used again.")
    ] = 20,
    first: Annotated[
        bool, typer.Option("--first", help="Of the people the study began with; with --start that is zero-shot.")
    ] = False,
    workers: Workers = 1,
    ray: RayAddress = "",
    host: Host = "",
    server: Server = None,
    tls_ca: TlsCa = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    token_file: TokenFile = None,
    as_json: Json = False,
) -> None:
    """Run fresh episodes of the people a study ended with, and say how far they are from the benchmark.

    None of these episodes was learnt from. Stopped at any point, the same command goes on.
    """
    from muster.client.access import read_access
    from muster.commands.backends import MindOrder
    from muster.commands.minds import Where
    from muster.commands.studying import Crew, evaluate_study

    where = Where(server, read_access(tls_ca, tls_cert, tls_key, token_file))
    crew = Crew(where, MindOrder(host=host), workers, ray)
    evaluate_study(study, episodes, crew, first=first, as_json=as_json)
