"""What can go wrong on the server's side.

``ServerError``
 ├── ``AddressError``    the address cannot be used: give another
 ├── ``BackendError``    no backend can be made of what was asked for: mend the options
 ├── ``SecretError``     a certificate, key or token cannot be used: mend the file
 ├── ``SessionError``    a client broke the contract with a whole message: mend the client
 ├── ``PerceptError``    a client broke the contract with one percept: the others are answered
 ├── ``ServerFull``      no session more fits: later, or elsewhere
 └── ``ServerStopping``  the server is about to end: later, or elsewhere
"""


class ServerError(Exception):
    """Base of everything this package raises on purpose."""


class AddressError(ServerError):
    """The server cannot listen there; the message says why and what to give instead."""


class BackendError(ServerError):
    """No backend of that name, or it cannot be made of those options; the message says what there is."""


class SecretError(ServerError):
    """A file with a certificate, a key or a token cannot be used; the message says which and why."""


class SessionError(ServerError):
    """A message cannot be understood, so the session ends (gRPC status INVALID_ARGUMENT)."""


class PerceptError(ServerError):
    """One percept cannot be decided (STATUS_INVALID); the session goes on."""


class ServerFull(ServerError):
    """There are as many sessions as there can be (gRPC status RESOURCE_EXHAUSTED)."""


class ServerStopping(ServerError):
    """The server ends (gRPC status UNAVAILABLE)."""
