"""Who may talk to a server, and over what: TLS and a token."""

import hmac
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import grpc
from grpc import aio

from muster.server.errors import SecretError

SHORTEST_TOKEN = 16  # characters
Asks = TypeVar("Asks")
Answers = TypeVar("Answers")
_HEADER, _SCHEME = "authorization", "Bearer "
_DENIED = "this server asks for a token; send its token as metadata 'authorization: Bearer TOKEN'"


@dataclass(frozen=True)
class Tls:
    """A server's certificate chain and key, and the authority that must have signed its clients', as PEM.

    Attributes:
        client_ca: None when clients need no certificate.
    """

    certificate: bytes
    key: bytes = field(repr=False)
    client_ca: bytes | None = None

    @classmethod
    def read(cls, certificate: Path, key: Path, client_ca: Path | None = None) -> "Tls":
        """Read and check the files; raises SecretError."""
        _check_pair(certificate, key)
        if client_ca is not None:
            _check_authority(client_ca)
        return cls(_read(certificate), _read(key), _read(client_ca) if client_ca else None)

    def credentials(self) -> grpc.ServerCredentials:
        """What gRPC wants to have."""
        is_mutual = self.client_ca is not None
        return grpc.ssl_server_credentials([(self.key, self.certificate)], self.client_ca, is_mutual)


@dataclass(frozen=True)
class Security:
    """What is asked of clients: nothing, unless said otherwise."""

    tls: Tls | None = None
    token: str = field(default="", repr=False)

    @property
    def is_enough_for_others(self) -> bool:
        """Whether other machines may be let in."""
        return self.tls is not None and bool(self.token)

    def interceptors(self) -> list[aio.ServerInterceptor]:
        """What stands before every call."""
        return [TokenCheck(self.token)] if self.token else []


class TokenCheck(aio.ServerInterceptor):
    """Refuses every call without one of the tokens; the comparison takes as long whatever is sent."""

    def __init__(self, *tokens: str) -> None:
        self._wanted = [(_SCHEME + token).encode() for token in tokens]

    async def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], Awaitable[grpc.RpcMethodHandler[Asks, Answers] | None]]",
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "grpc.RpcMethodHandler[Asks, Answers] | None":
        """Let a call through, or answer UNAUTHENTICATED."""
        given = [value for name, value in handler_call_details.invocation_metadata or () if name == _HEADER]
        fits = [hmac.compare_digest(_as_bytes(given[0]), wanted) for wanted in self._wanted] if len(given) == 1 else []
        if any(fits):
            return await continuation(handler_call_details)
        return grpc.stream_stream_rpc_method_handler(_deny)  # fits every kind of call: it reads nothing


def read_token(path: Path) -> str:
    """Return the token that a file holds, without the blanks around it; raises SecretError."""
    token = _read(path).strip().decode("ascii", errors="replace")
    if len(token) < SHORTEST_TOKEN or not all("!" <= character <= "~" for character in token):
        raise SecretError(
            f"{path} holds no token; write at least {SHORTEST_TOKEN} letters and digits into it, "
            "for example with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return token


async def _deny(requests: object, context: "aio.ServicerContext[Any, Any]") -> None:
    await context.abort(grpc.StatusCode.UNAUTHENTICATED, _DENIED)


def _as_bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SecretError(f"cannot read {path}: {error.strerror}; give another file") from error


def _check_pair(certificate: Path, key: Path) -> None:
    for path in (certificate, key):
        _read(path)  # says which of the two is missing; ssl does not
    try:
        # A key with a passphrase would be asked for on the terminal; an empty one is simply wrong.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except ssl.SSLError as error:
        raise SecretError(
            f"{certificate} and {key} are no certificate and its key ({_reason(error)}); give two PEM files that "
            "belong together, the key without a passphrase"
        ) from error


def _check_authority(path: Path) -> None:
    _read(path)
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_verify_locations(path)
    except ssl.SSLError as error:
        raise SecretError(f"{path} holds no certificates ({_reason(error)}); give a PEM file") from error


def _reason(error: ssl.SSLError) -> str:
    return (error.reason or str(error)).replace("_", " ").lower()
