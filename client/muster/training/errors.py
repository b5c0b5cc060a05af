"""What can go wrong with taking part in an exercise.

``TrainingError``
 ├── ``BadAct``       what was asked for cannot be (told to whoever asked): mend the client
 ├── ``RoleTaken``    somebody plays that role: another one, or later
 ├── ``NoSuchRole``   there is no such role: one of those named
 ├── ``TooMuch``      more came than anybody does: slower
 ├── ``Silent``       nothing came for too long: join again
 ├── ``HostGone``     there is no host, or it has gone: start one, or look at the address
 └── ``NotBegun``     everybody would rather not take part: nothing to mend
"""


class TrainingError(Exception):
    """Taking part does not work; the message says why, and what to do."""


class BadAct(TrainingError):
    """What was asked for cannot be; ``number`` is that of the act, 0 for none."""

    def __init__(self, reason: str, number: int = 0) -> None:
        super().__init__(reason)
        self.number = number


class RoleTaken(TrainingError):
    """Somebody plays that role already."""


class NoSuchRole(TrainingError):
    """There is no such role."""


class TooMuch(TrainingError):
    """Somebody sends more than anybody does."""


class Silent(TrainingError):
    """Nothing has come from somebody who is to say at least that they are there."""


class HostGone(TrainingError):
    """No host answers."""


class NotBegun(TrainingError):
    """Nobody is left who wants to take part."""
