"""Going on with a run that was stopped: its recorded decisions are played to the same loop, then minds are asked.

World = f(scenario, seed, inputs), so the loop comes to the very state in which the run was stopped; no state is stored.
"""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TypeVar

from google.protobuf.message import DecodeError

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client import wire
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.keeping import Minds
from muster.client.link import MindLink
from muster.perception.percept import Percept
from muster.recording.errors import RecordingDamaged
from muster.recording.reader import Recording
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario

_Message = TypeVar("_Message", pb.Decision, pb.Words)


class ResumingLink:
    """Answers from a recording as far as it goes, then from ``live``.

    Decisions that were pending when the run was stopped are asked for again, with the minds as they were; words that
    were still to come are not.

    Attributes:
        is_live: whether the recorded decisions have ended.
    """

    def __init__(
        self, recording: Recording, live: MindLink, on_live: Callable[[float], None] = lambda time_s: None
    ) -> None:
        """``on_live`` hears the simulated time at which the recorded decisions end, in seconds."""
        self._path, self._on_live, self._live = recording.path, on_live, live
        self._meta = recording.meta
        self._decisions = {(row.agent, row.ordinal): row.message for row in recording.decisions()}
        self._words = {(row.agent, row.ordinal): row.message for row in recording.reflections()}
        self._minds = Minds()
        self._unanswered: dict[int, list[Percept]] = {}
        self.is_live = False

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, minds: Sequence[pb.Mind] = ()) -> MindInfo:
        """Begin with what is recorded; ``live`` is opened when that ends."""
        self._scenario, self._cast, self._seed = scenario, cast, seed
        self._writer = wire.PerceptWriter(cast, scenario.dt)
        mind = self._meta.mind
        return MindInfo(
            mind.get("backend", ""), mind.get("model", ""), bool(mind.get("model")), self._meta.muster_version, ""
        )

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        """Keep percepts until the recorded decisions end; from then on ask for decisions on them."""
        if self.is_live:
            return self._live.send(percepts)
        for percept in percepts:
            self._unanswered.setdefault(percept.agent, []).append(percept)
        return self._writer.write(percepts)[1]

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Return the recorded decision on a percept, or ``live``'s; raises LinkLost."""
        message = self._decisions.get((agent, ordinal))
        if self.is_live or message is None:
            self._go_live(agent, ordinal)
            return self._live.take(agent, ordinal)
        decision = self._read(pb.Decision(), message)
        self._minds.decide(decision)
        self._unanswered[agent] = [percept for percept in self._unanswered[agent] if percept.ordinal > ordinal]
        return wire.read_decision(decision), message

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        """Return what was recorded with a decision (nothing if it was to come), or ``live``'s; raises LinkLost."""
        message = self._words.get((agent, ordinal))
        if message is None and (agent, ordinal) not in self._decisions:
            return self._live.take_words(agent, ordinal)
        words = pb.Words(agent=agent, ordinal=ordinal)
        if message is not None:
            self._read(words, message)
            self._minds.speak(words)
        return wire.read_reflection(words), words.SerializeToString()

    def close(self) -> None:
        """End the episode. May be called at any time, and twice."""
        self._live.close()

    def _go_live(self, agent: int, ordinal: int) -> None:
        """Open ``live`` with the minds as they are, and ask what is unanswered."""
        if self.is_live:
            return
        self.is_live = True
        now = next(percept for percept in self._unanswered[agent] if percept.ordinal == ordinal)
        self._on_live(now.effect_tick * self._scenario.dt)
        self._live.open(self._scenario, self._cast, self._seed, list(self._minds))
        for batch in zip_longest(*(self._unanswered[one] for one in sorted(self._unanswered))):
            self._live.send([percept for percept in batch if percept is not None])
        self._unanswered.clear()

    def _read(self, empty: _Message, message: bytes) -> _Message:
        try:
            empty.ParseFromString(message)
        except DecodeError:
            raise RecordingDamaged(f"{self._path}: a message is damaged, so the run cannot be resumed") from None
        return empty
