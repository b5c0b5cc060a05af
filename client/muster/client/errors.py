"""What can go wrong between the bodies and their minds; each class is named for what its reader can do about it.

LinkError
├── MindUnavailable  no mind can be asked at that address: start a server, or give another address
└── LinkLost         it answered, and then no more: what was recorded until then stays
"""


class LinkError(Exception):
    """Minds cannot be asked; the message names address, problem and remedy."""


class MindUnavailable(LinkError):
    """Nothing there plays minds, so the run never started."""


class LinkLost(LinkError):
    """The mind server has gone, or has ended the session, in the middle of a run."""
