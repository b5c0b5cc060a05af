"""Where a server may listen: Unix sockets, loopback TCP, and with TLS and a token TCP beyond this machine."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from muster.server.errors import AddressError

_UNIX = "unix:"
# sun_path holds 104 bytes on macOS and the BSDs, 108 on Linux, with the closing zero.
MAX_SOCKET_PATH = 103
_HOW = "give HOST:PORT on this machine, such as 127.0.0.1:50051, or unix:/path/to.sock"


@dataclass(frozen=True)
class Address:
    """A checked address: a socket's ``path``, or ``host`` and ``port`` (0: any free one)."""

    path: Path | None = None
    host: str = ""
    port: int = 0

    def __str__(self) -> str:
        return f"{_UNIX}{self.path}" if self.path else f"{self.host}:{self.port}"


def parse_address(text: str, *, is_secured: bool = False) -> Address:
    """Read an address, or raise AddressError saying what to give instead.

    ``is_secured`` says that there are TLS and a token, so that other machines may be let in.
    """
    return _parse_unix(text) if text.startswith(_UNIX) else _parse_tcp(text, is_secured)


def check_free(address: Address) -> None:
    """Raise AddressError when somebody listens there already.

    gRPC itself would silently take a Unix socket away from its server, and writes lines of its own about a port in use.
    """
    if address.path is None:
        _check_port_free(address)
        return
    if not address.path.exists():
        return
    if not address.path.is_socket():
        raise AddressError(f"{address.path} exists and is no socket; give another path")
    with socket.socket(socket.AF_UNIX) as probe:
        if probe.connect_ex(str(address.path)) == 0:
            raise AddressError(f"{address} is in use by another server; stop it or give another path")


def in_use(address: Address) -> str:
    """Return what to say when nobody can listen there."""
    return f"cannot listen on {address}: is it in use? give another, or port 0"


def _check_port_free(address: Address) -> None:
    if not address.port:
        return
    try:
        host = address.host.removeprefix("[").removesuffix("]")
        family, kind, protocol, _, place = socket.getaddrinfo(host, address.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gRPC does: a port just left is free
            probe.bind(place)
    except OSError as error:
        raise AddressError(in_use(address)) from error


def _parse_unix(text: str) -> Address:
    if not hasattr(socket, "AF_UNIX"):
        raise AddressError(f"{text!r}: this system has no Unix sockets; {_HOW.split(', or')[0]}")
    path = Path(text.removeprefix(_UNIX)).absolute()
    if len(bytes(path)) > MAX_SOCKET_PATH:
        raise AddressError(f"{text!r}: a socket's path has at most {MAX_SOCKET_PATH} bytes; give a shorter one")
    if not path.parent.is_dir():
        raise AddressError(f"{text!r}: there is no folder {path.parent}; make it or give another path")
    return Address(path=path)


def _parse_tcp(text: str, is_secured: bool) -> Address:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise AddressError(f"{text!r} is no address; {_HOW}")
    if not is_secured and not _is_loopback(host):
        raise AddressError(
            f"{text!r} can be reached from other machines, which takes TLS and a token: start `muster serve` with "
            f"--tls-cert, --tls-key and --token-file as well, or {_HOW}"
        )
    return Address(host=host, port=int(port))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False
