"""How loudly people speak, and what they want of each other when they do."""

from enum import StrEnum


class Loudness(StrEnum):
    """How something is said."""

    WHISPER = "whisper"
    TALK = "talk"
    SHOUT = "shout"


class Urge(StrEnum):
    """What words ask of those who hear them, beyond what they say."""

    NONE = ""
    LEAVE = "leave"  # the building
    HIDE = "hide"
    LOCK = "lock"  # oneself in
    FOLLOW = "follow"  # the speaker
    STAY = "stay"  # where one is
