"""How one comes in at the address of an exercise, and who may lead there."""

import hmac
from dataclasses import dataclass, field
from typing import Any

import grpc
from grpc import aio

_HEADER, _SCHEME = "authorization", "Bearer "
_CLOSED = "no instructor may join this exercise: it was started without --instructor-token-file"
_WRONG = (
    "leading this exercise, and seeing all of it, takes the instructors' token; send it as metadata "
    "'authorization: Bearer TOKEN'"
)


@dataclass(frozen=True)
class Door:
    """How an address may be come in by.

    Attributes:
        credentials: of the server, for TLS; None for none.
        interceptors: what stands before every call, such as a check of its token.
        instructors: the token that instructors send; "" for no other than the trainees'.
    """

    credentials: grpc.ServerCredentials | None = None
    interceptors: tuple[aio.ServerInterceptor, ...] = field(default=())
    instructors: str = field(default="", repr=False)

    @property
    def is_enough_for_others(self) -> bool:
        """Whether other machines may be let in."""
        return self.credentials is not None and bool(self.interceptors)

    def why_not(self, context: "aio.ServicerContext[Any, Any]") -> str:
        """Return why somebody may neither lead nor see everything; "" when they may.

        The comparison takes as long whatever is sent. Where no token is asked of anybody, anybody may.
        """
        if not self.instructors:
            return _CLOSED if self.interceptors else ""
        given = [value for name, value in context.invocation_metadata() or () if name == _HEADER]
        tokens = [value.encode() if isinstance(value, str) else value for value in given]
        if len(tokens) == 1 and hmac.compare_digest(tokens[0], (_SCHEME + self.instructors).encode()):
            return ""
        return _WRONG
