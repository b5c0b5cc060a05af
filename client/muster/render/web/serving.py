"""The web server behind the view: viser, told to keep quiet and to stay at home."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urlsplit

import rich
from viser import ViserServer
from viser.infra import WebsockClientConnection

from muster.render.web.address import Address, cannot_serve, check_is_free

_NOT_WANTED = 1008
"""The websocket's word for "against the rules"."""


class Server(ViserServer):
    """A viser server for its own pages only, which no browser can talk into opening a tunnel to the internet."""

    def request_share_url(self, verbose: bool = True) -> str | None:
        """Refuse."""
        return None

    def keep_to(self, address: Address) -> None:
        """Hang up on pages of other sites: browsers let any page that somebody has open connect to this machine."""
        server = self._websock_server  # viser has no public way to look at who connects

        async def check(connection: WebsockClientConnection) -> None:
            socket = server._live_connections[connection.client_id]  # pyright: ignore[reportPrivateUsage]
            asked = socket.request
            if asked and not is_own(asked.headers.get("Origin"), asked.headers.get("Host", ""), address):
                await socket.close(_NOT_WANTED, "not a page of this server")

        server.on_client_connect(check)  # pyright: ignore[reportUnknownMemberType]


def is_own(origin: str | None, host: str, address: Address) -> bool:
    """Return whether a page of ``origin`` that asks for ``host`` was served from ``address``; programs name no origin.

    Names that lead to this machine by somebody else's doing are not taken for it.
    """
    if origin is None:
        return True
    asked = urlsplit(f"//{host}").hostname or ""
    return urlsplit(origin).netloc == host and (not address.is_private or Address(asked, 0).is_private)


def serve(address: Address) -> Server:
    """Return a server at ``address``; ``RenderError`` when it cannot be had."""
    check_is_free(address)
    with _hushed():
        server = Server(host=address.host, port=address.port, verbose=False)
    if address.port not in (0, server.get_port()):  # somebody was faster, and viser took the next one
        stop(server)
        raise cannot_serve(address, "it is in use")
    server.keep_to(address)
    return server


def announce(address: Address) -> None:
    """Tell on standard error where to look, and who else can."""
    host = "localhost" if address.host in ("0.0.0.0", "::") else address.host
    print(f"muster: watch at http://{Address(host, address.port)} (Ctrl+C ends it)", file=sys.stderr)
    if not address.is_private:
        print(
            f"muster: warning: {address} is not this machine alone; anybody who can reach it can watch and steer, "
            f"with no password. Only this machine: --listen 127.0.0.1:{address.port}",
            file=sys.stderr,
        )


def stop(server: Server) -> None:
    """End ``server`` and its threads."""
    with _hushed():
        server.stop()


@contextmanager
def _hushed() -> Generator[None]:
    """Keep viser from writing to standard output, which is for what commands return."""
    console = rich.get_console()
    before, console.quiet = console.quiet, True
    try:
        yield
    finally:
        console.quiet = before
