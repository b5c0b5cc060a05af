"""Options that the commands about studies share."""

from pathlib import Path
from typing import Annotated

import typer

from muster.commands.run import Decide

Mind = Annotated[
    str,
    typer.Option(metavar="NAME", help="Who plays the minds: builtin (the default), ollama, openai, a plug-in; auto."),
]
Model = Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")]
Host = Annotated[str, typer.Option(metavar="URL", help="Where ollama or openai answers; as they say by default.")]
DecideBy = Annotated[Decide, typer.Option(help="label: one letter, words later. json: one full reply, slow.")]
Share = Annotated[
    bool, typer.Option("--share", help="Ask a model once for like people in like situations; each draws its own.")
]
Table = Annotated[
    Path | None, typer.Option("--minds", metavar="FILE", help="A table of who is played by which model (TOML).")
]
Replies = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Cache file of model replies to use again instead of asking.")
]
Server = Annotated[
    str | None, typer.Option(metavar="ADDR", help="Ask a running `muster serve`: HOST:PORT or unix:PATH.")
]
TlsCa = Annotated[
    Path | None, typer.Option("--tls-ca", metavar="FILE", help="With --server: CA of its certificate, PEM.")
]
TlsCert = Annotated[
    Path | None, typer.Option("--tls-cert", metavar="FILE", help="With --server: a certificate of ours, PEM.")
]
TlsKey = Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="Its key, PEM.")]
TokenFile = Annotated[
    Path | None, typer.Option("--token-file", metavar="FILE", help="With --server: the token that it asks for.")
]
Workers = Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Processes that run episodes.")]
RayAddress = Annotated[
    str,
    typer.Option(
        "--ray", metavar="ADDRESS", help="Run episodes on this Ray cluster instead; local: one for this command."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout, and nothing else.")]
