"""``muster serve``: the behavior server alone."""

from pathlib import Path
from typing import Annotated

import typer

_FILE = "FILE"


def serve(
    listen: Annotated[
        str,
        typer.Option(
            metavar="ADDR",
            help="HOST:PORT (port 0: any free one) or unix:PATH; beyond this machine only with TLS and a token.",
        ),
    ] = "127.0.0.1:50051",
    mind: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Who plays the minds: builtin, ollama, openai, a plug-in; auto: ollama if it can."
        ),
    ] = "builtin",
    model: Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")] = "",
    host: Annotated[
        str, typer.Option(metavar="URL", help="Where ollama or openai answers; as they say by default.")
    ] = "",
    decide_json: Annotated[
        bool, typer.Option("--decide-json", help="Ask for one full reply instead of a letter and words later; slow.")
    ] = False,
    share: Annotated[
        bool, typer.Option("--share", help="Ask a model once for like people in like situations; each draws its own.")
    ] = False,
    replies: Annotated[
        Path | None, typer.Option(metavar=_FILE, help="Recording or cache file of replies to use again.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Ask the model no more once it has cost N tokens.")
    ] = None,
    minds: Annotated[
        Path | None, typer.Option(metavar=_FILE, help="A table of who is played by which model (TOML).")
    ] = None,
    metrics: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Serve metrics to Prometheus there, on this machine.")
    ] = "",
    log_json: Annotated[bool, typer.Option("--log-json", help="Log JSON, an object a line.")] = False,
    grace_s: Annotated[
        float, typer.Option("--grace", min=0.0, metavar="SECONDS", help="For sessions under way, when stopped.")
    ] = 5.0,
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", metavar=_FILE, help="Certificate chain of this server, PEM.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar=_FILE, help="Its key, PEM.")] = None,
    tls_ca: Annotated[
        Path | None,
        typer.Option("--tls-ca", metavar=_FILE, help="Let in only clients with a certificate of this CA, PEM."),
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar=_FILE, help="Let in only clients that send this token.")
    ] = None,
) -> None:
    """Run the behavior server alone, until Ctrl-C.

    Give its address to `muster run --server ADDR`.
    """
    from muster.client.collecting import collected_seldom
    from muster.commands.backends import MindOrder, make
    from muster.commands.output import note, say
    from muster.commands.securing import security
    from muster.server.logs import log_to
    from muster.server.serving import serve_forever

    secured = security(tls_cert, tls_key, tls_ca, token_file)
    order = MindOrder(
        mind=mind,
        model=model,
        host=host,
        decide="json" if decide_json else "label",
        share=share,
        table=str(minds or ""),
        replies=str(replies or ""),
        max_tokens=max_tokens,
    )
    backend = make(order)
    log_to(as_json=log_json)

    def announce(address: str) -> None:
        say(f"serving minds at {address}")
        note(f"use it with: muster run --server {address}\nstop it with Ctrl-C")

    with collected_seldom():
        serve_forever(
            listen,
            backend,
            announce=announce,
            grace_s=grace_s,
            security=secured,
            metrics=metrics,
            announce_metrics=lambda address: note(f"metrics at http://{address}/metrics"),
        )
