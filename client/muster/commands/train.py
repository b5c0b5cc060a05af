"""``muster train``: an exercise, played."""

from pathlib import Path
from typing import Annotated

import typer

from muster.commands.run import LARGEST_SEED

_FILE = "FILE"


def train(
    exercise: Annotated[str, typer.Argument(help="Name (see muster scenarios) or path of an exercise file.")],
    role: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="Role played here; the first one otherwise. Again for those that others are awaited for."
        ),
    ] = None,
    bot: Annotated[bool, typer.Option("--bot", help="A scripted trainee plays, as fast as it goes.")] = False,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Same seed, same course of events.")] = 0,
    render: Annotated[
        str, typer.Option(metavar="NAME", help="Watch it happen: panda3d, pygame, web, none, or a plug-in.")
    ] = "none",
    window: Annotated[
        str, typer.Option(metavar="NAME", help="To play in: panda3d, through your person's eyes; pygame, on the plan.")
    ] = "panda3d",
    no_window: Annotated[bool, typer.Option("--no-window", help="Only host: everybody plays elsewhere.")] = False,
    listen: Annotated[
        str,
        typer.Option(
            metavar="ADDR",
            help="Let others join: HOST:PORT (port 0: any free one); beyond this machine only with TLS and a token.",
        ),
    ] = "",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to record; otherwise in runs/.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout, and nothing else.")] = False,
    mind: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who plays all others: builtin (the default), ollama, openai.")
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")] = "",
    host: Annotated[str, typer.Option(metavar="URL", help="Where ollama or openai answers.")] = "",
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", metavar=_FILE, help="Certificate chain of this host, PEM.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar=_FILE, help="Its key, PEM.")] = None,
    tls_ca: Annotated[
        Path | None,
        typer.Option("--tls-ca", metavar=_FILE, help="Let in only clients with a certificate of this CA, PEM."),
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar=_FILE, help="Let in only trainees who send this token.")
    ] = None,
    instructor_token_file: Annotated[
        Path | None,
        typer.Option("--instructor-token-file", metavar=_FILE, help="Let instructors in who send this other token."),
    ] = None,
) -> None:
    """Play an exercise and record it: in a window here, with others who join, or by script.

    It begins when everybody named with --role has read the brief. With --bot a scripted trainee does what the tasks of
    its role ask for, as fast as it goes, and the rules' proposals are printed: to test exercise files.

    Exit code 2: bad input, nothing is left behind. 3: the minds have gone; what was recorded until then stays.
    """
    from muster.commands.backends import MindOrder
    from muster.commands.training import TrainOrder, play_by_bot

    minds = MindOrder(mind=mind or "", model=model, host=host)
    order = TrainOrder(exercise, tuple(role or ()), seed, render, out, as_json, minds)
    if bot:
        play_by_bot(order)
        return
    from muster.commands.securing import security
    from muster.commands.taking_part import LiveOrder, play_live
    from muster.server.security import read_token

    secured = security(tls_cert, tls_key, tls_ca, token_file)
    instructors = read_token(instructor_token_file) if instructor_token_file else ""
    play_live(LiveOrder(order, listen, "" if no_window else window, secured, instructors))
