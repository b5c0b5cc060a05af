"""Where an engine listens: addresses as people write them, made whole."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from muster.server.engine import EngineUnreachable

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # what listens everywhere answers here; not all systems know


def whole(host: str, *, port: int, named: str) -> str:
    """Return ``http://host:port/path`` for any part of it.

    Args:
        host: port 80 or 443 where it says only ``http://`` or ``https://``.
        port: where no scheme and no port is given.
        named: what the address is called, for the message.

    Raises:
        EngineUnreachable: it cannot be read.
    """
    scheme, separator, rest = host.strip().rpartition("://")
    scheme = scheme or "http"
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        number = parts.port or ({"http": 80, "https": 443}.get(scheme, port) if separator else port)
        name = parts.hostname or "127.0.0.1"
    except ValueError as error:
        raise _unreadable(host, named, str(error)) from error
    if scheme not in ("http", "https"):
        raise _unreadable(host, named, f"no {scheme} is spoken here")
    name = _EVERYWHERE.get(name, name)
    return f"{scheme}://{f'[{name}]' if ':' in name else name}:{number}{parts.path.rstrip('/')}"


def is_near(address: str) -> bool:
    """Whether an address is this machine's own, so that no proxy has a part in reaching it."""
    name = urlsplit(address).hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _unreadable(host: str, named: str, why: str) -> EngineUnreachable:
    return EngineUnreachable(f"{named} {host!r} is no address ({why}); give one such as http://127.0.0.1:11434")
