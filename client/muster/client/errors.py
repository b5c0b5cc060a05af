"""What can go wrong between the bodies and their minds; each class is named for what its reader can do about it.

LinkError
├── MindUnavailable  no mind can be asked at that address: start a server, or give another address
├── NoAccess         keys or a token that cannot be used: give others
├── BadQuestion      an interviewer's question that a server refuses: ask another
├── LinkLost         it answered, and then no more: what was recorded until then stays
│   └── ModelLost    the server is there, the model behind it is not
└── NothingToResume  a recording that is finished: start another run
"""


class LinkError(Exception):
    """Minds cannot be asked; the message names address, problem and remedy."""


class MindUnavailable(LinkError):
    """Nothing there plays minds, so the run never started."""


class LinkLost(LinkError):
    """The mind server has gone, or has ended the session, in the middle of a run."""


class BadQuestion(LinkError):
    """The server refuses a question, and says why."""


class ModelLost(LinkLost):
    """The server answers, but the model behind it cannot be asked any more."""


class NothingToResume(LinkError):
    """A run that went to its end has nothing to go on with."""


class NoAccess(LinkError):
    """Certificates, keys or a token that cannot be read, do not belong together, or would be given away."""
