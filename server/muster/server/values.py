"""What the server thinks in: people, minds, percepts and answers, free of protobuf.

The three that come by the dozen in every percept (`Option`, `Cue`, `PersonNearby`) are named tuples: they are as
immutable as frozen dataclasses and cost a third to make (0.4 against 1.3 µs each).
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muster.behavior.v1.vocabulary import Act, CueKind, Duty, Gait, Health, Knowing, Source, Tie, Trigger, Volume
from muster.server.engine import Exchange


@dataclass(frozen=True)
class Person:
    """Who somebody is: the eleven fields of PEBA (arXiv 2509.16457), and what others take them for.

    Attributes:
        age: years.
        trained: has taken part in drills.
    """

    name: str = ""
    role: str = ""
    age: int = 30
    gender: str = ""
    pronouns: str = ""
    personality_traits: str = ""
    emotional_disposition: str = ""
    motivations_goals: str = ""
    communication_style: str = ""
    knowledge_scope: str = ""
    backstory: str = ""
    duty: Duty = Duty.UNSPECIFIED
    trained: bool = False


@dataclass(frozen=True, slots=True)
class Mind:
    """State of one mind, whole: nothing else about a person changes on the server.

    Attributes:
        arousal: 0 calm .. 1 as stirred as can be; exact in float32, so that it survives the wire.
        mood: a word or two.
        memory: sentences, oldest first.
    """

    arousal: float = 0.0
    mood: str = ""
    memory: tuple[str, ...] = ()


class Option(NamedTuple):
    """One thing the body could do now."""

    id: str
    act: Act
    text: str


class Cue(NamedTuple):
    """Something noticed; ``age_s`` seconds ago, ``distance_m`` 0 when unknown, ``text`` is data."""

    kind: CueKind
    age_s: float
    place: str
    distance_m: float
    speaker: str
    speaker_duty: Duty
    text: str


class PersonNearby(NamedTuple):
    """Somebody the body notices."""

    agent: int
    name: str
    distance_m: float
    tie: Tie
    duty: Duty
    health: Health
    doing: str


@dataclass(frozen=True, slots=True)
class ThreatBelief:
    """The last this body saw, heard or was told of the threat; ``distance_m`` is along the way there."""

    knowing: Knowing
    age_s: float
    distance_m: float
    place: str
    in_sight: bool


@dataclass(frozen=True, slots=True)
class SmokeBelief:
    """What this body sees of smoke and fire, remembers of them or was told.

    Attributes:
        visibility_m: how far it makes things out for the smoke around it; 0 when that hides nothing.
        places: where it believes smoke to be, the thickest first.
        fire: how it knows of flames; ``UNSPECIFIED`` when it does not.
        fire_distance_m: as the crow flies; 0 when unknown.
    """

    visibility_m: float = 0.0
    places: tuple[str, ...] = ()
    fire: Knowing = Knowing.UNSPECIFIED
    fire_place: str = ""
    fire_distance_m: float = 0.0
    fire_in_sight: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Percept:
    """What one body notices, and what it could do.

    Attributes:
        draw_key: the key of every random draw for this decision.
        time_s: simulated.
        deadline_s: simulated time at which the decision takes effect.
        threat: None when the body knows of none.
        features: ``(options, len(Feature))`` float64, finite; units as in ``Feature`` of behavior.proto.
        noise_db: around the body.
        crowding: people per m² around the body.
        smoke: None when the body knows of neither smoke nor fire.
    """

    agent: int
    ordinal: int
    draw_key: int
    time_s: float
    deadline_s: float
    trigger: Trigger
    place: str
    health: Health
    hidden: bool
    doing: str
    threat: ThreatBelief | None
    cues: tuple[Cue, ...]
    people: tuple[PersonNearby, ...]
    options: tuple[Option, ...]
    features: NDArray[np.float64]
    noise_db: float
    crowding: float
    outside: bool
    smoke: SmokeBelief | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One question to a backend: what does this person, in this state, do about this percept?

    Attributes:
        brief: what everybody in the scenario knows of place and day.
    """

    person: Person
    mind: Mind
    percept: Percept
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a backend decided.

    Attributes:
        option: index into the percept's options.
        probabilities: one an option; they sum to 1.
        utterance: what is said aloud; empty for nothing.
        mind: the mind after this decision.
        words_follow: whether to ask ``Backend.speak`` for the words; utterance and thought are empty then.
        exchanges: with a language model, those that led to this.
        unusable: what of a model's replies was of no use, such as ``invalid_gait``.
        kept: what the backend that decided would have back when it is to speak; nobody else looks at it.
    """

    option: int
    probabilities: tuple[float, ...]
    gait: Gait
    source: Source
    mind: Mind
    utterance: str = ""
    volume: Volume = Volume.UNSPECIFIED
    thought: str = ""
    words_follow: bool = False
    exchanges: tuple[Exchange, ...] = ()
    unusable: tuple[str, ...] = ()
    kept: object = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Words:
    """What goes with an answer, thought up while the body acts already.

    Attributes:
        mood: afterwards; empty for no change.
        memory: a sentence to remember; empty for none.
        unusable: as of ``Answer``.
        error: why there are none, where the model could not be asked and nothing may take its place; empty otherwise.
    """

    source: Source
    utterance: str = ""
    volume: Volume = Volume.UNSPECIFIED
    thought: str = ""
    mood: str = ""
    memory: str = ""
    exchanges: tuple[Exchange, ...] = ()
    unusable: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """A question put to somebody as they were at one moment, after it was answered how to act.

    Attributes:
        percept: what they had last perceived; None before the first.
        chosen: index of the option they had taken; None when nothing had been decided.
    """

    person: Person
    mind: Mind
    brief: str
    percept: Percept | None
    chosen: int | None
    question: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody answers an interviewer."""

    text: str
    source: Source
    exchanges: tuple[Exchange, ...] = ()
