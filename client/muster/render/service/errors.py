"""What can go wrong with serving scenes.

``RenderError``
 ├── ``CannotListen``   the address cannot be used: give another
 ├── ``BadRequest``     a viewer asked for what there is not (gRPC status INVALID_ARGUMENT): mend the viewer
 ├── ``TooManyViewers`` no further one fits (gRPC status RESOURCE_EXHAUSTED): later
 └── ``ServerStopping`` the server ends (gRPC status UNAVAILABLE): later, or elsewhere
"""

from muster.render.renderer import RenderError


class CannotListen(RenderError):
    """The server cannot listen there; the message says why and what to give instead."""


class BadRequest(RenderError):
    """A request cannot be answered; the message says what is wrong with it and what would be right."""


class TooManyViewers(RenderError):
    """There are as many viewers as there can be."""


class ServerStopping(RenderError):
    """The server is about to end, or has ended a stream for that."""
