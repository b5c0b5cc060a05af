"""What happened and what was said, in words and in order; and from it, how doors stand and whether an alarm sounds."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Volume
from muster.recording.rows import EventRow, WordRow
from muster.render.frame import Speech, Status
from muster.render.scene import Scene
from muster.scenario.building import DoorKind
from muster.world.acts import Door
from muster.world.events import EventKind

SPEECH_S = 4.0
"""How long what is said stays in the picture, seconds; with LONGER_S for every letter."""
LONGER_S = 0.04
ALARM_S = 10.0
"""An alarm is shown for so long after each time it is recorded, seconds."""
_ROUNDING = 1e-6  # seconds


class Weight(StrEnum):
    """How much an event matters to whoever watches: what a mark on the timeline and a line in the ticker look like."""

    HARM = "harm"
    THREAT = "threat"
    WARNING = "warning"  # alarms, announcements, calls for help
    ACT = "act"  # doors, hiding, help
    SAFE = "safe"  # out, or at the muster point
    SPEECH = "speech"


MARKED = frozenset({Weight.HARM, Weight.THREAT, Weight.WARNING})

_WEIGHTS = {
    EventKind.SHOT: Weight.THREAT,
    EventKind.THREAT_ENTERED: Weight.THREAT,
    EventKind.THREAT_STOPPED: Weight.THREAT,
    EventKind.CONFRONTED: Weight.THREAT,
    EventKind.INJURED: Weight.HARM,
    EventKind.INCAPACITATED: Weight.HARM,
    EventKind.ALARM: Weight.WARNING,
    EventKind.ANNOUNCEMENT: Weight.WARNING,
    EventKind.CALLED: Weight.WARNING,
    EventKind.KNOCKED: Weight.ACT,
    EventKind.ASKED: Weight.ACT,
    EventKind.LET_IN: Weight.ACT,
    EventKind.DISPATCHED: Weight.WARNING,
    EventKind.RESPONDERS_ARRIVED: Weight.WARNING,
    EventKind.THREAT_CONTAINED: Weight.WARNING,
    EventKind.RELEASED: Weight.SAFE,
    EventKind.FOUND: Weight.ACT,
    EventKind.ESCORTS: Weight.ACT,
    EventKind.ALL_RELEASED: Weight.WARNING,
    EventKind.ROLL_CALL: Weight.WARNING,
    EventKind.MISSED: Weight.ACT,
    EventKind.ROLL_CALLED: Weight.WARNING,
    EventKind.OUT: Weight.SAFE,
    EventKind.ASSEMBLED: Weight.SAFE,
    EventKind.HID: Weight.ACT,
    EventKind.AIDED: Weight.ACT,
    EventKind.DOOR_LOCKED: Weight.ACT,
    EventKind.DOOR_UNLOCKED: Weight.ACT,
    EventKind.DOOR_CLOSED: Weight.ACT,
    EventKind.DOOR_BARRICADED: Weight.ACT,
    EventKind.DOOR_REFUSED: Weight.ACT,
    EventKind.ALARM_OFF: Weight.WARNING,
    EventKind.DOOR_OPENED: Weight.ACT,
    EventKind.LIGHTS_OFF: Weight.ACT,
    EventKind.LIGHTS_ON: Weight.ACT,
    EventKind.POINTED: Weight.ACT,
    EventKind.LED: Weight.ACT,
    EventKind.TAKEN_OVER: Weight.ACT,
    EventKind.HANDED_BACK: Weight.ACT,
}
"""Kinds that are told; the others happen too often to be news."""

_TEXTS = {
    EventKind.SHOT: "a shot",
    EventKind.THREAT_ENTERED: "the intruder enters",
    EventKind.THREAT_STOPPED: "{who} overcomes the intruder",
    EventKind.CONFRONTED: "{who} confronts the intruder",
    EventKind.INJURED: "{who} is injured",
    EventKind.INCAPACITATED: "{who} is incapacitated",
    EventKind.ALARM: "the alarm sounds",
    EventKind.ANNOUNCEMENT: 'over the speakers: "{text}"',
    EventKind.CALLED: "{who} calls for help",
    EventKind.KNOCKED: "{who} knocks at a door",
    EventKind.ASKED: "{who} asks who is at the door",
    EventKind.LET_IN: "{who} is let in",
    EventKind.DISPATCHED: "help is on its way",
    EventKind.RESPONDERS_ARRIVED: "responders are there and take command",
    EventKind.THREAT_CONTAINED: "the threat is contained",
    EventKind.RELEASED: "{who} says that people can come out",
    EventKind.FOUND: "{who} finds {other}",
    EventKind.ESCORTS: "{who} walks people out",
    EventKind.ALL_RELEASED: "all rooms are released",
    EventKind.ROLL_CALL: "{who} begins to call the names",
    EventKind.MISSED: "missing: {other}{text}",
    EventKind.ROLL_CALLED: "names called: {text}",
    EventKind.OUT: "{who} is out",
    EventKind.ASSEMBLED: "{who} is at the muster point",
    EventKind.HID: "{who} hides",
    EventKind.AIDED: "{who} reaches {other} to help",
    EventKind.DOOR_LOCKED: "{who} locks a door",
    EventKind.DOOR_UNLOCKED: "{who} unlocks a door",
    EventKind.DOOR_CLOSED: "{who} closes a door",
    EventKind.DOOR_BARRICADED: "{who} barricades a door",
    EventKind.DOOR_REFUSED: "{who} finds a door locked",
    EventKind.ALARM_OFF: "the alarm falls silent",
    EventKind.DOOR_OPENED: "{who} opens a door",
    EventKind.LIGHTS_OFF: "{who} puts out the light",
    EventKind.LIGHTS_ON: "{who} puts on the light",
    EventKind.POINTED: "{who} points the way",
    EventKind.LED: "{who} asks others to follow",
    EventKind.TAKEN_OVER: "{who} is played by a trainee",
    EventKind.HANDED_BACK: "{who} goes on without a trainee",
}
_PLACED = frozenset(_TEXTS) - {
    EventKind.ALARM,
    EventKind.ALARM_OFF,
    EventKind.ANNOUNCEMENT,
    EventKind.OUT,
    EventKind.ASSEMBLED,
    EventKind.DISPATCHED,
    EventKind.THREAT_CONTAINED,
    EventKind.ALL_RELEASED,
    EventKind.MISSED,
    EventKind.ROLL_CALLED,
}

_DOOR_AFTER = {
    EventKind.DOOR_LOCKED: Door.LOCKED,
    EventKind.DOOR_UNLOCKED: Door.CLOSED,
    EventKind.DOOR_CLOSED: Door.CLOSED,
    EventKind.DOOR_BARRICADED: Door.BARRICADED,
}
_HARM_AFTER = {EventKind.INJURED: Status.INJURED, EventKind.INCAPACITATED: Status.INCAPACITATED}
_VERBS = {int(Volume.SHOUT): "shouts", int(Volume.WHISPER): "whispers"}
_KINDS = {kind.value: kind for kind in EventKind}


@dataclass(frozen=True)
class Told:
    """One thing that happened, in words; ``agent`` is -1 when it is nobody's own, ``status`` what came of them."""

    time: float
    weight: Weight
    text: str
    agent: int = -1
    status: Status | None = None


class Chronicle:
    """Events and words of one run, as far as they have been read; ``extend`` with what comes later.

    Attributes:
        told: all that is told, in order of time. marks: what of it a timeline marks.
    """

    def __init__(self, scene: Scene) -> None:
        self.told: list[Told] = []
        self.marks: list[Told] = []
        self._scene = scene
        self._places = {region.id: region.name for region in scene.building.regions}
        self._door_index = {door.id: index for index, door in enumerate(scene.building.doors)}
        self._door_changes: list[tuple[float, int, Door]] = []
        self._alarms: list[float] = []
        self._speech: list[Speech] = []

    def extend(self, events: Iterable[EventRow], words: Iterable[WordRow]) -> None:
        """Take in what happened since the last call; both in order of time."""
        news = [told for event in events if (told := self._take_event(event)) is not None]
        news += [self._take_word(word) for word in words]
        news.sort(key=lambda told: told.time)
        self.told += news
        self.marks += [told for told in news if told.weight in MARKED]

    def doors(self, time: float) -> NDArray[np.uint8]:
        """Return ``(d,)`` how doors stand at ``time``, as far as somebody changed it by hand."""
        state = self._first_doors()
        for at, door, after in self._door_changes:
            if at > time:
                break
            state[door] = int(after)
        return state

    def is_alarm(self, time: float) -> bool:
        """Return whether an alarm sounds at ``time``."""
        last = bisect_right(self._alarms, time) - 1
        return last >= 0 and time - self._alarms[last] < ALARM_S

    def speech(self, time: float) -> tuple[Speech, ...]:
        """Return what is being said at ``time``, one thing a speaker, the latest."""
        until = bisect_right(self._speech, time, key=lambda speech: speech.since)
        since = bisect_right(self._speech, time - SPEECH_S - 200 * LONGER_S, key=lambda speech: speech.since)
        saying = {speech.agent: speech for speech in self._speech[since:until] if time < _silent_again(speech)}
        return tuple(saying.values())

    def _first_doors(self) -> NDArray[np.uint8]:
        doors = self._scene.building.doors
        states = [Door.OPEN if door.kind is DoorKind.OPENING else Door[door.state.name] for door in doors]
        return np.array(states, np.uint8)

    def _take_event(self, event: EventRow) -> Told | None:
        kind = _KINDS.get(event.kind)
        if kind is None:  # a newer version wrote it
            return None
        time = event.tick * self._scene.dt
        if kind in _DOOR_AFTER and event.text in self._door_index:
            self._door_changes.append((time, self._door_index[event.text], _DOOR_AFTER[kind]))
        if kind is EventKind.ALARM:
            self._alarms.append(time)
        if kind not in _WEIGHTS:
            return None
        agent = -1 if event.agent is None else event.agent
        return Told(time, _WEIGHTS[kind], self._text(kind, event), agent, _HARM_AFTER.get(kind))

    def _text(self, kind: EventKind, event: EventRow) -> str:
        text = _TEXTS[kind].format(who=self._name(event.agent), other=self._name(event.other), text=event.text)
        place = self._places.get(event.place, "")
        return f"{text} ({place})" if place and kind in _PLACED else text

    def _take_word(self, word: WordRow) -> Told:
        time = word.tick * self._scene.dt
        self._speech.append(Speech(word.agent, word.volume, word.text, time))
        verb = _VERBS.get(word.volume, "says")
        return Told(time, Weight.SPEECH, f'{self._name(word.agent)} {verb}: "{word.text}"', word.agent)

    def _name(self, agent: int | None) -> str:
        people = self._scene.people
        return people[agent].name if agent is not None and 0 <= agent < len(people) else "somebody"


def _silent_again(speech: Speech) -> float:
    return speech.since + SPEECH_S + LONGER_S * min(len(speech.text), 200)


def next_told(marks: Sequence[Told], time: float, *, step: int = 1) -> Told | None:
    """Return the first of ``marks`` after ``time``; with ``step`` -1 the last before it."""
    if step > 0:
        later = bisect_right(marks, time + _ROUNDING, key=lambda mark: mark.time)
        return marks[later] if later < len(marks) else None
    earlier = bisect_left(marks, time - _ROUNDING, key=lambda mark: mark.time)
    return marks[earlier - 1] if earlier else None
