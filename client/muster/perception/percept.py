"""What one body notices and could do, as values."""

from dataclasses import dataclass
from typing import NamedTuple

from muster.behavior.v1.vocabulary import CueKind, Feature, Knowing, Tie, Trigger
from muster.world.acts import Intent
from muster.world.arrays import Singles

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


class ThreatBelief(NamedTuple):
    """The last that was seen, heard or told of the threat: ages and metres as believed."""

    knowing: Knowing
    age: float
    distance: float
    place: str
    in_sight: bool


@dataclass(frozen=True, slots=True)
class SmokeBelief:
    """What a body sees of smoke and fire, remembers of them or was told.

    Attributes:
        visibility: metres at which it makes things out for the smoke around it; 0 when that hides nothing.
        places: where it believes smoke to be, the thickest first.
        fire: how it knows of flames; ``UNSPECIFIED`` when it does not.
        fire_distance: metres, as the crow flies; 0 when unknown.
    """

    visibility: float
    places: tuple[str, ...]
    fire: Knowing
    fire_place: str
    fire_distance: float
    fire_in_sight: bool


class PersonNearby(NamedTuple):
    """Somebody in view; no tie is ``Tie.UNSPECIFIED``, and ``health`` is the wire's number, from 1."""

    agent: int
    distance: float
    tie: Tie
    doing: str
    health: int


class Option(NamedTuple):
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
        smoke: None when the body knows of neither smoke nor fire.
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
    smoke: SmokeBelief | None = None
