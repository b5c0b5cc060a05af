"""A run on paper: who is where, what happens when, and for how long."""

from dataclasses import dataclass
from enum import StrEnum

from muster.scenario.building import Building
from muster.scenario.fire import Fire
from muster.scenario.persona import Persona
from muster.scenario.response import Response, RollCall


class ScenarioKind(StrEnum):
    """What sort of emergency a scenario is; shown by ``muster scenarios``."""

    INTRUDER = "intruder"
    ALARM = "alarm"


class CueKind(StrEnum):
    """What the timeline can make happen."""

    SHOT = "shot"
    ALARM = "alarm"
    ANNOUNCEMENT = "announcement"  # over the public-address system


class Advice(StrEnum):
    """What an announcement tells people to do; an alarm always says to leave."""

    NONE = ""
    LEAVE = "leave"
    SHELTER = "shelter"


@dataclass(frozen=True)
class Cue:
    """Something that happens at ``at`` seconds.

    Attributes:
        text: what an announcement says; "" otherwise.
        regions: where alarm and announcement sound; empty means everywhere inside.
        repeat_every: seconds between repetitions of an announcement, or None.
    """

    at: float
    kind: CueKind
    text: str = ""
    regions: tuple[str, ...] = ()
    repeat_every: float | None = None
    advice: Advice = Advice.NONE


@dataclass(frozen=True)
class Threat:
    """The intruder: a fixed patrol, seen, heard, avoided or confronted; nobody plays this role.

    Attributes:
        route: ids of the regions visited in order, from the one it starts in; the last is where it stays.
        enters_at: seconds; before that it is not in the building.
        speed: m/s.
        reach: metres within which somebody in sight may come to harm.
        harm_per_second: chance per second that one exposed person in reach is harmed.
        incapacitation_share: share of harm that incapacitates; the rest injures.
    """

    route: tuple[str, ...]
    enters_at: float = 10.0
    speed: float = 1.2
    reach: float = 12.0
    harm_per_second: float = 0.12
    incapacitation_share: float = 0.4


@dataclass(frozen=True)
class ReactionTimes:
    """Log-normal times from a cue to the first act, median and sigma of the logarithm, in seconds.

    ``alarm`` covers recognising an alarm or announcement, ``threat`` a shot or a sight of the intruder, ``word`` being
    told by somebody, ``routine`` any later decision.
    """

    alarm: tuple[float, float] = (12.0, 0.7)
    threat: tuple[float, float] = (2.0, 0.5)
    word: tuple[float, float] = (3.0, 0.5)
    routine: tuple[float, float] = (0.8, 0.3)


@dataclass(frozen=True)
class Population:
    """Who takes part.

    Attributes:
        personas: in file order; agents beyond their number repeat them under numbered ids and names.
        agents: how many people, or None for one a persona.
        profile: name of a locomotion profile.
        spread: people start spread over the rooms by floor area, wherever their persona says; for buildings their
            file was not written for.
    """

    personas: tuple[Persona, ...]
    agents: int | None = None
    profile: str = "default"
    spread: bool = False

    @property
    def size(self) -> int:
        """How many people there are."""
        return self.agents or len(self.personas)


@dataclass(frozen=True)
class Scenario:
    """A whole run; ``duration`` and ``dt`` in simulated seconds.

    Attributes:
        stop_when_settled: end early once everybody who can is out (drills).
        brief: what every person knows of the place and the day, given to the minds.
        response: help from outside; None: a call for help is noted and brings nobody.
        roll_call: at the muster points; None for none.
        knocking: whether people think of knocking at a door that did not open to them.
        fire: what burns; None for nothing.
    """

    name: str
    kind: ScenarioKind
    description: str
    brief: str
    building: Building
    population: Population
    duration: float
    dt: float = 0.05
    cues: tuple[Cue, ...] = ()
    threat: Threat | None = None
    reaction: ReactionTimes = ReactionTimes()
    stop_when_settled: bool = False
    response: Response | None = None
    roll_call: RollCall | None = None
    knocking: bool = False
    fire: Fire | None = None
