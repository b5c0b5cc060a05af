"""Going on with a run that was stopped: its recorded decisions are played to the same loop, then minds are asked.

World = f(scenario, seed, inputs), so the loop comes to the very state in which the run was stopped; no state is stored.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from google.protobuf.message import DecodeError

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client import wire
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.history import History
from muster.client.link import MindLink
from muster.perception.percept import Percept
from muster.recording.errors import RecordingDamaged
from muster.recording.reader import Recording
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario

_Message = TypeVar("_Message", pb.Decision, pb.Words)


class ResumingLink:
    """Answers from a recording as far as it goes, then from ``live``.

    Decisions and words that were still to come when the run was stopped are asked for, with the minds as they were.

    Attributes:
        is_live: whether the recorded decisions have ended.
    """

    def __init__(
        self,
        recording: Recording,
        live: MindLink,
        on_live: Callable[[float], None] = lambda time_s: None,
        *,
        until: int | None = None,
    ) -> None:
        """``on_live`` hears the simulated time at which the recorded decisions end, in seconds.

        With ``until``, those that took effect from that tick on are left out, as if they had not been made.
        """
        self._path, self._on_live, self._live = recording.path, on_live, live
        self._meta = recording.meta
        decisions = [row for row in recording.decisions() if until is None or row.tick < until]
        self._decisions = {(row.agent, row.ordinal): row.message for row in decisions}
        words = [row for row in recording.reflections() if until is None or row.tick < until]
        self._words = {(row.agent, row.ordinal): row.message for row in words}
        self._history = History()
        self.is_live = False

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
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
        request, messages = self._writer.write(percepts)
        for percept, message in zip(request.percepts.percepts, messages, strict=True):
            self._history.ask(percept, message)
        return messages

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Return the recorded decision on a percept, or ``live``'s; raises LinkLost."""
        message = self._decisions.get((agent, ordinal))
        if self.is_live or message is None:
            self._go_live(agent, ordinal)
            return self._live.take(agent, ordinal)
        decision = self._read(pb.Decision(), message)
        self._history.take_effect(decision)
        return wire.read_decision(decision), message

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        """Return the recorded words on a decision, or ``live``'s; raises LinkLost."""
        message = self._words.get((agent, ordinal))
        if self.is_live or message is None:
            self._go_live(agent, ordinal)
            return self._live.take_words(agent, ordinal)
        words = self._read(pb.Words(), message)
        self._history.speak(words)
        return wire.read_reflection(words), message

    def close(self) -> None:
        """End the episode. May be called at any time, and twice."""
        self._live.close()

    def _go_live(self, agent: int, ordinal: int) -> None:
        """Open ``live`` with what has passed, at the moment for which the answer to this percept is not recorded."""
        if self.is_live:
            return
        self.is_live = True
        turn = self._history.turn(agent, ordinal)
        assert turn is not None, "only percepts that were sent are taken"
        self._on_live(turn.words_due_s or turn.asked().deadline_s)
        self._live.open(self._scenario, self._cast, self._seed, self._history)

    def _read(self, empty: _Message, message: bytes) -> _Message:
        try:
            empty.ParseFromString(message)
        except DecodeError:
            raise RecordingDamaged(f"{self._path}: a message is damaged, so the run cannot be resumed") from None
        return empty
