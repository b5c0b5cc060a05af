"""Opening sessions for one episode, the first and those after a loss."""

from collections.abc import Sequence

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client import wire
from muster.client.access import Access
from muster.client.history import History
from muster.client.stream import Stream
from muster.client.terms import Terms
from muster.client.waiting import Waiting
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 5.0
"""Wall seconds before the first try to connect again, and at most between two; each pause doubles the last."""


class Connector:
    """Opens sessions of one episode with the server at ``address``."""

    def __init__(
        self, address: str, access: Access, scenario: Scenario, cast: Sequence[Persona], seed: int, terms: Terms
    ) -> None:
        self._address, self._access, self._terms = address, access, terms
        self._scenario, self._cast, self._seed = scenario, cast, seed

    def connect(self, history: History) -> tuple[Stream, Waiting]:
        """Open a session with the minds as they were, and say again what matters still; raises MindUnavailable."""
        stream = self.begin(self.opening(history))
        return stream, self.say_again(stream, history)

    def opening(self, history: History) -> pb.SessionRequest:
        """Return the message that opens a session with the minds as they were."""
        return wire.write_open(self._scenario, self._cast, self._seed, self._terms, history.minds())

    def begin(self, opening: pb.SessionRequest) -> Stream:
        """Open a session; raises MindUnavailable."""
        return Stream(self._address, opening, self._access)

    def say_again(self, stream: Stream, history: History) -> Waiting:
        """Ask what was not answered, and say what was."""
        most = stream.about.max_batch or wire.MOST_PERCEPTS
        waiting = Waiting(stream.send, min(wire.MOST_PERCEPTS, most), stream.opened.credits)
        for percepts in history.rounds():
            waiting.add(percepts)
        return waiting


def next_pause(pause: float) -> float:
    """Return how long to wait before the try after next, in wall seconds."""
    return min(2 * pause, LONGEST_PAUSE_S)
