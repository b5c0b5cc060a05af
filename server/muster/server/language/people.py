"""The people whom somebody notices, in words for the prompt."""

from collections.abc import Sequence

from muster.behavior.v1.vocabulary import Duty, Health, Tie
from muster.server.language.cleaning import clean
from muster.server.values import PersonNearby

_NAME, _DOING = 60, 60  # characters
_MOST = 8
_TIES = {
    Tie.FAMILY: "your family",
    Tie.FRIEND: "your friend",
    Tie.TEACHER: "your teacher",
    Tie.PUPIL: "in your charge",
    Tie.COLLEAGUE: "your colleague",
}
_DUTIES = {
    Duty.STAFF: "staff",
    Duty.WARDEN: "warden",
    Duty.SECURITY: "security",
    Duty.RESPONDER: "responder in uniform",
}
_HEALTHS = {Health.INJURED: "injured", Health.INCAPACITATED: "incapacitated"}


def describe(people: Sequence[PersonNearby]) -> list[str]:
    """Return a phrase for each, in their order: the nearest first."""
    return [_phrase(other) for other in people[:_MOST]]


def _phrase(other: PersonNearby) -> str:
    parts = (
        _TIES.get(other.tie) or _DUTIES.get(other.duty, ""),
        f"{max(other.distance_m, 1):.0f} m",
        _HEALTHS.get(other.health, "") or clean(other.doing, _DOING),
    )
    return f"{clean(other.name, _NAME) or 'somebody'} ({', '.join(filter(None, parts))})"
