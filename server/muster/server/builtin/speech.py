"""Whether somebody says something, what, and how loudly."""

import re
from dataclasses import dataclass

from muster.behavior.v1.vocabulary import Act, CueKind, Duty, Feature, Tie, Volume
from muster.server.builtin.phrases import PHRASES, Purpose, Speaker
from muster.server.builtin.situation import Situation, is_hurt
from muster.server.builtin.traits import Traits
from muster.server.values import Percept, Person

_LOUD_DB = 68.0  # talk does not carry over this: an alarm sounder is 65 to 90 dB(A) in a room
_FAR_M = 6.0
_WAY = re.compile(r"\b(?:to|by|through|via) ([^,.;:()]{3,30})")
_GUIDING = (Act.EXIT, Act.GO)
_COVERING = (Act.HIDE, Act.LOCK, Act.BARRICADE, Act.CLOSE)
_URGENT = (
    Purpose.TELEPHONE,
    Purpose.TELEPHONE_FIRE,
    Purpose.WARN_THREAT,
    Purpose.WARN_ALARM,
)
_ALOUD_ALONE = (*_URGENT, Purpose.WARN_FIRE, Purpose.CRY_FOR_HELP, Purpose.CHALLENGE)
_SURE = 0.3  # of a threat or a fire, from which on people speak of it

# How often somebody of ordinary sociability says it when there is reason to; ours, uncalibrated.
_CHANCE = {
    Purpose.INSTRUCT_LEAVE: 0.4,
    Purpose.INSTRUCT_COVER: 0.45,
    Purpose.WARN_THREAT: 1.0,
    Purpose.WARN_ALARM: 1.0,
    Purpose.WARN_FIRE: 0.8,
    Purpose.SMOKE_AHEAD: 0.5,
    Purpose.TELEPHONE_FIRE: 1.0,
    Purpose.ASK: 0.55,
    Purpose.ANSWER: 0.45,
    Purpose.CALL_TO: 0.6,
    Purpose.URGE: 0.13,
    Purpose.WAIT: 0.3,
    Purpose.HELP: 0.7,
    Purpose.CRY_FOR_HELP: 0.5,
    Purpose.TELEPHONE: 1.0,
    Purpose.SHUT: 0.35,
    Purpose.HUSH: 0.1,
    Purpose.LOCKED: 0.5,
    Purpose.CHALLENGE: 0.9,
    Purpose.SMALL_TALK: 0.05,
}

_SAID_BEFORE = 0.3  # share of it left for who merely goes on with what they are doing; ours


@dataclass(frozen=True, slots=True)
class Words:
    """What is said, and how loudly."""

    utterance: str = ""
    volume: Volume = Volume.UNSPECIFIED


SILENCE = Words()


def speak(
    person: Person, percept: Percept, now: Situation, traits: Traits, option: int, draws: tuple[float, float]
) -> Words:
    """Words for a decision; the first draw says whether, the second which."""
    purpose = _purpose(percept, now, percept.options[option].act)
    if purpose is None or (not percept.people and purpose not in _ALOUD_ALONE):
        return SILENCE
    said_before = _SAID_BEFORE if percept.features[option, Feature.CURRENT] > 0 else 1.0
    if draws[0] >= _CHANCE[purpose] * _readiness(purpose, percept, now, traits) * said_before:
        return SILENCE
    names = {"name": _tied_name(percept), "way": _way(percept.options[option].text)}
    return Words(_phrase(purpose, _speaker(person), names, draws[1]), _volume(purpose, percept, now))


def _purpose(percept: Percept, now: Situation, act: Act) -> Purpose | None:
    """The most pressing reason to speak."""
    if now.aware < 0.3:
        return Purpose.SMALL_TALK if act in (Act.CARRY_ON, Act.STAY, Act.JOIN, Act.CHECK) else None
    return (
        _purpose_of_fire(percept, now, act)
        or _purpose_of_act(now, act)
        or _purpose_of_cues(percept, now)
        or _purpose_of_company(percept, now, act)
    )


def _purpose_of_fire(percept: Percept, now: Situation, act: Act) -> Purpose | None:
    """People who have just seen flames shout so; who has just seen thick smoke says that there is no way through."""
    kinds = {cue.kind for cue in percept.cues}
    if now.outside or not kinds & {CueKind.FIRE_SEEN, CueKind.SMOKE_SEEN} or act is Act.CALL:
        return None
    if CueKind.FIRE_SEEN in kinds or act is Act.SOUND_ALARM:
        return Purpose.WARN_FIRE
    return Purpose.SMOKE_AHEAD if act in (Act.GO, Act.EXIT, Act.SHELTER) and not now.duty else None


def _purpose_of_act(now: Situation, act: Act) -> Purpose | None:
    leads = bool(now.charge or now.duty)
    if act is Act.WARN:
        if now.fire > _SURE >= now.threat:
            return Purpose.WARN_FIRE
        threatened = now.threat > _SURE
        return Purpose.WARN_THREAT if threatened else Purpose.INSTRUCT_LEAVE if now.charge else Purpose.WARN_ALARM
    if act is Act.CALL and now.fire > _SURE >= now.threat:
        return Purpose.TELEPHONE_FIRE
    if act in _GUIDING and leads and not now.outside:
        return Purpose.INSTRUCT_LEAVE
    if act in _COVERING:
        return Purpose.INSTRUCT_COVER if leads and not now.quiet else Purpose.HUSH if act is Act.HIDE else Purpose.SHUT
    return _BY_ACT.get(act)


_BY_ACT = {
    Act.CONFRONT: Purpose.CHALLENGE,
    Act.CALL: Purpose.TELEPHONE,
    Act.HELP: Purpose.HELP,
    Act.CHECK: Purpose.ASK,
    Act.JOIN: Purpose.CALL_TO,
    Act.WAIT: Purpose.WAIT,
}


def _purpose_of_cues(percept: Percept, now: Situation) -> Purpose | None:
    for cue in percept.cues:
        if cue.kind is CueKind.INJURED_SELF:
            return Purpose.CRY_FOR_HELP
        if cue.kind is CueKind.DOOR_LOCKED:
            return Purpose.LOCKED
        if cue.kind is CueKind.SPEECH and cue.text.rstrip().endswith("?") and not now.quiet:
            return Purpose.ANSWER
    return None


def _purpose_of_company(percept: Percept, now: Situation, act: Act) -> Purpose | None:
    if now.quiet:
        return Purpose.HUSH
    if act in (Act.EXIT, Act.GO, Act.FOLLOW) and not percept.outside:
        return Purpose.CRY_FOR_HELP if is_hurt(percept) and now.near < 0.2 and now.arousal > 0.5 else Purpose.URGE
    return None


def _readiness(purpose: Purpose, percept: Percept, now: Situation, traits: Traits) -> float:
    """How the speaker and the danger change the chance."""
    if purpose in _URGENT:
        return 1.0
    ready = 0.6 + 0.8 * (traits.leading if purpose.value.startswith("instruct") else traits.sociable)
    if percept.hidden:
        ready *= 1.0 - 0.8 * now.near
    if purpose is Purpose.URGE and any(other.tie is not Tie.UNSPECIFIED for other in percept.people):
        ready *= 1.5
    return ready


def _speaker(person: Person) -> Speaker:
    if person.age < 18:
        return Speaker.CHILD
    return Speaker.ON_DUTY if person.duty in (Duty.STAFF, Duty.WARDEN, Duty.SECURITY) else Speaker.ADULT


def _tied_name(percept: Percept) -> str:
    """First name of the nearest of one's own; pupils don't call teachers by theirs."""
    own = (other for other in percept.people if other.tie not in (Tie.UNSPECIFIED, Tie.TEACHER))
    return next((other.name.partition(" ")[0] for other in own), "")


def _way(text: str) -> str:
    found = _WAY.search(text)
    return found[1].strip() if found else ""


def _phrase(purpose: Purpose, speaker: Speaker, names: dict[str, str], draw: float) -> str:
    variants = [
        phrase
        for phrase in PHRASES[purpose][speaker]
        if all(value or f"{{{blank}}}" not in phrase for blank, value in names.items())
    ]
    phrase = variants[int(draw * len(variants))]
    for blank, value in names.items():
        phrase = phrase.replace(f"{{{blank}}}", value)
    return phrase


def _volume(purpose: Purpose, percept: Percept, now: Situation) -> Volume:
    """Whisper when heard is found; shout when it must carry."""
    if purpose in (Purpose.HUSH,) or (percept.hidden and now.threat > 0.3 and purpose is not Purpose.CHALLENGE):
        return Volume.WHISPER
    if purpose in (Purpose.CHALLENGE, Purpose.WARN_THREAT, Purpose.WARN_FIRE, Purpose.CRY_FOR_HELP):
        return Volume.SHOUT
    far = bool(percept.people) and percept.people[0].distance_m > _FAR_M
    if purpose in (Purpose.TELEPHONE, Purpose.TELEPHONE_FIRE) or not (
        far or percept.noise_db > _LOUD_DB or now.arousal > 0.75
    ):
        return Volume.TALK
    return Volume.SHOUT
