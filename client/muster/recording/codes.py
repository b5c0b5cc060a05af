"""The small numbers inside frames, and the words for them."""

from enum import IntEnum, IntFlag

from muster.behavior.v1.vocabulary import Act, Gait, Source, Trigger, Volume
from muster.world.acts import Health, Pose

__all__ = ["Act", "Flag", "Gait", "Health", "Pose", "Source", "Trigger", "Volume", "word_for"]


class Flag(IntFlag):
    """What else is true of a body."""

    OUTSIDE = 1
    ASSEMBLED = 2  # at the muster point
    HIDDEN = 4
    AWARE = 8  # knows that something is wrong
    ABSENT = 16  # a responder who has not come yet: nowhere, and not to be drawn
    RESPONDER = 32  # has come to help


def word_for(kind: type[IntEnum], code: int) -> str:
    """Return the lower-case word for ``code``, or the number itself where a newer version wrote it."""
    try:
        return kind(code).name.lower()
    except ValueError:
        return str(code)
