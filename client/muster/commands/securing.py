"""From files named on the command line to what a server asks of its clients."""

from pathlib import Path

from muster.server.errors import SecretError
from muster.server.security import Security, Tls, read_token


def security(
    certificate: Path | None, key: Path | None, client_ca: Path | None, token: Path | None, *, prefix: str = "--tls-"
) -> Security:
    """Return what these files ask for; raises SecretError when they do not belong together or cannot be used.

    ``prefix`` is how their options begin on the command line, for the messages.
    """
    both = f"{prefix}cert and {prefix}key"
    if (certificate is None) != (key is None):
        raise SecretError(f"TLS takes a certificate and its key; give both {both}")
    if certificate is None or key is None:
        if client_ca is not None:
            raise SecretError(f"{prefix}ca asks clients for certificates, which takes TLS; give {both}")
        tls = None
    else:
        tls = Tls.read(certificate, key, client_ca)
    return Security(tls, read_token(token) if token is not None else "")
