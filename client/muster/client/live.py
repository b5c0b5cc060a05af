"""A link for runs that the wall clock drives: nobody waits for a mind."""

import threading
from collections.abc import Callable, Sequence

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client import wire
from muster.client.access import OPEN, Access
from muster.client.connecting import FIRST_PAUSE_S, Connector, next_pause
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.errors import LinkLost, MindUnavailable
from muster.client.history import History
from muster.client.ledger import Ledger
from muster.client.standin import StandIn, decided
from muster.client.stream import Stream
from muster.client.terms import Terms
from muster.perception.percept import Percept
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario


class LiveLink:
    """Minds on a behavior server at ``address``; a decision that is not there when it is due comes from ``stand_in``.

    The server itself answers by the deadline, so that happens only while the server cannot be reached. A thread takes
    in what comes, and connects again for as long as the run lasts.
    """

    def __init__(
        self,
        address: str,
        *,
        access: Access = OPEN,
        terms: Terms,
        stand_in: StandIn,
        notice: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._access = access
        self._address, self._terms, self._stand_in, self._notice = address, terms, stand_in, notice
        self._ledger = Ledger()
        self._lock = threading.Lock()  # of the ledger and of what waits to be sent
        self._closing = threading.Event()
        self._reader: threading.Thread | None = None

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
        """Begin the episode and say who answers; raises MindUnavailable. ``past`` goes on from an earlier session."""
        self._cast = cast
        self._connector = Connector(self._address, self._access, scenario, cast, seed, self._terms)
        self._writer = wire.PerceptWriter(cast, scenario.dt)
        self._ledger = Ledger(past)
        self._stream, self._waiting = self._connector.connect(self._ledger.history)
        self._reader = threading.Thread(target=self._read, name="muster-link", daemon=True)
        self._reader.start()
        return wire.read_info(self._stream.about, self._address)

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        """Ask for decisions, each agent at most once a call; return each percept as it goes over the wire."""
        request, messages = self._writer.write(percepts)
        with self._lock:
            for percept, message in zip(request.percepts.percepts, messages, strict=True):
                self._ledger.ask(percept, message)
            self._waiting.add(request.percepts.percepts)
        return messages

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        """Return the decision on a percept that was sent, from a stand-in when it is not there."""
        with self._lock:
            message = self._ledger.decision(agent, ordinal) or self._stand_in_for(agent, ordinal)
        return wire.read_decision(message), message.SerializeToString()

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        """Return what goes with a decision; none when it is not there."""
        with self._lock:
            message = self._ledger.words(agent, ordinal) or self._ledger.silence(agent, ordinal)
        return wire.read_reflection(message), message.SerializeToString()

    def close(self) -> None:
        """End the episode; decisions still under way are dropped. May be called at any time, and twice."""
        if self._reader is None:
            return
        self._closing.set()
        with self._lock:
            self._stream.close()
        self._reader.join()
        self._reader = None

    def _stand_in_for(self, agent: int, ordinal: int) -> pb.Decision:
        return decided(self._stand_in, wire.write_person(self._cast[agent]), (agent, ordinal), self._ledger)

    def _read(self) -> None:
        stream: Stream | None = self._stream
        while stream is not None:
            try:
                response = stream.receive()
            except LinkLost as lost:
                stream = self._connect_again(stream, lost)
                continue
            if response.HasField("notice"):
                self._notice(response.notice.text)
            with self._lock:
                self._ledger.hear(response)
                self._waiting.answered(len(response.decisions.decisions))

    def _connect_again(self, lost_stream: Stream, lost: LinkLost) -> Stream | None:
        """Try until it works; None when the run ends meanwhile."""
        lost_stream.close()
        if self._closing.is_set():
            return None
        self._notice(f"{lost}. Until it is back the built-in mind decides, marked as fallback.")
        pause = FIRST_PAUSE_S
        while not self._closing.wait(pause):
            pause = next_pause(pause)
            with self._lock:
                opening = self._connector.opening(self._ledger.history)
            try:
                stream = self._connector.begin(opening)  # not under the lock: the run goes on meanwhile
            except MindUnavailable:
                continue
            with self._lock:
                self._stream, self._waiting = stream, self._connector.say_again(stream, self._ledger.history)
            self._notice(f"The mind server at {self._address} is back.")
            return stream
        return None
