"""What somebody noticed since they last decided, in words for the prompt."""

from collections.abc import Sequence
from typing import NamedTuple

from muster.behavior.v1.vocabulary import CueKind, Duty
from muster.server.language.cleaning import clean
from muster.server.values import Cue

_SAID, _ANNOUNCED, _PLACE, _NAME = 120, 220, 60, 60  # characters
_REMEMBERED = 60  # characters of an announcement by which a memory of it is known
_MOST = 8

# With and without a place; the order is that of what matters most.
_EVENTS = {
    CueKind.THREAT_SEEN: ("you saw the intruder: {place}", "you saw the intruder"),
    CueKind.INJURED_SELF: ("you were injured", "you were injured"),
    CueKind.SHOT: ("a shot, from {place}", "a shot"),
    CueKind.ALARM: ("the alarm went off", "the alarm went off"),
    CueKind.ANNOUNCEMENT: ("an announcement", "an announcement"),
    CueKind.RELEASE: ("responders say that it is over", "responders say that it is over"),
    CueKind.FIRE_SEEN: ("you saw flames: {place}", "you saw flames"),
    CueKind.SMOKE_SEEN: ("you saw smoke: {place}", "you saw smoke"),
    CueKind.SMOKE_SMELLED: ("you smelled smoke: {place}", "you smelled smoke"),
    CueKind.INJURED_OTHER: ("you saw somebody injured: {place}", "you saw somebody injured"),
    CueKind.DOOR_LOCKED: ("a door did not open: {place}", "a door did not open"),
    CueKind.UNREACHABLE: ("there is no way to get there: {place}", "there is no way to get there"),
    CueKind.SPEECH: ("somebody spoke", "somebody spoke"),
    CueKind.SHOUT: ("a shout, from {place}", "a shout"),
    CueKind.PEOPLE_LEAVING: ("several people hurry away, toward {place}", "several people hurry away"),
    CueKind.ARRIVED: ("you have arrived", "you have arrived"),
    CueKind.KNOCK: ("somebody knocks at the door to {place}", "somebody knocks at the door"),
    CueKind.LET_IN: ("the door to {place}, where you knocked, is opened", "the door where you knocked is opened"),
}
_SHOUTED = frozenset({CueKind.SHOUT, CueKind.RELEASE})
_RANKS = {kind: rank for rank, kind in enumerate(_EVENTS)}
_DUTIES = {
    Duty.STAFF: "staff",
    Duty.WARDEN: "warden",
    Duty.SECURITY: "security",
    Duty.RESPONDER: "police or fire service, in uniform",
}


class Phrase(NamedTuple):
    """A cue in words.

    Attributes:
        place: in the order that cues came in.
        heard: how an announcement begins; empty for all else.
        known: what to say of it to somebody who remembers that.
    """

    place: int
    text: str
    heard: str = ""
    known: str = ""


def describe(cues: Sequence[Cue]) -> list[Phrase]:
    """Return the most telling first, of like ones the latest; what is the same to the second is told once."""
    ranked = sorted(range(len(cues)), key=lambda place: (_RANKS.get(cues[place].kind, len(_RANKS)), -place))
    phrases = {phrase.text: phrase for place in ranked[: 2 * _MOST] if (phrase := _phrase(place, cues[place]))}
    return list(phrases.values())[:_MOST]


def _phrase(place: int, cue: Cue) -> Phrase:
    """What was said stands in double quotes, which no text can close."""
    ago = f"- {cue.age_s:.0f} s ago: " if cue.age_s >= 1.5 else "- "
    if cue.kind is CueKind.ANNOUNCEMENT and cue.text:
        heard = clean(cue.text, _ANNOUNCED)
        return Phrase(
            place, f'{ago}an announcement: "{heard}"', heard[:_REMEMBERED], f"{ago}the same announcement again"
        )
    if cue.text:
        return Phrase(place, f'{ago}{_speaker(cue)}: "{clean(cue.text, _SAID)}"')
    where = clean(cue.place, _PLACE)
    with_place, without = _EVENTS.get(cue.kind, ("something, at {place}", "something"))
    return Phrase(place, ago + (with_place.replace("{place}", where) if where else without))


def _speaker(cue: Cue) -> str:
    duty = _DUTIES.get(cue.speaker_duty, "")
    if cue.kind is CueKind.RELEASE and not cue.speaker:
        return "a voice you cannot see the owner of shouts"
    who = (clean(cue.speaker, _NAME) or "somebody") + (f" ({duty})" if duty else "")
    return f"{who} {'shouts' if cue.kind in _SHOUTED else 'says'}"
