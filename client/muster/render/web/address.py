"""Where to serve: HOST:PORT, and whether it can be had."""

import socket
from dataclasses import dataclass

from muster.render.renderer import RenderError, Settings

DEFAULT = "127.0.0.1:8080"
_ANY_PORT = "127.0.0.1:0"


@dataclass(frozen=True)
class Address:
    """A host name or IP address, and a port; 0 for any that is free."""

    host: str
    port: int

    @property
    def is_private(self) -> bool:
        """Whether only programs on this machine can reach it."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def address_of(settings: Settings) -> Address:
    """Return where ``settings`` want to be served; ``RenderError`` when that is no address."""
    text = settings.listen or (_ANY_PORT if settings.offscreen else DEFAULT)
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) < 1 << 16):
        raise RenderError(f"cannot listen on {text!r}: that is not HOST:PORT (a port to 65535), such as {DEFAULT}")
    return Address(host, int(port))


def check_is_free(address: Address) -> None:
    """Raise ``RenderError`` when nothing can be served at ``address``."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        raise cannot_serve(address, error.strerror or str(error)) from error


def cannot_serve(address: Address, why: str) -> RenderError:
    """Return the error that says so, and what to do."""
    other = Address(address.host if address.is_private else "127.0.0.1", min(address.port + 1, 65535))
    return RenderError(f"cannot serve the web view on {address}: {why}; name another address, such as --listen {other}")
