"""What a trainee does with the body that is theirs to move: keys and phrases, turned into acts."""

from dataclasses import dataclass
from enum import StrEnum

from muster.scenario.speech import Loudness, Urge


class PlayKind(StrEnum):
    """What is done; the comment says which fields a play of that kind reads."""

    TAKE = "take"  # rights: from now on the trainee moves the body
    RELEASE = "release"  # the trainee is away, and the person's own mind decides
    STEER = "steer"  # toward, gait, look: until the next one
    STOP = "stop"  # drop everything and stand
    OPEN = "open"  # door; a locked one is unlocked first, and furniture cleared away
    CLOSE = "close"  # door
    LOCK = "lock"  # door
    UNLOCK = "unlock"  # door
    BARRICADE = "barricade"  # door
    KNOCK = "knock"  # door
    ASK = "ask"  # door: through it, who is there
    HIDE = "hide"  # spot within reach; any step leaves it
    LIGHTS_OFF = "lights_off"  # of the room one is in
    LIGHTS_ON = "lights_on"
    SAY = "say"  # text, volume, urge
    ANNOUNCE = "announce"  # text, urge: over the public-address system
    ALARM = "alarm"
    POINT = "point"  # at one of door, exit, spot, person, region
    CALL = "call"  # telephone for help
    HELP = "help"  # person: at the injured one's side
    ROLL_CALL = "roll_call"  # at a muster point: begin to call the names
    LEAD = "lead"  # text, volume: "follow me", until the next act that says otherwise


class Pace(StrEnum):
    """How a body moves."""

    WALK = "walk"
    RUN = "run"
    CROUCH = "crouch"
    CRAWL = "crawl"


@dataclass(frozen=True)
class Rights:
    """What somebody's role lets them work.

    Attributes:
        keys: locks that need a key.
        pa: the public-address system.
        alarm: the fire alarm.
    """

    keys: bool = False
    pa: bool = False
    alarm: bool = False


@dataclass(frozen=True)
class Play:
    """One act of a trainee; each kind reads what ``PlayKind`` says.

    Attributes:
        toward: which way to go, east and north, and at what share of the gait's speed; of length 0 (stand) to 1.
        look: which way the body faces, radians anticlockwise from east; None: as it goes.
        door, exit, spot, person, region: ids.
        urge: what the words ask of people; also of an announcement.
    """

    kind: PlayKind
    toward: tuple[float, float] = (0.0, 0.0)
    look: float | None = None
    gait: Pace = Pace.WALK
    door: str = ""
    exit: str = ""
    spot: str = ""
    person: str = ""
    region: str = ""
    text: str = ""
    volume: Loudness = Loudness.TALK
    urge: Urge = Urge.NONE
    rights: Rights = Rights()
