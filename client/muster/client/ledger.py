"""What a client keeps so that nothing is lost with a server: unanswered percepts, answers to come, latest minds."""

from collections import defaultdict
from collections.abc import Iterator

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client.keeping import Minds


class Ledger:
    """Percepts and their answers, by agent and ordinal. Not locked: whoever shares it between threads locks it.

    Attributes:
        minds: as they are after what was taken from here.
    """

    def __init__(self) -> None:
        self._unanswered: defaultdict[int, dict[int, pb.Percept]] = defaultdict(dict)  # by agent and ordinal
        self._decisions: defaultdict[int, dict[int, pb.Decision]] = defaultdict(dict)
        self._refused: dict[tuple[int, int], str] = {}
        self._words: dict[tuple[int, int], pb.Words] = {}
        self._silent: dict[tuple[int, int], pb.Decision] = {}  # those whose words have not come yet
        self.minds = Minds()

    def ask(self, percept: pb.Percept) -> None:
        """Note a percept that is to be answered."""
        self._unanswered[percept.agent][percept.ordinal] = percept

    def asked(self, agent: int, ordinal: int) -> pb.Percept | None:
        """Return a percept that has not been answered."""
        return self._unanswered[agent].get(ordinal)

    def unanswered(self) -> Iterator[list[pb.Percept]]:
        """Yield what is to be asked again, oldest first, in batches that hold each agent once."""
        waiting = [list(percepts.values()) for percepts in self._unanswered.values() if percepts]
        while waiting:
            yield [percepts[0] for percepts in waiting]
            waiting = [percepts[1:] for percepts in waiting if len(percepts) > 1]

    def hear(self, response: pb.SessionResponse) -> None:
        """Take in what the server says."""
        for decision in response.decisions.decisions:
            key = decision.agent, decision.ordinal
            if decision.status == pb.STATUS_UNAVAILABLE:
                self._refused[key] = decision.error  # of no matter unless somebody comes for it
                continue
            if self._unanswered[decision.agent].pop(decision.ordinal, None) is None:
                continue  # asked twice around a reconnect: the first answer stands
            if decision.status == pb.STATUS_SUPERSEDED:
                continue
            self._decisions[decision.agent][decision.ordinal] = decision
            if decision.words_due_s > 0:
                self._silent[key] = decision
        for words in response.words.words:
            key = words.agent, words.ordinal
            if self._silent.pop(key, None) is not None:
                self._words[key] = words

    def refusal(self, agent: int, ordinal: int) -> str | None:
        """Return why a percept will not be decided: the model behind the server cannot be asked. None if it may be."""
        return self._refused.get((agent, ordinal))

    def decision(self, agent: int, ordinal: int) -> pb.Decision | None:
        """Return the decision on a percept if it is there, and forget it and those before it of that agent."""
        answers = self._decisions[agent]
        if ordinal not in answers:
            return None
        found = answers[ordinal]
        for earlier in [number for number in answers if number <= ordinal]:
            del answers[earlier]
        self.minds.decide(found)
        return found

    def words(self, agent: int, ordinal: int) -> pb.Words | None:
        """Return the words that go with a decision if they are there, and forget them."""
        words = self._words.pop((agent, ordinal), None)
        if words is not None:
            self.minds.speak(words)
        return words

    def give_up(self, agent: int, ordinal: int) -> None:
        """Wait no longer for an answer on this percept, nor for those before it, nor for its words."""
        percepts = self._unanswered[agent]
        for earlier in [number for number in percepts if number <= ordinal]:
            del percepts[earlier]
        self._silent.pop((agent, ordinal), None)
        self._refused.pop((agent, ordinal), None)

    def lose_words(self) -> None:
        """Take words that are still to come for none: the server that was thinking of them has died."""
        for agent, ordinal in self._silent:
            self._words[agent, ordinal] = pb.Words(agent=agent, ordinal=ordinal)
        self._silent.clear()
