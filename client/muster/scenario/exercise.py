"""An exercise on paper: a scenario, the organisation's procedure, roles, objectives and the MSEL."""

from dataclasses import dataclass, field
from enum import StrEnum

from muster.scenario.msel import MselEvent, Variation
from muster.scenario.objective import CriticalTask, Objective
from muster.scenario.persona import Knowledge
from muster.scenario.play import Rights
from muster.scenario.scenario import Scenario
from muster.scenario.speech import Loudness, Urge


class ProcedureKind(StrEnum):
    """What an organisation has its people do."""

    LOCKDOWN = "lockdown"
    EVACUATE = "evacuate"
    SHELTER = "shelter"


@dataclass(frozen=True)
class Procedure:
    """The organisation's own plan: what its people are judged against, and nothing else.

    Attributes:
        text: the plan as the organisation wrote it.
    """

    kind: ProcedureKind
    title: str
    text: str


@dataclass(frozen=True)
class Phrase:
    """Something a trainee can say with one key; ``urge`` is what it asks of those who hear it."""

    text: str
    volume: Loudness = Loudness.TALK
    urge: Urge = Urge.NONE


class Reach(StrEnum):
    """What a role can work that others cannot."""

    PA = "pa"  # the public-address system
    ALARM = "alarm"  # the fire alarm


@dataclass(frozen=True)
class Role:
    """A part that a trainee plays: the person, and what they have and know. Nobody plays the intruder.

    Attributes:
        persona: id of the person in the scenario whose body the trainee takes over.
        brief: what whoever plays it is told beforehand.
        keys: whether they can lock and unlock doors that need a key.
        knows: how much of the building they know, as of a persona.
        reach: what they can work.
        duties: what the organisation expects of them.
    """

    id: str
    title: str
    persona: str
    brief: str
    keys: bool = False
    knows: Knowledge = Knowledge.DAILY
    reach: tuple[Reach, ...] = ()
    duties: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    @property
    def rights(self) -> Rights:
        """What it lets the trainee's body work."""
        return Rights(keys=self.keys, pa=Reach.PA in self.reach, alarm=Reach.ALARM in self.reach)


@dataclass(frozen=True)
class Exercise:
    """A whole exercise; seconds are simulated.

    Attributes:
        duration: of play, seconds; replaces the scenario's.
        brief: read out to everybody before the start.
        content_note: what the exercise shows, so that people can opt out before it starts.
        support_contact: whom to talk to afterwards, in words.
        hot_wash: questions for the talk right after it.
        retention_days: how long recordings of it are kept.
        adults_only: whether it is meant for adults; an exercise says so where it is not.
    """

    name: str
    title: str
    description: str
    scenario: Scenario
    duration: float
    brief: str
    content_note: str
    support_contact: str
    procedure: Procedure
    roles: tuple[Role, ...]
    objectives: tuple[Objective, ...]
    events: tuple[MselEvent, ...] = ()
    variations: tuple[Variation, ...] = ()
    hot_wash: tuple[str, ...] = ()
    retention_days: int = 90
    adults_only: bool = True
    _by_id: dict[str, Role] = field(default_factory=dict[str, Role], init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update({role.id: role for role in self.roles})

    def role(self, id: str) -> Role:
        """Return the role called ``id``, or the first for ""; KeyError when there is none."""
        return self._by_id[id] if id else self.roles[0]

    @property
    def tasks(self) -> tuple[CriticalTask, ...]:
        """All critical tasks, in the order of the objectives."""
        return tuple(task for objective in self.objectives for task in objective.tasks)
