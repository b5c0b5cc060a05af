"""What a host and its trainees tell each other, as values; ``muster.training.wire`` puts it on the wire."""

from dataclasses import dataclass, field
from enum import IntEnum

from muster.scenario.building import DoorKind, Exit, Furniture, HidingSpot, MusterPoint, Point, Region, Storey, Wall
from muster.scenario.exercise import Phrase
from muster.scenario.play import Play, Rights
from muster.training.knowledge import Known

LONGEST_TEXT = 200  # characters of what somebody says at once; half a minute of speech
LONGEST_ID = 100  # characters


class Phase(IntEnum):
    """How far an exercise is; numbers as on the wire."""

    WAITING = 1
    RUNNING = 2
    PAUSED = 3
    OVER = 4


@dataclass(frozen=True)
class RoleState:
    """A role, whether somebody plays it now, and whether they have read the brief."""

    id: str
    title: str
    is_taken: bool = False
    is_ready: bool = False


@dataclass(frozen=True)
class Part:
    """What a trainee is told before the start.

    Attributes:
        procedure: title and text of the organisation's own plan.
        role: id of the role played; its title and brief follow.
        name: of the person whose body is played; ``stature`` in metres.
        step: simulated seconds.
    """

    title: str
    brief: str
    content_note: str
    support_contact: str
    procedure: tuple[str, str]
    role: str
    role_title: str
    role_brief: str
    duties: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    rights: Rights
    name: str
    stature: float
    uses_wheelchair: bool
    storeys: tuple[Storey, ...]
    step: float
    adults_only: bool = True


@dataclass(frozen=True)
class DoorPiece:
    """A door as far as it is known: ``regions`` and ``swing`` are numbers of regions that may be unknown still."""

    id: str
    regions: tuple[int, int]
    segment: tuple[Point, Point]
    kind: DoorKind
    swing: int | None


@dataclass(frozen=True)
class Pieces:
    """What has come to be known of a building, regions and doors with their numbers in it."""

    regions: tuple[tuple[int, Region], ...] = ()
    doors: tuple[tuple[int, DoorPiece], ...] = ()
    exits: tuple[tuple[int, Exit], ...] = ()  # with the number of the door
    hiding_spots: tuple[tuple[int, HidingSpot], ...] = ()  # with the number of the region, as those below
    muster_points: tuple[tuple[int, MusterPoint], ...] = ()
    walls: tuple[Wall, ...] = ()
    furniture: tuple[Furniture, ...] = ()


NOTHING_NEW = Pieces()


@dataclass(frozen=True)
class Moment:
    """One moment for one trainee.

    Attributes:
        word: what to read beside the phase: who is waited for, why it is over.
        taken: number of the newest act that has reached the simulation.
        known: None before the start.
        pieces: what has come to be known of the building since the moment before.
        hot_wash: once it is over, what to talk about now.
    """

    time: float
    phase: Phase
    word: str = ""
    taken: int = 0
    known: Known | None = None
    pieces: Pieces = NOTHING_NEW
    hot_wash: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """What was asked for and is not done: ``number`` of the act, 0 for none, and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Act:
    """Something a trainee does: ``body`` is the number of somebody in view where the play is about a person."""

    number: int
    play: Play
    body: int = 0


@dataclass(frozen=True)
class Join:
    """Wants to play a role; "" for the first."""

    role: str = ""


@dataclass(frozen=True)
class Ready:
    """Has read brief and content note, and wants to begin."""


@dataclass(frozen=True)
class Stop:
    """A real emergency."""


@dataclass(frozen=True)
class Leave:
    """Would rather not take part, or no longer; nobody has to say why."""


@dataclass(frozen=True)
class Alive:
    """Is there, and says nothing else."""


Asked = Join | Ready | Act | Stop | Leave | Alive
Answer = Part | Moment | Refusal


@dataclass(frozen=True)
class Playbill:
    """What anybody may ask before taking part."""

    title: str
    brief: str
    content_note: str
    roles: tuple[RoleState, ...] = field(default=())
