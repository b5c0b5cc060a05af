"""The codes of the world: what bodies can do and be."""

from enum import IntEnum
from typing import NamedTuple

from muster.behavior.v1.vocabulary import Act, Gait

__all__ = ["DOOR_ACTS", "DOWN", "PERSON_ACTS", "REGION_ACTS", "Act", "Door", "Gait", "Health", "Intent", "Pose"]


class Pose(IntEnum):
    """How a body holds itself, for pictures."""

    STAND = 0
    CROUCH = 1
    CRAWL = 2
    DOWN = 3
    SEATED = 4  # in a wheelchair


class Health(IntEnum):
    """What has become of a body; one less than the wire's number."""

    UNHARMED = 0
    INJURED = 1
    INCAPACITATED = 2


DOWN = int(Health.INCAPACITATED)
"""To compare arrays with. Compared with an enum, numpy takes five times as long for an array and twenty for a scalar:
hence ``int`` beside other members, too."""


class Door(IntEnum):
    """A door as it stands now; order of ``DoorState``."""

    OPEN = 0
    CLOSED = 1
    LOCKED = 2
    BARRICADED = 3


REGION_ACTS = frozenset({Act.GO, Act.EXTINGUISH, Act.SOUND_ALARM})
"""Acts whose target is a region."""

DOOR_ACTS = frozenset({Act.CLOSE, Act.LOCK, Act.BARRICADE, Act.OPEN, Act.KNOCK, Act.ASK, Act.LET_IN})
"""Acts whose target is a door."""

PERSON_ACTS = frozenset({Act.FOLLOW, Act.HELP, Act.JOIN})
"""Acts whose target is another person."""


class Intent(NamedTuple):
    """What one body is to do from now on; the only way in which minds move bodies.

    Attributes:
        target: index of an exit (EXIT), hiding spot (HIDE), region, person, or door, as ``act`` says; -1 for none.
            CONFRONT: the region where the body takes the threat to be, -1 when it sees it.
        avoid: indices of regions the body would rather not cross, since it believes the threat is there.
        shut: indices of doors the body knows to be locked.
    """

    act: Act
    target: int = -1
    gait: Gait = Gait.WALK
    avoid: frozenset[int] = frozenset()
    shut: frozenset[int] = frozenset()
