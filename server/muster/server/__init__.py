"""P in B = f(P, E): plays the minds of a crowd behind ``muster.behavior.v1``."""

from muster.server.backend import Backend, BackendAbout
from muster.server.builtin import BuiltinMind
from muster.server.embedded import EmbeddedServer
from muster.server.errors import AddressError, PerceptError, SecretError, ServerError, SessionError
from muster.server.serving import Server, serve_forever

__all__ = [
    "AddressError",
    "Backend",
    "BackendAbout",
    "BuiltinMind",
    "EmbeddedServer",
    "PerceptError",
    "SecretError",
    "Server",
    "ServerError",
    "SessionError",
    "serve_forever",
]
