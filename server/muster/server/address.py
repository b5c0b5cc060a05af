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
    """Raise when a living server owns that Unix socket; gRPC itself would silently take the socket away from it."""
    if address.path is None or not address.path.exists():
        return
    if not address.path.is_socket():
        raise AddressError(f"{address.path} exists and is no socket; give another path")
    with socket.socket(socket.AF_UNIX) as probe:
        if probe.connect_ex(str(address.path)) == 0:
            raise AddressError(f"{address} is in use by another server; stop it or give another path")


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
