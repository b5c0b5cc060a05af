"""The closed sets of words that percepts and decisions are made of, for both ends; numbers as in ``behavior.proto``.

Written by hand and free of protobuf, so that the world and the minds can use them; a test holds them to the contract.
Values that a newer other end may send and this one does not know are read as ``UNSPECIFIED``.
"""

from enum import IntEnum


class Duty(IntEnum):
    """What others take a person for."""

    UNSPECIFIED = 0
    PUPIL = 1
    STAFF = 2
    WARDEN = 3
    SECURITY = 4
    VISITOR = 5
    RESPONDER = 6


class Trigger(IntEnum):
    """Why a percept is sent now."""

    UNSPECIFIED = 0
    START = 1
    SALIENT = 2
    DONE = 3
    IDLE = 4


class Health(IntEnum):
    """State of a body."""

    UNSPECIFIED = 0
    UNHARMED = 1
    INJURED = 2
    INCAPACITATED = 3


class Knowing(IntEnum):
    """How the threat came to be known."""

    UNSPECIFIED = 0
    SEEN = 1
    HEARD = 2
    TOLD = 3


class CueKind(IntEnum):
    """What was noticed."""

    UNSPECIFIED = 0
    SHOT = 1
    ALARM = 2
    ANNOUNCEMENT = 3
    THREAT_SEEN = 4
    SPEECH = 5
    SHOUT = 6
    INJURED_SELF = 7
    INJURED_OTHER = 8
    DOOR_LOCKED = 9
    ARRIVED = 10
    PEOPLE_LEAVING = 11
    UNREACHABLE = 12
    KNOCK = 13
    RELEASE = 14
    LET_IN = 15
    SMOKE_SMELLED = 16
    SMOKE_SEEN = 17
    FIRE_SEEN = 18


class Tie(IntEnum):
    """What the other person is to the one who perceives."""

    UNSPECIFIED = 0
    FAMILY = 1
    FRIEND = 2
    TEACHER = 3
    PUPIL = 4
    COLLEAGUE = 5


class Act(IntEnum):
    """What a body is set on doing; of an option, what choosing it means."""

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
    KNOCK = 18
    ASK = 19
    LET_IN = 20
    EXTINGUISH = 21
    SOUND_ALARM = 22
    SHELTER = 23


class Feature(IntEnum):
    """Columns of ``Percept.features``."""

    DISTANCE = 0
    AWAY = 1
    PAST_THREAT = 2
    FAMILIAR = 3
    VISIBLE = 4
    OTHERS = 5
    CROWDING = 6
    COVER = 7
    TIE = 8
    AUTHORITY = 9
    ADVISED = 10
    NEED = 11
    CURRENT = 12
    SMOKE = 13


class Source(IntEnum):
    """Where a decision came from."""

    UNSPECIFIED = 0
    BUILTIN = 1
    MODEL = 2
    CACHE = 3
    SHARED = 4
    FALLBACK = 5


class Gait(IntEnum):
    """How the body is to move."""

    UNSPECIFIED = 0
    WALK = 1
    RUN = 2
    CROUCH = 3
    CRAWL = 4


class Volume(IntEnum):
    """How loudly something is said."""

    UNSPECIFIED = 0
    WHISPER = 1
    TALK = 2
    SHOUT = 3


class Clock(IntEnum):
    """What drives the simulation."""

    UNSPECIFIED = 0
    LOCKSTEP = 1
    REALTIME = 2


class OnModelLoss(IntEnum):
    """What happens in lockstep when the model can no longer be asked."""

    UNSPECIFIED = 0
    WAIT = 1
    STOP = 2
    FALLBACK = 3


class Status(IntEnum):
    """What became of one percept."""

    UNSPECIFIED = 0
    OK = 1
    INVALID = 2
    UNAVAILABLE = 3
    SUPERSEDED = 4
