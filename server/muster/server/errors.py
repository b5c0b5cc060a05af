"""What can go wrong on the server's side.

``ServerError``
 ├── ``AddressError``   the address cannot be used: give another
 ├── ``SessionError``   a client broke the contract with a whole message: mend the client
 └── ``PerceptError``   a client broke the contract with one percept: the others are answered
"""


class ServerError(Exception):
    """Base of everything this package raises on purpose."""


class AddressError(ServerError):
    """The server cannot listen there; the message says why and what to give instead."""


class SessionError(ServerError):
    """A message cannot be understood, so the session ends (gRPC status INVALID_ARGUMENT)."""


class PerceptError(ServerError):
    """One percept cannot be decided (STATUS_INVALID); the session goes on."""
