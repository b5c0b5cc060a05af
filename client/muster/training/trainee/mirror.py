"""What a trainee's client knows of the exercise, as it is told."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from muster.behavior.v1.vocabulary import CueKind
from muster.render.scene import Scene
from muster.scenario.play import Play, PlayKind
from muster.training.knowledge import Known, Sound
from muster.training.told import Answer, Moment, Part, Phase, Refusal
from muster.training.trainee.atlas import Atlas
from muster.training.trainee.bearing import toward
from muster.training.trainee.seen import scene_for
from muster.world.acts import Door

HEARD_S = 12.0  # wall seconds that a line of what was heard stays
NOTICE_S = 4.0  # wall seconds that a refusal stays
LINES = 6
_FOLLOW = "Follow me!"
_NOISES = {
    CueKind.SHOT: "a shot",
    CueKind.ALARM: "the alarm",
    CueKind.KNOCK: "knocking",
    CueKind.THREAT_SEEN: "you see the threat",
    CueKind.DOOR_LOCKED: "a door is locked",
    CueKind.INJURED_SELF: "you are hurt",
    CueKind.INJURED_OTHER: "somebody is hurt",
    CueKind.PEOPLE_LEAVING: "people are leaving",
    CueKind.SMOKE_SMELLED: "you smell smoke",
    CueKind.SMOKE_SEEN: "you see smoke",
    CueKind.FIRE_SEEN: "you see flames",
}


@dataclass(frozen=True)
class Line:
    """Something heard: in words, from where, and at which second of the wall clock."""

    text: str
    at: float


class Mirror:
    """Everything told so far.

    Attributes:
        part: the role. phase, word, hot_wash: how the exercise stands.
        before, now: the last two moments of the body; None before the start. arrived: when the last one came.
        looks: how each door was seen last, by the host's number.
        heard: what was heard, oldest first. notice: why something was not done, and ``noticed_at`` when it was said.
        sounds: what was heard with the last answers. taken: number of the newest act that has reached the simulation.
    """

    def __init__(self, part: Part) -> None:
        self.part = part
        self.atlas = Atlas(part.storeys)
        self.phase, self.word = Phase.WAITING, ""
        self.hot_wash: tuple[str, ...] = ()
        self.before: Known | None = None
        self.now: Known | None = None
        self.arrived = 0.0
        self.looks: dict[int, int] = {}
        self.heard: deque[Line] = deque(maxlen=LINES)
        self.notice, self.noticed_at = "", 0.0
        self.sounds: list[Sound] = []
        self.taken = 0
        self._scene: tuple[int, Scene] | None = None

    def take(self, answers: Iterable[Answer], at: float, yaw: float) -> None:
        """Take in what was told, at a second of the wall clock; ``yaw`` is where one looks, to say where from."""
        self.sounds = []
        for answer in answers:
            match answer:
                case Part():
                    self.part = answer
                case Refusal(_, reason):
                    self._note(reason, at)
                case Moment():
                    self._take(answer, at, yaw)

    def say(self, play: Play, at: float) -> None:
        """Keep what one says oneself; that others hear it is for the host to decide."""
        text = _FOLLOW if play.kind is PlayKind.LEAD else play.text
        if text:
            how = "over the loudspeakers" if play.kind is PlayKind.ANNOUNCE else play.volume.value
            self._hear(Line(f"You ({how}): {text}", at))

    @property
    def scene(self) -> Scene:
        """What stands still, as far as it is known."""
        if self._scene is None or self._scene[0] != self.atlas.version:
            self._scene = self.atlas.version, scene_for(self.part, self.atlas)
        return self._scene[1]

    @property
    def doors(self) -> list[int]:
        """How each door of the scene was seen last, in its order."""
        return [self.looks.get(number, int(Door.CLOSED)) for number in self.atlas.numbers]

    def share(self, at: float, speed: float = 1.0) -> float:
        """Return how far the picture at a second of the wall clock is from the moment before to the last one."""
        if self.before is None or self.now is None:
            return 1.0
        took = min(max((self.now.time - self.before.time) / speed, 1e-3), 0.25)
        return min(max((at - self.arrived) / took, 0.0), 1.0)

    def _take(self, moment: Moment, at: float, yaw: float) -> None:
        self.phase, self.word, self.taken = moment.phase, moment.word, moment.taken
        self.hot_wash = moment.hot_wash
        self.atlas.take(moment.pieces)
        known = moment.known
        if known is None:
            return
        self.looks.update(known.doors)
        if self.now is None or known.time > self.now.time:
            self.before, self.now, self.arrived = self.now or known, known, at
        self.sounds += known.sounds
        for sound in known.sounds:
            text = told(sound, yaw)
            if text:
                self._hear(Line(text, at))
        for reason in known.refused:
            self._note(reason, at)

    def _hear(self, line: Line) -> None:
        """Keep a line; one that says what an earlier one said takes its place."""
        same = next((each for each in self.heard if each.text == line.text), None)
        if same is not None:
            self.heard.remove(same)
        self.heard.append(line)

    def _note(self, reason: str, at: float) -> None:
        self.notice, self.noticed_at = reason, at


def told(sound: Sound, yaw: float) -> str:
    """Return something heard in words: who or what, from where; "" for what needs no words."""
    where = "" if sound.bearing is None else toward(sound.bearing - yaw)
    place = f", from {sound.place}" if sound.place else ""
    direction = f" ({where}{place})" if where else (f" ({place[2:]})" if place else "")
    if sound.text:
        who = sound.speaker or ("Loudspeaker" if sound.kind is CueKind.ANNOUNCEMENT else "Somebody")
        return f"{who}{direction}: {sound.text}"
    noise = _NOISES.get(sound.kind, "")
    if not noise and sound.kind in (CueKind.SPEECH, CueKind.SHOUT):
        noise = "voices" if sound.kind is CueKind.SPEECH else "shouting"
    return f"{noise[:1].upper()}{noise[1:]}{direction}" if noise else ""
