"""What has passed between bodies and minds, as far as it matters still: what a client hands to the next server.

A server makes a mind from percepts and answers by rules over simulated time (docs/behavior-protocol.md). They are not
repeated here: what is still under way is handed over as it was said, and the next server makes the same of it.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from muster.behavior.v1 import behavior_pb2 as pb


@dataclass(eq=False, slots=True)
class Turn:
    """A percept, and what was answered to it.

    Attributes:
        message: the percept as it went over the wire.
        time_s: when it was noticed, simulated.
        stands: whether the decision has taken effect: no later percept can supersede it then.
        is_spoken: whether the words have been taken in.
    """

    message: bytes
    time_s: float
    decision: pb.Decision | None = None
    words: pb.Words | None = None
    stands: bool = False
    is_spoken: bool = False

    @property
    def words_due_s(self) -> float:
        """The simulated time at which words on the decision count; 0 when none follow."""
        return self.decision.words_due_s if self.decision is not None else 0.0

    def mind(self) -> pb.Mind:
        """Return the mind after the decision, with the words on it where they are there."""
        assert self.decision is not None
        return self.words.mind if self.words is not None and self.words.HasField("mind") else self.decision.mind

    def asked(self) -> pb.Percept:
        """Return the percept."""
        return pb.Percept.FromString(self.message)

    def again(self) -> pb.Percept:
        """Return the percept to be sent once more, with what was answered."""
        percept = self.asked()
        if self.decision is not None:
            percept.answered.decision.CopyFrom(self.decision)
            if self.words is not None:
                percept.answered.words.CopyFrom(self.words)
        return percept


class History:
    """For each agent the turns that matter still, and the mind before the first of them.

    Turns are forgotten, oldest first, once a decision that was made with all that came before has taken effect, with
    its words, and no later turn began without those.
    """

    def __init__(self) -> None:
        self._minds: dict[int, pb.Mind] = {}
        self._turns: defaultdict[int, dict[int, Turn]] = defaultdict(dict)  # by agent and ordinal, oldest first
        self._keeps_all = False

    def ask(self, percept: pb.Percept, message: bytes) -> None:
        """Note a percept that is to be answered, and the message that it is."""
        self._turns[percept.agent][percept.ordinal] = Turn(message, percept.time_s)

    def turn(self, agent: int, ordinal: int) -> Turn | None:
        """Return a turn that matters still."""
        return self._turns[agent].get(ordinal)

    def take_effect(self, decision: pb.Decision) -> None:
        """A decision takes effect."""
        turn = self._turns[decision.agent][decision.ordinal]
        turn.decision, turn.stands = _without_exchanges(decision), True
        self._forget(decision.agent)

    def speak(self, words: pb.Words) -> None:
        """Words are taken in."""
        turn = self.turn(words.agent, words.ordinal)
        if turn is not None:
            turn.words, turn.is_spoken = _without_exchanges(words), True
            self._forget(words.agent)

    def mind_before(self, agent: int, ordinal: int) -> pb.Mind:
        """Return a mind as it was before a turn, for a stand-in; of words, only those on the turn before it count."""
        earlier = [turn for number, turn in self._turns[agent].items() if number < ordinal and turn.stands]
        return earlier[-1].mind() if earlier else self._minds.get(agent) or pb.Mind(agent=agent)

    def minds(self) -> list[pb.Mind]:
        """Return the minds to open a session with, in agent order; nothing is forgotten until its ``rounds``."""
        self._keeps_all = False
        for agent in list(self._turns):
            self._forget(agent)
        self._keeps_all = True
        return [self._minds[agent] for agent in sorted(self._minds)]

    def rounds(self) -> list[list[pb.Percept]]:
        """Return what is to be sent in that session, oldest first, in batches that hold each agent once."""
        self._keeps_all = False
        everybody = [self._turns[agent].values() for agent in sorted(self._turns)]
        return [[turn.again() for turn in turns if turn is not None] for turns in zip_longest(*everybody)]

    def _forget(self, agent: int) -> None:
        """Forget turns that matter no more; the mind after them is where the next one begins."""
        if self._keeps_all:
            return
        turns = list(self._turns[agent].items())
        for count in range(len(turns), 0, -1):
            past, later = [turn for _, turn in turns[:count]], [turn for _, turn in turns[count:]]
            if _is_over(past, later):
                if (mind := past[-1].mind()).agent == agent:  # a decision that says nothing of it changes none
                    self._minds[agent] = mind
                self._turns[agent] = dict(turns[count:])
                return


def _is_over(past: list[Turn], later: list[Turn]) -> bool:
    """Whether all that later turns, and those to come, begin with is the mind after the last of ``past``."""
    last, stood = past[-1], [turn for turn in past if turn.stands]
    if not last.stands or any(turn.words_due_s > 0.0 and not turn.is_spoken for turn in stood):
        return False
    is_in_the_last = all(turn.words_due_s <= last.time_s for turn in stood[:-1])
    return is_in_the_last and all(turn.time_s >= last.words_due_s for turn in later)


_Answer = TypeVar("_Answer", pb.Decision, pb.Words)


def _without_exchanges(message: _Answer) -> _Answer:
    """Return a copy that keeps neither prompts alive nor the messages it came with."""
    copy = type(message)()
    copy.CopyFrom(message)
    copy.ClearField("exchanges")
    return copy
