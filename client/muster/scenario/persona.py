"""A person on paper: the eleven fields of PEBA (arXiv 2509.16457), and what the body and the building need to know."""

from dataclasses import dataclass
from enum import StrEnum


class AgeBand(StrEnum):
    """Sets walking speed (see ``muster.world.bodies``)."""

    CHILD = "child"  # under 12
    TEEN = "teen"  # 12 to 17
    ADULT = "adult"  # 18 to 64
    OLDER = "older"  # 65 and over


class Mobility(StrEnum):
    """How the body gets about."""

    WALKS = "walks"
    SLOW = "slow"
    CRUTCHES = "crutches"
    WHEELCHAIR = "wheelchair"


class Hearing(StrEnum):
    """How well the body hears; the deaf miss alarms and speech, and see."""

    NORMAL = "normal"
    HARD_OF_HEARING = "hard_of_hearing"
    DEAF = "deaf"


class Duty(StrEnum):
    """What others take a person for; trust depends on it."""

    PUPIL = "pupil"
    STAFF = "staff"
    WARDEN = "warden"
    SECURITY = "security"
    VISITOR = "visitor"
    RESPONDER = "responder"  # comes from outside; see ``scenario.response``


class Knowledge(StrEnum):
    """How much of the building a person knows."""

    ALL = "all"  # every region and exit
    DAILY = "daily"  # corridors, the way in, and their own rooms: main exits only
    ENTRANCE = "entrance"  # the way they came in


class TieKind(StrEnum):
    """What joins two people."""

    FAMILY = "family"
    FRIEND = "friend"
    TEACHER = "teacher"  # the other is my teacher
    PUPIL = "pupil"  # the other is in my charge
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Tie:
    """One person's tie to another, by persona id."""

    to: str
    kind: TieKind


@dataclass(frozen=True, slots=True)
class Persona:
    """Who somebody is. The first five fields stay; the next six are text that may be evolved, 25 words each.

    Attributes:
        age: years.
        start: id of the region the person starts in.
        also_knows: ids of regions known beyond what ``knows`` says.
        trained: has taken part in drills, and leads when staff.
    """

    id: str
    name: str
    role: str
    age: int
    gender: str
    pronouns: str
    personality_traits: str
    emotional_disposition: str
    motivations_goals: str
    communication_style: str
    knowledge_scope: str
    backstory: str
    age_band: AgeBand
    start: str
    duty: Duty
    mobility: Mobility = Mobility.WALKS
    hearing: Hearing = Hearing.NORMAL
    knows: Knowledge = Knowledge.DAILY
    also_knows: tuple[str, ...] = ()
    trained: bool = False
    ties: tuple[Tie, ...] = ()
