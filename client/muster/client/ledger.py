"""What a client keeps so that nothing is lost with a server: percepts, and what was answered until it is taken."""

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client.history import History


class Ledger:
    """Percepts and their answers, by agent and ordinal. Not locked: whoever shares it between threads locks it.

    Attributes:
        history: what is handed to the next server.
    """

    def __init__(self, history: History | None = None) -> None:
        self.history = history or History()
        self._refused: dict[tuple[int, int], str] = {}

    def ask(self, percept: pb.Percept, message: bytes) -> None:
        """Note a percept that is to be answered, and the message that it is."""
        self.history.ask(percept, message)

    def hear(self, response: pb.SessionResponse) -> None:
        """Take in what the server says."""
        for decision in response.decisions.decisions:
            turn = self.history.turn(decision.agent, decision.ordinal)
            if turn is None or turn.decision is not None:
                continue  # given up, or asked twice around a reconnect: the first answer stands
            if decision.status == pb.STATUS_UNAVAILABLE:
                self._refused[decision.agent, decision.ordinal] = decision.error  # of no matter unless it is taken
            else:
                turn.decision = decision
        for words in response.words.words:
            turn = self.history.turn(words.agent, words.ordinal)
            if turn is None or turn.words is not None or turn.words_due_s <= 0:
                continue
            if words.error:
                self._refused[words.agent, words.ordinal] = words.error
            else:
                turn.words = words

    def refusal(self, agent: int, ordinal: int) -> str | None:
        """Return why there will be no decision, or no words on one: the model can't be asked. None if there may be."""
        return self._refused.get((agent, ordinal))

    def decision(self, agent: int, ordinal: int) -> pb.Decision | None:
        """Take the decision on a percept if it is there."""
        turn = self.history.turn(agent, ordinal)
        if turn is None or turn.decision is None or turn.decision.status == pb.STATUS_SUPERSEDED:
            return None
        decision = turn.decision
        self.history.take_effect(decision)
        return decision

    def decide(self, decision: pb.Decision) -> None:
        """Take a decision that somebody else has made, in the place of a server that is not there."""
        self._refused.pop((decision.agent, decision.ordinal), None)
        self.history.take_effect(decision)

    def words(self, agent: int, ordinal: int) -> pb.Words | None:
        """Take the words that go with a decision if they are there."""
        turn = self.history.turn(agent, ordinal)
        if turn is None or turn.words is None:
            return None
        words = turn.words
        self.history.speak(words)
        return words

    def silence(self, agent: int, ordinal: int) -> pb.Words:
        """Take no words that go with a decision: they are not there, and nobody waits for them."""
        words = pb.Words(agent=agent, ordinal=ordinal)
        self.history.speak(words)
        return words
