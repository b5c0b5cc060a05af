"""``muster join``: taking part in an exercise on another machine."""

from pathlib import Path
from typing import Annotated

import typer

_FILE = "FILE"


def join(
    address: Annotated[str, typer.Argument(metavar="HOST:PORT", help="Where the exercise is played.")],
    role: Annotated[str, typer.Option(metavar="ID", help="Role to play; the first one otherwise.")] = "",
    window: Annotated[
        str, typer.Option(metavar="NAME", help="panda3d: through your person's eyes; pygame: on the plan.")
    ] = "panda3d",
    roles: Annotated[bool, typer.Option("--roles", help="Only say what is played and which roles are free.")] = False,
    tls_ca: Annotated[
        Path | None, typer.Option("--tls-ca", metavar=_FILE, help="CA of the host's certificate, PEM.")
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", metavar=_FILE, help="Our certificate, PEM, if it asks for one.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar=_FILE, help="Its key, PEM.")] = None,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar=_FILE, help="The token of this exercise.")
    ] = None,
) -> None:
    """Take part in an exercise that somebody plays with `muster train --listen`.

    Exit code 2: it cannot be joined.
    """
    from muster.client.access import read_access
    from muster.commands.joining import take_part
    from muster.commands.output import say
    from muster.training.trainee.connection import ask_playbill

    access = read_access(tls_ca, tls_cert, tls_key, token_file)
    if not roles:
        say("\n".join(take_part(address, role, access, window)))
        return
    playbill = ask_playbill(address, access)
    say(f"{playbill.title}\n\n{playbill.brief}\n\nWhat it shows: {playbill.content_note}\n")
    for each in playbill.roles:
        say(f"  {each.id:<20}{each.title}{', taken' if each.is_taken else ''}")
