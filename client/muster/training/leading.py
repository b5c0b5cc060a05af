"""What an instructor asks of a host and is told by it, as values; ``muster.training.leading_wire`` wires them."""

from dataclasses import dataclass

from muster.client.outside import Control, Note
from muster.scenario.inject import Inject
from muster.training.told import Phase, Refusal, RoleState, Stop

LONGEST_NOTE = 500  # characters: a few sentences
LONGEST_INJECT = 400  # characters of what an inject says, as in exercise files
SLOWEST, FASTEST = 0.25, 16.0
"""Simulated seconds in one of the wall clock."""


@dataclass(frozen=True)
class Begin:
    """Start now, without those who are not ready."""


@dataclass(frozen=True)
class Bring:
    """Let an event of the MSEL come now."""

    event: str


@dataclass(frozen=True)
class Here:
    """Is there, and says nothing else."""


Wish = Begin | Bring | Control | Inject | Note | Stop | Here


@dataclass(frozen=True)
class Lead:
    """Something an instructor asks for; ``number`` counts up."""

    number: int
    wish: Wish


@dataclass(frozen=True)
class MselLine:
    """A line of the MSEL.

    Attributes:
        expected: what the procedure has the player do.
        controller: who delivers it.
        when: its time, or what it waits for, in words; ``at`` is its time in simulated seconds, if it has one.
        has_inject: whether it does something in the simulation.
    """

    id: str
    text: str
    expected: str
    controller: str
    when: str
    at: float | None
    has_inject: bool


@dataclass(frozen=True)
class Entered:
    """What an instructor is told first; ``procedure`` is its title and text."""

    title: str
    procedure: tuple[str, str]
    events: tuple[MselLine, ...]


@dataclass(frozen=True)
class Standing:
    """How things stand.

    Attributes:
        time: simulated seconds.
        speed: simulated seconds in one of the wall clock.
        brought: ids of the events that have come.
        word: what to read beside the phase.
        taken: number of the newest request that has reached the simulation.
        refused: injects that could not be carried out, and why; the latest ones.
    """

    time: float
    phase: Phase
    speed: float
    roles: tuple[RoleState, ...]
    brought: tuple[str, ...]
    word: str
    taken: int
    refused: tuple[str, ...] = ()


Word = Entered | Standing | Refusal
