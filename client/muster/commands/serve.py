"""``muster serve``: the behavior server alone."""

from typing import Annotated

import typer


def serve(
    listen: Annotated[
        str, typer.Option(metavar="ADDR", help="HOST:PORT on this machine (port 0: any free one) or unix:PATH.")
    ] = "127.0.0.1:50051",
) -> None:
    """Run the behavior server alone, until Ctrl-C.

    Give its address to `muster run --server ADDR`.
    """
    from muster.commands.output import note, say
    from muster.server.serving import serve_forever

    def announce(address: str) -> None:
        say(f"serving minds at {address}")
        note(f"use it with: muster run --server {address}\nstop it with Ctrl-C")

    serve_forever(listen, announce=announce)
