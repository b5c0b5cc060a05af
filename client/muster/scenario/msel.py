"""The master scenario events list (MSEL) of an exercise, and what of it varies from run to run."""

from dataclasses import dataclass
from enum import StrEnum

from muster.scenario.inject import Inject


class Happening(StrEnum):
    """What an event can wait for; words as in the events of a recording, which says it of somebody somewhere."""

    ALARM = "alarm"
    ANNOUNCEMENT = "announcement"
    THREAT_ENTERED = "threat_entered"
    THREAT_STOPPED = "threat_stopped"
    INJURED = "injured"
    INCAPACITATED = "incapacitated"
    OUT = "out"
    ASSEMBLED = "assembled"
    HID = "hid"
    DOOR_LOCKED = "door_locked"
    DOOR_UNLOCKED = "door_unlocked"
    DOOR_CLOSED = "door_closed"
    DOOR_BARRICADED = "door_barricaded"
    DOOR_OPENED = "door_opened"
    LIGHTS_OFF = "lights_off"
    LED = "led"
    CALLED = "called"
    AIDED = "aided"
    KNOCKED = "knocked"
    LET_IN = "let_in"
    DISPATCHED = "dispatched"
    RESPONDERS_ARRIVED = "responders_arrived"
    THREAT_CONTAINED = "threat_contained"
    RELEASED = "released"
    ALL_RELEASED = "all_released"
    ROLL_CALL = "roll_call"
    MISSED = "missed"
    ROLL_CALLED = "roll_called"


@dataclass(frozen=True)
class Occasion:
    """The first time that something happens, and some seconds more.

    Attributes:
        by: id of the role or persona who does it or whom it befalls; "" for anybody.
        place: id of the region; "" for anywhere.
        door: id of the door; "" for any.
        delay: seconds from then on.
    """

    what: Happening
    by: str = ""
    place: str = ""
    door: str = ""
    delay: float = 0.0


@dataclass(frozen=True)
class MselEvent:
    """One line of the MSEL: when, what, what the player is expected to do, and who delivers it.

    Attributes:
        text: what happens, as told to instructors and in the walk-through.
        at: seconds from the start; None where ``on`` says it.
        inject: what it does in the simulation; None for what only instructors and the walk-through have.
        expected: what the organisation's procedure has the player do.
        controller: who delivers it; "simulation" where nobody has to.
        questions: for the walk-through.
    """

    id: str
    text: str
    expected: str
    at: float | None = None
    on: Occasion | None = None
    inject: Inject | None = None
    controller: str = "simulation"
    questions: tuple[str, ...] = ()


class Varying(StrEnum):
    """What may differ from run to run; the comment says what ``low``, ``high`` and ``choices`` are."""

    CUES = "cues"  # seconds by which all cues, the threat's entry and all events with a time are moved together
    EVENT = "event"  # seconds by which the MSEL event ``of`` is moved
    CHANCE = "chance"  # low is the chance that the MSEL event ``of`` comes at all
    START = "start"  # choices: regions in which the person of role ``of`` may start


@dataclass(frozen=True)
class Variation:
    """One stated bound within which runs differ; the seed draws from it.

    Attributes:
        of: id of the MSEL event or role it is about.
    """

    what: Varying
    of: str = ""
    low: float = 0.0
    high: float = 0.0
    choices: tuple[str, ...] = ()
