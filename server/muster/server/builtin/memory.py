"""What a person remembers: short dated sentences, written from cues and acts and read again at the next decision.

A memory is nothing but its sentences ("0:12 I heard a shot from the east corridor."), so any server, and any reader,
can take it over. Sentences this mind did not write are kept, and say nothing to it.
"""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from muster.behavior.v1.vocabulary import Act, CueKind
from muster.server.values import Cue, Percept

MAX_SENTENCES = 12
_QUOTED = 80  # characters of what others said
_DATED = re.compile(r"(\d+):([0-5]\d) (.*)", re.DOTALL)
_DRILL = re.compile(r"\b(drill|exercise|rehearsal|test)\b", re.IGNORECASE)
_NO_DRILL = re.compile(r"(\bnot?|n['’]t)(\s+\w+){0,2}\s+(drill|exercise|rehearsal|test)\b", re.IGNORECASE)


class Kind(Enum):
    """What a sentence is about; the value is how it begins."""

    SHOT = "I heard a shot"
    THREAT = "I saw the threat"
    ALARM = "The alarm went off"
    LEAVING = "I saw people hurrying away"
    DRILL = "I was told it is a drill"
    ANNOUNCED = "There was an announcement"
    HURT = "I was hurt"
    INJURED = "I saw somebody hurt"
    LOCKED = "The way was locked"
    RELEASED = "Responders told me it is over"
    VOICE = "A voice said that it is over"
    KNOCK = "Somebody knocked"
    SMELLED = "I smelled smoke"
    SMOKE = "I saw smoke"
    FIRE = "I saw fire"
    NO_WAY = "There was no way through"
    CHECKED = "I looked around and asked"
    WARNED = "I warned everybody near"
    CALLED = "I called for help"
    HEARD = "I heard "
    ACTED = "I decided to "


class Fact(NamedTuple):
    """A sentence understood; ``detail`` is what follows its beginning."""

    kind: Kind
    time_s: float
    detail: str


_BY_CUE = {
    CueKind.SHOT: Kind.SHOT,
    CueKind.THREAT_SEEN: Kind.THREAT,
    CueKind.ALARM: Kind.ALARM,
    CueKind.PEOPLE_LEAVING: Kind.LEAVING,
    CueKind.INJURED_SELF: Kind.HURT,
    CueKind.INJURED_OTHER: Kind.INJURED,
    CueKind.DOOR_LOCKED: Kind.LOCKED,
    CueKind.UNREACHABLE: Kind.NO_WAY,
    CueKind.KNOCK: Kind.KNOCK,
    CueKind.SMOKE_SMELLED: Kind.SMELLED,
    CueKind.SMOKE_SEEN: Kind.SMOKE,
    CueKind.FIRE_SEEN: Kind.FIRE,
}
_BY_ACT = {
    Act.CHECK: "I looked around and asked what was going on.",
    Act.WARN: "I warned everybody near.",
    Act.CALL: "I called for help.",
    Act.GO: "I decided to move on.",
    Act.EXIT: "I decided to get out.",
    Act.HIDE: "I decided to take cover.",
    Act.FOLLOW: "I decided to go with the others.",
    Act.HELP: "I decided to help somebody.",
    Act.JOIN: "I decided to find my people.",
    Act.WAIT: "I decided to wait for my people.",
    Act.LOCK: "I decided to lock the door.",
    Act.BARRICADE: "I decided to block the door.",
    Act.CONFRONT: "I decided to face the threat.",
    Act.KNOCK: "I decided to knock and ask to be let in.",
    Act.ASK: "I decided to ask who was at the door.",
    Act.LET_IN: "I decided to open the door to somebody.",
    Act.EXTINGUISH: "I decided to put out the fire.",
    Act.SOUND_ALARM: "I decided to set off the alarm.",
    Act.SHELTER: "I decided to stay out of the smoke behind the door.",
}
_AT = frozenset({Kind.LOCKED, Kind.NO_WAY, Kind.THREAT, Kind.INJURED, Kind.SMELLED, Kind.SMOKE, Kind.FIRE})
_PLACELESS = frozenset({Kind.ALARM, Kind.HURT})
# The first of these stays, for time counts from it; of all other sentences that are alike the latest stays.
_FIRST_COUNTS = frozenset({Kind.ALARM, Kind.LEAVING, Kind.DRILL, Kind.ANNOUNCED, Kind.SMELLED})
# What may be forgotten first when there is no room left.
_MINOR = frozenset({Kind.ACTED, Kind.HEARD, Kind.CHECKED, Kind.WARNED, None})


@lru_cache(maxsize=16_384)
def read(sentence: str) -> Fact | None:
    """What a sentence says to this mind; None when it did not write it."""
    dated = _DATED.fullmatch(sentence)
    if not dated or len(dated[1]) > 6:
        return None
    minutes, seconds, body = dated.groups()
    for kind in Kind:
        if body.startswith(kind.value):
            return Fact(kind, 60.0 * int(minutes) + int(seconds), body.removeprefix(kind.value).strip(" .:"))
    return None


def notice(memory: tuple[str, ...], percept: Percept) -> tuple[str, ...]:
    """The memory with this percept's cues in it."""
    for cue in percept.cues:
        for body in _cue_sentences(cue):
            memory = _add(memory, percept.time_s - max(cue.age_s, 0.0), body)
    return memory


def note_act(memory: tuple[str, ...], act: Act, time_s: float) -> tuple[str, ...]:
    """The memory with what was decided in it, unless that is what was decided last."""
    body = _BY_ACT.get(act)
    return memory if body is None or (memory and memory[-1].endswith(body)) else _add(memory, time_s, body)


def _cue_sentences(cue: Cue) -> Sequence[str]:
    if kind := _BY_CUE.get(cue.kind):
        joint = "at" if kind in _AT else "from"
        place = f" {joint} {cue.place}" if cue.place and kind not in _PLACELESS else ""
        return [f"{kind.value}{place}."]
    if cue.kind is CueKind.RELEASE:
        return [f"{(Kind.RELEASED if cue.speaker else Kind.VOICE).value}."]
    if cue.kind is CueKind.ANNOUNCEMENT:
        is_drill = _DRILL.search(cue.text) and not _NO_DRILL.search(cue.text)
        told = [f"{Kind.DRILL.value}."] if is_drill else []
        return [f"{Kind.ANNOUNCED.value}: {cue.text[:_QUOTED]}", *told]
    if cue.kind in (CueKind.SPEECH, CueKind.SHOUT) and cue.text:
        verb = "shout" if cue.kind is CueKind.SHOUT else "say"
        return [f"{Kind.HEARD.value}{cue.speaker or 'somebody'} {verb}: {cue.text[:_QUOTED]}"]
    return []


def _add(memory: tuple[str, ...], time_s: float, body: str) -> tuple[str, ...]:
    seconds = max(int(time_s), 0)
    sentence = f"{seconds // 60}:{seconds % 60:02d} {body}"
    fact = read(sentence)
    alike = [old for old in memory if old.partition(" ")[2] == body]
    if fact and fact.kind in _FIRST_COUNTS and alike:
        return memory
    kept = [old for old in memory if old not in alike] if alike else list(memory)
    kept.append(sentence)
    while len(kept) > MAX_SENTENCES:
        kept.pop(_least(kept))
    return tuple(kept)


def _least(sentences: Sequence[str]) -> int:
    """Where the sentence lies that is missed least: the oldest minor one, else the oldest but the first cue."""
    for index, sentence in enumerate(sentences[:-1]):
        fact = read(sentence)
        if (fact.kind if fact else None) in _MINOR:
            return index
    return 1
