"""``muster instruct``: leading an exercise from a browser."""

from pathlib import Path
from typing import Annotated

import typer

_FILE = "FILE"


def instruct(
    address: Annotated[str, typer.Argument(metavar="HOST:PORT", help="Where the exercise is played.")],
    listen: Annotated[
        str,
        typer.Option(metavar="ADDR", help="Where to serve the page: HOST:PORT; port 0, any free one, unless said."),
    ] = "127.0.0.1:0",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address of the page.")] = False,
    tls_ca: Annotated[
        Path | None, typer.Option("--tls-ca", metavar=_FILE, help="CA of the host's certificate, PEM.")
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", metavar=_FILE, help="Our certificate, PEM, if it asks for one.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar=_FILE, help="Its key, PEM.")] = None,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar=_FILE, help="The instructors' token of this exercise.")
    ] = None,
) -> None:
    """Lead an exercise that somebody plays with `muster train --listen`, on a page in your browser.

    See everybody on the plan and what they think, pause, change the speed, inject, speak as anybody, bookmark, end.
    Only this machine can open the page unless --listen says otherwise. Ctrl-C leaves; the exercise goes on.

    Exit code 2: it cannot be led.
    """
    from muster.client.access import read_access
    from muster.commands.instructing import Desk, lead

    lead(Desk(address, read_access(tls_ca, tls_cert, tls_key, token_file), listen, opens=not no_browser))
