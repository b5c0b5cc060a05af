"""The small numbers inside frames, and the words for them."""

from enum import IntEnum, IntFlag


class Pose(IntEnum):
    """How a body holds itself."""

    STAND = 0
    CROUCH = 1
    CRAWL = 2
    DOWN = 3
    SEATED = 4  # in a wheelchair


class Health(IntEnum):
    """What the emergency has done to a body; one less than the wire's number."""

    UNHARMED = 0
    INJURED = 1
    INCAPACITATED = 2


class Act(IntEnum):
    """What somebody is doing; the numbers of ``muster.behavior.v1.Act``."""

    UNSPECIFIED = 0
    STAY = 1
    GO = 2
    EXIT = 3
    HIDE = 4
    FOLLOW = 5
    HELP = 6
    JOIN = 7
    WAIT = 8
    CLOSE = 9
    LOCK = 10
    BARRICADE = 11
    OPEN = 12
    CONFRONT = 13
    CALL = 14
    WARN = 15
    CARRY_ON = 16
    CHECK = 17


class Trigger(IntEnum):
    """Why somebody had to decide; the numbers of ``muster.behavior.v1.Trigger``."""

    UNSPECIFIED = 0
    START = 1
    SALIENT = 2
    DONE = 3
    IDLE = 4


class Gait(IntEnum):
    """How somebody means to move; the numbers of ``muster.behavior.v1.Gait``."""

    UNSPECIFIED = 0
    WALK = 1
    RUN = 2
    CROUCH = 3
    CRAWL = 4


class Source(IntEnum):
    """Where a decision came from; the numbers of ``muster.behavior.v1.Source``."""

    UNSPECIFIED = 0
    BUILTIN = 1
    MODEL = 2
    CACHE = 3
    SHARED = 4
    FALLBACK = 5


class Volume(IntEnum):
    """How loud something is said; the numbers of ``muster.behavior.v1.Volume``."""

    UNSPECIFIED = 0
    WHISPER = 1
    TALK = 2
    SHOUT = 3


class Flag(IntFlag):
    """What else is true of a body."""

    OUTSIDE = 1
    ASSEMBLED = 2  # at the muster point
    HIDDEN = 4
    AWARE = 8  # knows that something is wrong


def word_for(kind: type[IntEnum], code: int) -> str:
    """Return the lower-case word for ``code``, or the number itself where a newer version wrote it."""
    try:
        return kind(code).name.lower()
    except ValueError:
        return str(code)
