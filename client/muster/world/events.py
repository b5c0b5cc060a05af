"""What happens in the world, as it happens: for perception, the recording and the summary."""

from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """Kinds of event; the comment says what ``agent`` and ``other`` are."""

    SHOT = "shot"
    ALARM = "alarm"  # agent: who set it off by hand, -1 for none
    ANNOUNCEMENT = "announcement"
    THREAT_ENTERED = "threat_entered"
    THREAT_STOPPED = "threat_stopped"  # agent: who overcame it
    INJURED = "injured"  # agent: the person harmed
    INCAPACITATED = "incapacitated"  # agent: the person harmed
    CONFRONTED = "confronted"  # agent: who came to grips with the threat
    OUT = "out"  # agent has left the building
    ASSEMBLED = "assembled"  # agent has reached a muster point
    HID = "hid"  # agent, in hiding spot other
    ARRIVED = "arrived"  # agent has carried out the act under way
    FAILED = "failed"  # agent cannot carry it out
    LOST = "lost"  # agent has lost sight of person other
    DOOR_LOCKED = "door_locked"  # agent locked door other
    DOOR_UNLOCKED = "door_unlocked"
    DOOR_CLOSED = "door_closed"
    DOOR_BARRICADED = "door_barricaded"
    DOOR_REFUSED = "door_refused"  # door other did not open for agent
    CALLED = "called"  # agent has called for help
    BLOCKED = "blocked"  # agent has hardly moved for long
    AIDED = "aided"  # agent has reached person other
    KNOCKED = "knocked"  # agent knocks at door other
    ASKED = "asked"  # agent asks through door other who it is
    LET_IN = "let_in"  # agent comes in by door other, at which they knocked
    DISPATCHED = "dispatched"  # help is on its way, called by other
    RESPONDERS_ARRIVED = "responders_arrived"  # at exit other; agent is the first of them
    THREAT_CONTAINED = "threat_contained"  # by responders, of whom agent is the first
    ANNOUNCED = "announced"  # responder agent says who they are, at door other
    RELEASED = "released"  # responder agent says in the region that people can come out
    FOUND = "found"  # responder agent has found person other, who is incapacitated
    ESCORTS = "escorts"  # responder agent walks people out
    ALL_RELEASED = "all_released"  # no room is left to be released
    ROLL_CALL = "roll_call"  # agent begins to call names at the muster point of exit other
    ACCOUNTED = "accounted"  # agent, who calls the names, has person other there
    MISSED = "missed"  # person other has not answered agent, who calls the names; text: who saw them last, and where
    ROLL_CALLED = "roll_called"  # agent has called all names; text: how many are there and how many are missing
    ALARM_OFF = "alarm_off"
    SMOKE_DETECTED = "smoke_detected"  # by the detector in the region
    FOUGHT_FIRE = "fought_fire"  # agent has used up an extinguisher on the fire
    FIRE_OUT = "fire_out"  # agent has put out the fire
    TURNED_BACK = "turned_back"  # agent turns away from the smoke beyond door other
    OVERCOME = "overcome"  # agent has breathed in more smoke than people bear; INCAPACITATED follows
    DOOR_OPENED = "door_opened"  # agent opened door other and let it stand open
    LIGHTS_OFF = "lights_off"  # agent put out the light in the region
    LIGHTS_ON = "lights_on"
    POINTED = "pointed"  # agent points at what text says: a kind and an id
    LED = "led"  # agent asks others to follow
    TAKEN_OVER = "taken_over"  # from now on a trainee moves agent
    HANDED_BACK = "handed_back"  # from now on agent's own mind decides again
    REFUSED = "refused"  # agent tried what text says cannot be done


@dataclass(frozen=True)
class Event:
    """Something that happened at ``tick``.

    Attributes:
        agent, other: indices, as the kind says; -1 for none, and for an agent when the instructor did it.
        region: index of the region it happened in; -1 when everywhere.
        position: ``(x, y)`` metres.
        text: what an announcement says, or what the kind says.
        regions: where an alarm or announcement sounds; empty means everywhere inside.
        advice: what an announcement tells people to do, as ``scenario.Advice``; "" for nothing.
    """

    tick: int
    kind: EventKind
    agent: int = -1
    other: int = -1
    region: int = -1
    position: tuple[float, float] = (0.0, 0.0)
    text: str = ""
    regions: tuple[int, ...] = ()
    advice: str = ""
