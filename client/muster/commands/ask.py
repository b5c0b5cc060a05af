"""``muster ask``: an interview with somebody in a recording."""

from pathlib import Path
from typing import Annotated

import typer


def ask(
    recording: Annotated[Path, typer.Argument(help="A file that `muster run` wrote.")],
    question: Annotated[str, typer.Argument(help="What to ask, in quotes.")],
    agent: Annotated[str, typer.Option(metavar="WHO", help="Name, part of a name, id or number of the person.")],
    at: Annotated[float, typer.Option(min=0, metavar="T", help="Simulated seconds: they know what they knew then.")],
    mind: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who plays them: as for `muster run`; otherwise who did then.")
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")] = "",
    host: Annotated[str, typer.Option(metavar="URL", help="Where ollama or openai answers.")] = "",
    server: Annotated[
        str | None, typer.Option(metavar="ADDR", help="Ask a running `muster serve`: HOST:PORT or unix:PATH.")
    ] = None,
    tls_ca: Annotated[
        Path | None, typer.Option("--tls-ca", metavar="FILE", help="With --server: CA of its certificate, PEM.")
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", metavar="FILE", help="With --server: a certificate of ours, PEM.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="Its key, PEM.")] = None,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar="FILE", help="With --server: the token that it asks for.")
    ] = None,
) -> None:
    """Ask somebody why.

    They answer in character from what they knew at that moment; nothing is changed by it.
    """
    from muster.client.access import read_access
    from muster.client.channel import ask_who
    from muster.client.interview import interview
    from muster.commands.backends import MindOrder, as_recorded
    from muster.commands.minds import Where, minds
    from muster.commands.output import note, say
    from muster.recording.looking_back import past
    from muster.recording.reader import Recording

    with Recording.open(recording, salvage=True) as opened:
        them = past(opened, agent, at)
        name = opened.people[them.agent].name
    order = as_recorded(MindOrder(mind=mind or "", model=model, host=host), recording)
    where = Where(server, read_access(tls_ca, tls_cert, tls_key, token_file))
    with minds(where, order) as address:
        ask_who(address, where.access)
        answer, source = interview(address, them, question, where.access)
    say(f"{name}: {answer}")
    note(f"answered by: {source.name.lower()}")
