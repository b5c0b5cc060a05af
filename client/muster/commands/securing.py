"""From files named on the command line to what a server asks of its clients."""

from pathlib import Path

from muster.server.errors import SecretError
from muster.server.security import Security, Tls, read_token


def security(certificate: Path | None, key: Path | None, client_ca: Path | None, token: Path | None) -> Security:
    """Return what these files ask for; raises SecretError when they do not belong together or cannot be used."""
    if (certificate is None) != (key is None):
        raise SecretError("TLS takes a certificate and its key; give both --tls-cert and --tls-key")
    if certificate is None or key is None:
        if client_ca is not None:
            raise SecretError("--tls-ca asks clients for certificates, which takes TLS; give --tls-cert and --tls-key")
        tls = None
    else:
        tls = Tls.read(certificate, key, client_ca)
    return Security(tls, read_token(token) if token is not None else "")
