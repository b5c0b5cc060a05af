"""A link to minds on a server that may die: it connects again, hands the minds back and asks anew."""

import time
from collections.abc import Callable, Sequence

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import OnModelLoss
from muster.client import wire
from muster.client.access import OPEN, Access
from muster.client.connecting import FIRST_PAUSE_S, Connector, next_pause
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.errors import LinkLost, MindUnavailable, ModelLost
from muster.client.history import History
from muster.client.ledger import Ledger
from muster.client.standin import StandIn, decided
from muster.client.stream import Stream
from muster.client.terms import LOCKSTEP, Terms
from muster.perception.percept import Percept
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario

IN_VAIN = 4
"""Sessions in a row, each opened after a loss and lost without one answer, after which a run stops; ours. A server that
restarts answers in the first of them; one that fails at what it is asked fails in all, within 2 s by their pauses."""


class PatientLink:
    """Minds on a behavior server at ``address``, in lockstep: whoever takes a decision waits until it is there.

    When the server goes, what happens is what the terms say: wait for it and go on, stop (LinkLost), or let a stand-in
    decide, labelled as such. Nothing is asked twice that was answered, and words that were still to come are asked for.
    A server that is there and fails again and again without answering anything is not waited for: LinkLost.
    """

    def __init__(
        self,
        address: str,
        *,
        access: Access = OPEN,
        terms: Terms = LOCKSTEP,
        stand_in: StandIn | None = None,
        notice: Callable[[str], None] = lambda text: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._address, self._access, self._terms, self._stand_in = address, access, terms, stand_in
        self._notice, self._sleep = notice, sleep
        self._ledger = Ledger()
        self._stream: Stream | None = None
        self._in_vain = 0  # sessions opened since anything was answered

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
        """Begin the episode and say who answers; raises MindUnavailable. ``past`` goes on from an earlier session."""
        self._cast = cast
        self._connector = Connector(self._address, self._access, scenario, cast, seed, self._terms)
        self._writer = wire.PerceptWriter(cast, scenario.dt)
        self._ledger = Ledger(past)
        self._stream, self._waiting = self._connector.connect(self._ledger.history)
        return wire.read_info(self._stream.about, self._address)

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        """Ask for decisions, each agent at most once a call; return each percept as it goes over the wire."""
        request, messages = self._writer.write(percepts)
        for percept, message in zip(request.percepts.percepts, messages, strict=True):
            self._ledger.ask(percept, message)
        self._waiting.add(request.percepts.percepts)
        return messages

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Wait for the decision on a percept that was sent, dropping those before it of that agent; raises LinkLost."""
        while (message := self._ledger.decision(agent, ordinal)) is None:
            if self._stream is None:
                message = self._stand_in_for(agent, ordinal)
                break
            if refusal := self._ledger.refusal(agent, ordinal):
                raise ModelLost(refusal)
            self._hear(self._stream)
        return wire.read_decision(message), message.SerializeToString()

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        """Wait for what goes with a decision whose ``words_due_s`` says that something does; raises LinkLost."""
        while (message := self._ledger.words(agent, ordinal)) is None:
            if self._stream is None:
                message = self._ledger.silence(agent, ordinal)
                break
            if refusal := self._ledger.refusal(agent, ordinal):
                raise ModelLost(refusal)
            self._hear(self._stream)
        return wire.read_reflection(message), message.SerializeToString()

    def close(self) -> None:
        """End the episode; decisions still under way are dropped. May be called at any time, and twice."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _hear(self, stream: Stream) -> None:
        try:
            response = stream.receive()
        except LinkLost as lost:
            self._lose(stream, lost)
            return
        if response.HasField("notice"):
            self._notice(response.notice.text)
        if response.decisions.decisions or response.words.words:
            self._in_vain = 0
        self._ledger.hear(response)
        self._waiting.answered(len(response.decisions.decisions))

    def _lose(self, stream: Stream, lost: LinkLost) -> None:
        """Get a new stream, or none where a stand-in is to decide from now on; raises LinkLost."""
        stream.close()
        self._stream = None
        if self._terms.on_model_loss is OnModelLoss.FALLBACK and self._stand_in is not None:
            self._notice(f"{lost}. From now on the built-in mind decides, marked as fallback.")
            return
        if self._terms.on_model_loss is OnModelLoss.STOP:
            raise lost
        if self._in_vain >= IN_VAIN:
            raise LinkLost(
                f"{lost} (asked again {IN_VAIN} times, it has failed without answering anything; see its log)"
            )
        self._connect_again(lost)

    def _connect_again(self, lost: LinkLost) -> None:
        self._notice(f"Waiting for the mind server at {self._address}, which has gone; Ctrl-C stops.")
        pause, waited = FIRST_PAUSE_S * 2**self._in_vain, 0.0
        while waited < self._terms.patience_s:
            self._sleep(pause)
            waited, pause = waited + pause, next_pause(pause)
            try:
                self._stream, self._waiting = self._connector.connect(self._ledger.history)
            except MindUnavailable:
                continue
            self._in_vain += 1
            self._notice(f"The mind server at {self._address} is back; going on.")
            return
        raise LinkLost(f"{lost} (waited {waited:.0f} s for it to come back)")

    def _stand_in_for(self, agent: int, ordinal: int) -> pb.Decision:
        assert self._stand_in is not None
        return decided(self._stand_in, wire.write_person(self._cast[agent]), (agent, ordinal), self._ledger)
