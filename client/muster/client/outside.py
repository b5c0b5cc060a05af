"""What reaches a running episode from outside: what trainees do, what instructors do, and their notes."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from muster.behavior.v1.vocabulary import Volume
from muster.client.log import Log
from muster.perception.perception import Perception
from muster.perception.senses import Word
from muster.scenario.inject import Inject, InjectKind
from muster.scenario.play import Play, PlayKind
from muster.scenario.speech import Loudness, Urge
from muster.world.world import World

VOLUME: Mapping[Loudness, Volume] = {
    Loudness.WHISPER: Volume.WHISPER,
    Loudness.TALK: Volume.TALK,
    Loudness.SHOUT: Volume.SHOUT,
}
FOLLOW_ME = "Follow me!"


class ControlKind(StrEnum):
    """What an instructor does to the clock."""

    PAUSE = "pause"
    RESUME = "resume"
    SPEED = "speed"
    END = "end"


@dataclass(frozen=True, slots=True)
class Control:
    """One of these; ``speed`` is simulated seconds in one of the wall clock, for ``SPEED``."""

    kind: ControlKind
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Note:
    """A moment that somebody wants to come back to, and why."""

    text: str


Outer = Play | Inject | Control | Note


class Outside:
    """Takes inputs at any time, from any thread, and carries them out at the next tick, in the order they came.

    Of several steerings of one body in one tick only the last counts, and one that changes nothing is no input.

    Attributes:
        is_over: whether somebody has ended the episode.
    """

    def __init__(self, world: World, perception: Perception, log: Log) -> None:
        self._world, self._perception, self._log = world, perception, log
        self._waiting: deque[tuple[int, Outer]] = deque()
        self._steered: dict[int, Play] = {}
        self.is_over = False

    def add(self, agent: int, act: Outer) -> None:
        """Let ``act`` happen at the next tick; ``agent`` is -1 for what is nobody's own."""
        self._waiting.append((agent, act))

    def take_in(self) -> list[Word]:
        """Carry out what has come; return what is said by it."""
        said: list[Word] = []
        if not self._waiting:
            return said
        count = len(self._waiting)  # what comes while we are at it is for the next tick
        waiting = [self._waiting.popleft() for _ in range(count)]
        last_steer = {agent: number for number, (agent, act) in enumerate(waiting) if _is_steer(act)}
        for number, (agent, act) in enumerate(waiting):
            if _is_steer(act) and (last_steer[agent] != number or self._steered.get(agent) == act):
                continue
            word = self._do(agent, act)
            if word is not None:
                said.append(word)
        return said

    def _do(self, agent: int, act: Outer) -> Word | None:
        if isinstance(act, Play):
            self._log.play(agent, act)
            return self._play(agent, act)
        if isinstance(act, Inject):
            self._log.inject(act)
            return self._inject(act)
        if isinstance(act, Note):
            self._log.note(act.text)
            return None
        self._log.control(act.kind, act.speed)
        self.is_over |= act.kind is ControlKind.END
        return None

    def _play(self, agent: int, play: Play) -> Word | None:
        self._steered.pop(agent, None)
        if self._world.play(agent, play):
            return None
        self._perception.play(agent, play)
        if play.kind is PlayKind.STEER:
            self._steered[agent] = play
        if play.kind is PlayKind.LEAD:
            return Word(self._world.tick, agent, VOLUME[play.volume], play.text or FOLLOW_ME, Urge.FOLLOW)
        if play.kind is PlayKind.SAY and play.text:
            return Word(self._world.tick, agent, VOLUME[play.volume], play.text, play.urge)
        return None

    def _inject(self, inject: Inject) -> Word | None:
        if self._world.inject(inject):
            return None
        self._perception.inject(inject)
        if inject.kind is InjectKind.SAY:
            agent = self._world.agent_of(inject.person)
            return Word(self._world.tick, agent, VOLUME[inject.volume], inject.text)
        return None


def _is_steer(act: Outer) -> bool:
    return isinstance(act, Play) and act.kind is PlayKind.STEER
