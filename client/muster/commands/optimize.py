"""``muster optimize``: a study, which changes people until the crowd behaves as a benchmark says."""

from pathlib import Path
from typing import Annotated

import typer

from muster.commands.run import Decide
from muster.commands.study_options import (
    DecideBy,
    Host,
    Json,
    Mind,
    Model,
    RayAddress,
    Replies,
    Server,
    Share,
    Table,
    TlsCa,
    TlsCert,
    TlsKey,
    TokenFile,
    Workers,
)


def optimize(
    scenario: Annotated[
        str | None, typer.Argument(help="Name (see muster scenarios) or path of a scenario file.")
    ] = None,
    benchmark: Annotated[
        str | None, typer.Option(metavar="NAME", help="What the crowd is to be like: name or path of a benchmark file.")
    ] = None,
    method: Annotated[
        str | None, typer.Option(metavar="NAME", help="none, explicit, random, pevo, pevo+ (the default), a plug-in...")
    ] = None,
    episodes: Annotated[
        int | None, typer.Option(min=1, max=999, help="How many episodes to learn from; otherwise 10.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, max=10**9, help="Of method and worlds; otherwise 0.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the study; otherwise one below studies/.")
    ] = None,
    writer: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who rewrites: builtin (the default), ollama, openai, a plug-in."),
    ] = None,
    writer_model: Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")] = "",
    writer_host: Annotated[
        str, typer.Option(metavar="URL", help="Where ollama or openai answers the writer; as they say by default.")
    ] = "",
    start: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Begin with the last people of another study, in whatever scenario it was."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the study in --out, if there is one.")] = False,
    max_tokens: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Stop before the next episode once mind and writer have cost N tokens."),
    ] = None,
    workers: Workers = 1,
    ray: RayAddress = "",
    mind: Mind = "",
    model: Model = "",
    host: Host = "",
    decide: DecideBy = Decide.LABEL,
    share: Share = False,
    minds: Table = None,
    replies: Replies = None,
    server: Server = None,
    tls_ca: TlsCa = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    token_file: TokenFile = None,
    as_json: Json = False,
) -> None:
    """Run a study: episodes and changes of people in turn, until the crowd behaves as the benchmark says.

    Each step is on disk before the next begins; stopped at any point, --resume goes on to the same result. What it is
    worth `muster evaluate` says, by fresh episodes.
    """
    from muster.client.access import read_access
    from muster.commands.backends import MindOrder
    from muster.commands.minds import Where
    from muster.commands.studying import Crew, given, run_study
    from muster.optimizer.study.opening import Wanted

    order = MindOrder(
        mind=mind,
        model=model,
        host=host,
        decide="json" if decide is Decide.JSON else "label",
        share=share,
        table=str(minds or ""),
        replies=str(replies or ""),
    )
    wanted = Wanted(
        scenario=scenario,
        benchmark=benchmark,
        method=method,
        writer=writer,
        episodes=episodes,
        seed=seed,
        start=str(start) if start is not None else None,
        max_tokens=max_tokens,
        mind=given(order, server),
        writing={key: value for key, value in (("model", writer_model), ("host", writer_host)) if value},
    )
    where = Where(server, read_access(tls_ca, tls_cert, tls_key, token_file))
    run_study(wanted, out, Crew(where, order, workers, ray), resume=resume, as_json=as_json)
