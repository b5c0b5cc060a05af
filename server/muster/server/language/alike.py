"""What like people in like situations have in common, as the prompt that all of them share.

Names, places and words of one's own are left out, numbers come in a few steps. People whose prompts are then the same
are alike, so it matters to nobody who asked first. docs/prompts.md says what is lost.
"""

from collections.abc import Iterable
from dataclasses import astuple

from muster.behavior.v1.vocabulary import CueKind, Duty, Health, Tie
from muster.server.builtin.arousal import mood
from muster.server.builtin.memory import Kind, read
from muster.server.builtin.traits import read_traits
from muster.server.language import cues
from muster.server.language.budget import NOTHING, World
from muster.server.language.ideas import far_off
from muster.server.language.moment import Moment
from muster.server.values import Cue, Percept, Person, PersonNearby, SmokeBelief, ThreatBelief

_AGES = ((12, "a child"), (18, "a teenager"), (65, "an adult"), (200, "an older adult"))  # under these years
_DUTIES = {
    Duty.PUPIL: "a pupil here",
    Duty.STAFF: "a member of staff",
    Duty.WARDEN: "a warden for emergencies",
    Duty.SECURITY: "a security guard",
    Duty.VISITOR: "a visitor",
    Duty.RESPONDER: "a responder from outside",
}
_LOW, _HIGH = 0.35, 0.65
_TRAITS = (  # when low, when high
    ("anxious", "calm"),
    ("cautious", "bold"),
    ("solitary", "sociable"),
    ("looking after yourself", "helpful"),
    ("a follower", "one who takes the lead"),
    ("hard to rouse", "attentive"),
    ("slow", "quick"),
    ("peaceable", "hot-tempered"),
)
_RECENT_S = 15.0
_SAID = (CueKind.SPEECH, CueKind.SHOUT)
_PERSONAL = frozenset({Kind.HEARD, Kind.ACTED, Kind.ANNOUNCED})


def common(moment: Moment) -> World:
    """Return what a moment has in common with like ones."""
    person, percept = moment.query.person, moment.query.percept
    feeling = mood(moment.now.arousal, read_traits(person))
    known = dict.fromkeys(_known(moment.query.mind.memory))
    return World(_person(person), "\n".join(known) or NOTHING, _now(percept, feeling))


def _person(person: Person) -> str:
    age = next((words for under, words in _AGES if person.age < under), _AGES[-1][1])
    traits = zip(_TRAITS, astuple(read_traits(person)), strict=True)
    character = [low if value < _LOW else high for (low, high), value in traits if not _LOW <= value <= _HIGH]
    drilled = "has taken part in drills" if person.trained else ""
    who = ", ".join(filter(None, ("Somebody", age, _DUTIES.get(person.duty, ""), drilled)))
    return f"{who}.\nTraits: {', '.join(character) or 'ordinary'}."


def _known(memory: Iterable[str]) -> Iterable[str]:
    """What happened, without when and where; what was said and done is one's own."""
    facts = (read(sentence) for sentence in memory)
    return sorted({f"{fact.kind.value}." for fact in facts if fact and fact.kind not in _PERSONAL})


def _now(percept: Percept, feeling: str) -> str:
    body = ", ".join(
        filter(
            None,
            (
                "outside" if percept.outside else "inside",
                "hidden" if percept.hidden else "",
                "injured" if percept.health is Health.INJURED else "",
            ),
        )
    )
    lines = [f"You are {body}. You feel {feeling}."]
    if percept.threat is not None:
        lines.append(_threat(percept.threat))
    if percept.smoke is not None:
        lines.append(_smoke(percept.smoke))
    if noticed := sorted({phrase.text for phrase in cues.describe([_bare(cue) for cue in percept.cues])}):
        lines += ["New:", *noticed]
    if near := sorted({_nearby(other) for other in percept.people}):
        lines.append(f"Near you: {', '.join(near)}.")
    return "\n".join(lines)


def _threat(belief: ThreatBelief) -> str:
    known = "in sight" if belief.in_sight else "noticed just now" if belief.age_s < _RECENT_S else "noticed a while ago"
    return f"The intruder: {known}, {far_off(belief.distance_m)}."


def _smoke(belief: SmokeBelief) -> str:
    fire = "You see flames." if belief.fire_in_sight else "There is a fire, not in sight." if belief.fire else ""
    smoke = "There is smoke here." if belief.visibility_m > 0 else ""
    return f"{fire} {smoke}".strip() or "There is smoke somewhere."


def _bare(cue: Cue) -> Cue:
    """A cue without who and where; announcements are the same to all, other words are not."""
    text = cue.text if cue.kind is CueKind.ANNOUNCEMENT else ""
    kind = CueKind.SPEECH if cue.kind in _SAID else cue.kind
    return Cue(kind, 0.0, "", 0.0, "", Duty.UNSPECIFIED, text)


def _nearby(other: PersonNearby) -> str:
    if other.health in (Health.INJURED, Health.INCAPACITATED):
        return "somebody hurt"
    if other.tie is Tie.PUPIL:
        return "people in your charge"
    return "other people" if other.tie is Tie.UNSPECIFIED else "people you belong with"
