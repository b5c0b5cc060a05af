"""What a mind makes of its memory when it decides."""

from dataclasses import dataclass
from functools import lru_cache

from muster.server.builtin.memory import Fact, Kind, read


@dataclass(frozen=True, slots=True)
class Recall:
    """Times in simulated seconds; None for what is not remembered.

    Attributes:
        alarm_s: when an alarm, an announcement, smoke or others leaving was first noticed.
        heard_alarm: that was more than others leaving, or a smell.
        threat_s: when the threat was last seen or heard.
        locked: places where a door did not open, and when.
        released_s: when responders, seen, last said that it is over; voice_s: when a voice behind a door did.
    """

    alarm_s: float | None = None
    heard_alarm: bool = False
    threat_s: float | None = None
    told_drill: bool = False
    warned_s: float | None = None
    called: bool = False
    checked: bool = False
    locked: tuple[tuple[str, float], ...] = ()
    released_s: float | None = None
    voice_s: float | None = None


_ALARMING = (Kind.ALARM, Kind.ANNOUNCED, Kind.LEAVING, Kind.SMELLED, Kind.SMOKE, Kind.FIRE)
_VAGUE = (Kind.LEAVING, Kind.SMELLED)


@lru_cache(maxsize=4096)  # hits are of the last moments; more of them would be a large crowd's memory once again
def recall(memory: tuple[str, ...]) -> Recall:
    """Read the sentences again."""
    facts = [fact for sentence in memory if (fact := read(sentence))]
    alarms = _of(facts, *_ALARMING)
    threats = _of(facts, Kind.SHOT, Kind.THREAT)
    warned = _of(facts, Kind.WARNED)
    return Recall(
        alarm_s=min((fact.time_s for fact in alarms), default=None),
        heard_alarm=any(fact.kind not in _VAGUE for fact in alarms),
        threat_s=max((fact.time_s for fact in threats), default=None),
        told_drill=bool(_of(facts, Kind.DRILL)),
        warned_s=max((fact.time_s for fact in warned), default=None),
        called=bool(_of(facts, Kind.CALLED)),
        checked=bool(_of(facts, Kind.CHECKED)),
        released_s=_latest(facts, Kind.RELEASED),
        voice_s=_latest(facts, Kind.VOICE),
        locked=tuple((fact.detail.removeprefix("at "), fact.time_s) for fact in _of(facts, Kind.LOCKED, Kind.NO_WAY)),
    )


def _latest(facts: list[Fact], kind: Kind) -> float | None:
    return max((fact.time_s for fact in _of(facts, kind)), default=None)


def _of(facts: list[Fact], *kinds: Kind) -> list[Fact]:
    return [fact for fact in facts if fact.kind in kinds]
