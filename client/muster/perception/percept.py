"""What one body notices and could do, as values; numbers of the codes equal those of ``muster.behavior.v1``."""

from dataclasses import dataclass
from enum import IntEnum

from muster.world.acts import Intent
from muster.world.arrays import Singles


class Trigger(IntEnum):
    """Why somebody must decide now."""

    START = 1
    SALIENT = 2
    DONE = 3
    IDLE = 4


class Knowing(IntEnum):
    """How something came to be known; surer first."""

    SEEN = 1
    HEARD = 2
    TOLD = 3


class CueKind(IntEnum):
    """Kinds of things noticed."""

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


class Feature(IntEnum):
    """Columns of ``Percept.features``; what the body believes of an option."""

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


FEATURES = len(Feature)
MOST_OPTIONS = 20
MOST_PEOPLE = 12
MOST_CUES = 12


@dataclass(frozen=True, slots=True)
class Cue:
    """Something noticed at ``tick``.

    Attributes:
        place: where, in words, as far as the body can tell; may be "".
        distance: metres, 0 when unknown.
        speaker: index of who spoke, -1 for none.
        text: what was said.
    """

    kind: CueKind
    tick: int
    place: str = ""
    distance: float = 0.0
    speaker: int = -1
    text: str = ""


@dataclass(frozen=True, slots=True)
class ThreatBelief:
    """The last that was seen, heard or told of the threat: ages and metres as believed."""

    knowing: Knowing
    age: float
    distance: float
    place: str
    in_sight: bool


@dataclass(frozen=True, slots=True)
class PersonNearby:
    """Somebody in view; ``tie`` (0 for none) and ``health`` (from 1) are the wire's numbers."""

    agent: int
    distance: float
    tie: int
    doing: str
    health: int


@dataclass(frozen=True, slots=True)
class Option:
    """Something the body could do now; ``id`` is unique among its percept's options."""

    id: str
    text: str
    intent: Intent


@dataclass(frozen=True, slots=True)
class Percept:
    """One body's situation as that body knows it.

    Attributes:
        ordinal: counts this agent's percepts from 0.
        draw_key: keys every random draw of the decision.
        tick, effect_tick: when it was noticed, and when the decision takes effect.
        features: ``(len(options), FEATURES)`` float32.
        noise: dB around the body.
        crowding: people per m² around the body.
    """

    agent: int
    ordinal: int
    draw_key: int
    tick: int
    effect_tick: int
    trigger: Trigger
    place: str
    health: int
    hidden: bool
    outside: bool
    doing: str
    threat: ThreatBelief | None
    cues: tuple[Cue, ...]
    people: tuple[PersonNearby, ...]
    options: tuple[Option, ...]
    features: Singles
    noise: float
    crowding: float
