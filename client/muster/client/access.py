"""What a client shows to a server on another machine: trust in its certificate, one of its own, a token."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

import grpc

from muster.client.errors import NoAccess


@dataclass(frozen=True)
class Access:
    """Nothing, unless said otherwise: then a connection is in the clear, which only this machine may be spoken to in.

    Attributes:
        authority: PEM, of whoever signed the server's certificate; None for no TLS.
        certificate, key: PEM, for servers that ask for one.
    """

    authority: bytes | None = None
    certificate: bytes | None = None
    key: bytes | None = field(default=None, repr=False)
    token: str = field(default="", repr=False)

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """What goes with every call."""
        return (("authorization", f"Bearer {self.token}"),) if self.token else ()

    def credentials(self) -> grpc.ChannelCredentials | None:
        """What gRPC wants to have for TLS; None for a connection in the clear."""
        if self.authority is None:
            return None
        return grpc.ssl_channel_credentials(self.authority, self.key, self.certificate)

    def check(self, address: str) -> None:
        """Raise NoAccess when a token would travel in the clear."""
        if self.token and self.authority is None and not _is_near(address):
            raise NoAccess(f"a token would travel to {address} in the clear; give its certificate's CA with --tls-ca")


def _is_near(address: str) -> bool:
    """Return whether an address stays on this machine, by its form: names but ``localhost`` may lead anywhere."""
    if address.startswith("unix:"):
        return True
    host = address.rpartition(":")[0].removeprefix("[").removesuffix("]")
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


OPEN = Access()


def read_access(authority: Path | None, certificate: Path | None, key: Path | None, token: Path | None) -> Access:
    """Return what these files hold; raises NoAccess when they cannot be read or do not belong together."""
    if (certificate is None) != (key is None):
        raise NoAccess("a certificate goes with its key; give both --tls-cert and --tls-key")
    if certificate is not None and authority is None:
        raise NoAccess("a certificate of ours is for TLS; give the CA of the server's with --tls-ca")
    return Access(
        _read(authority),
        _read(certificate),
        _read(key),
        (_read(token) or b"").decode("utf-8", "replace").strip(),
    )


def _read(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise NoAccess(f"{path} cannot be read ({error.strerror or error}); name another file") from None
