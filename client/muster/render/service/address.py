"""Where scenes may be served: Unix sockets, loopback TCP, and with TLS and a token TCP beyond this machine."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from muster.render.service.errors import CannotListen

_UNIX = "unix:"
# sun_path holds 104 bytes on macOS and the BSDs, 108 on Linux, with the closing zero.
_LONGEST_PATH = 103
_HOW = "give HOST:PORT on this machine, such as 127.0.0.1:50061, or unix:/path/to.sock"


@dataclass(frozen=True)
class Address:
    """A checked address: a socket's ``path``, or ``host`` and ``port`` (0: any free one)."""

    path: Path | None = None
    host: str = ""
    port: int = 0

    @property
    def bare_host(self) -> str:
        """The host without the brackets of IPv6."""
        return self.host.removeprefix("[").removesuffix("]")

    def __str__(self) -> str:
        return f"{_UNIX}{self.path}" if self.path else f"{self.host}:{self.port}"


def parse_address(text: str, *, is_guarded: bool) -> Address:
    """Read an address; raises CannotListen, also when others could come in and nothing ``is_guarded``."""
    if text.startswith(_UNIX):
        return _parse_unix(text)
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise CannotListen(f"{text!r} is no address; {_HOW}")
    if not is_guarded and not _is_loopback(host):
        raise CannotListen(
            f"{text!r} can be reached from other machines, which takes TLS and a token: give a certificate, its key "
            f"and a token file as well, or {_HOW}"
        )
    return Address(host=host, port=int(port))


def check_free(address: Address) -> None:
    """Raise CannotListen when somebody listens on that port already."""
    if address.path or not address.port:
        return
    family, kind, protocol, _, place = socket.getaddrinfo(address.bare_host, address.port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            raise CannotListen(in_use(address)) from error


def in_use(address: Address) -> str:
    """Return what to say when nobody can listen there."""
    return f"cannot listen on {address}: is it in use? give another, or port 0"


def _parse_unix(text: str) -> Address:
    path = Path(text.removeprefix(_UNIX)).absolute()
    if not hasattr(socket, "AF_UNIX"):
        raise CannotListen(f"{text!r}: this system has no Unix sockets; give HOST:PORT, such as 127.0.0.1:50061")
    if len(bytes(path)) > _LONGEST_PATH:
        raise CannotListen(f"{text!r}: a socket's path has at most {_LONGEST_PATH} bytes; give a shorter one")
    if not path.parent.is_dir():
        raise CannotListen(f"{text!r}: there is no folder {path.parent}; make it or give another path")
    if path.exists() and not _is_left_over(path):
        raise CannotListen(f"{text!r} is in use, by another server or as a file; give another path")
    return Address(path=path)


def _is_left_over(path: Path) -> bool:
    """Return whether a server that is no more left the socket; gRPC itself would take it from a living one."""
    if not path.is_socket():
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) != 0


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False
