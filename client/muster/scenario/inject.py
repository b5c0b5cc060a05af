"""What an instructor, or a line of the MSEL, does to the world of an exercise."""

from dataclasses import dataclass
from enum import StrEnum

from muster.scenario.scenario import Advice
from muster.scenario.speech import Loudness


class InjectKind(StrEnum):
    """What is done; the comment says which fields an inject of that kind needs, and which it takes as well."""

    LOCK = "lock"  # door
    UNLOCK = "unlock"  # door; clears a barricade, too
    CLOSE = "close"  # door
    OPEN = "open"  # door, whatever held it shut
    ALARM = "alarm"  # takes regions
    ALARM_OFF = "alarm_off"  # the alarm falls silent everywhere
    ANNOUNCE = "announce"  # text; takes regions and advice
    RUMOUR = "rumour"  # text, and person or region: whom it reaches; takes place and advice
    INJURY = "injury"  # person; takes severity
    MOVE_THREAT = "move_threat"  # region: it goes there by the way it knows, and stays
    STOP_THREAT = "stop_threat"  # it is gone
    SAY = "say"  # person, text; takes volume


class Severity(StrEnum):
    """How badly somebody is hurt; a state, without a cause."""

    INJURED = "injured"
    INCAPACITATED = "incapacitated"


@dataclass(frozen=True)
class Inject:
    """Something done to the world; each kind needs and takes what ``InjectKind`` says.

    Attributes:
        door, person, region, regions: ids; no regions means everywhere inside.
        text: what is said.
        volume: how somebody speaks.
        advice: what an announcement or a rumour tells people to do.
        place: id of the region where a rumour has the threat to be; "" when it does not say.
        severity: of an injury.
    """

    kind: InjectKind
    door: str = ""
    person: str = ""
    region: str = ""
    regions: tuple[str, ...] = ()
    text: str = ""
    volume: Loudness = Loudness.TALK
    advice: Advice = Advice.NONE
    place: str = ""
    severity: Severity = Severity.INJURED
