"""What an earlier server made of a percept, handed back by a client whose session is taken over."""

from dataclasses import dataclass
from math import isfinite

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Gait, Source
from muster.server import wire
from muster.server.errors import PerceptError
from muster.server.values import Answer, Percept, Words

_AGAIN = "send it as it was received, or leave `answered` out"


@dataclass(frozen=True, slots=True)
class Handed:
    """An answer of before.

    Attributes:
        reply: the decision as it is given back.
        answer: None when nothing was decided.
        due_s: simulated time at which its words count; 0 when none follow.
        words: None when none follow, or when they have not come.
    """

    reply: pb.Decision
    answer: Answer | None = None
    due_s: float = 0.0
    words: Words | None = None

    @property
    def owes_words(self) -> bool:
        """Whether words were promised that have not come."""
        return self.due_s > 0.0 and self.words is None


def read_handed(message: pb.Percept, percept: Percept) -> Handed | None:
    """Return what was made of a percept, None when it is new; raises PerceptError when that is no answer to it."""
    if not message.HasField("answered"):
        return None
    decision, answered = pb.Decision(), message.answered
    decision.CopyFrom(answered.decision)
    decision.ClearField("exchanges")
    if (decision.agent, decision.ordinal) != (percept.agent, percept.ordinal):
        raise PerceptError(f"answered.decision is on percept {decision.ordinal} of agent {decision.agent}; {_AGAIN}")
    if decision.status != pb.STATUS_OK:
        return Handed(decision)
    answer = _read_answer(decision, percept)
    words = _read_words(answered.words, answer) if answered.HasField("words") and answer.words_follow else None
    return Handed(decision, answer, decision.words_due_s, words)


def _read_answer(message: pb.Decision, percept: Percept) -> Answer:
    if message.option >= len(percept.options):
        raise PerceptError(f"answered.decision.option is {message.option} of {len(percept.options)} options; {_AGAIN}")
    if not (message.HasField("mind") and 0.0 <= message.mind.arousal <= 1.0 and isfinite(message.words_due_s)):
        raise PerceptError(f"answered.decision lacks a mind, or has numbers out of range; {_AGAIN}")
    return Answer(
        option=message.option,
        probabilities=tuple(message.probabilities),
        gait=_GAITS.get(message.gait, Gait.WALK),
        source=_SOURCES.get(message.source, Source.UNSPECIFIED),
        mind=wire.read_mind(message.mind),
        words_follow=message.words_due_s > 0.0,
    )


def _read_words(message: pb.Words, answer: Answer) -> Words:
    """What these words change in a mind; of servers that do not say, it is found in the minds before and after."""
    mood, memory = message.mood, message.memory
    if message.HasField("mind") and not (mood or memory):
        mood = message.mind.mood if message.mind.mood != answer.mind.mood else ""
        memory = message.mind.memory[-1] if len(message.mind.memory) > len(answer.mind.memory) else ""
    return Words(_SOURCES.get(message.source, Source.UNSPECIFIED), mood=mood, memory=memory)


_GAITS: dict[int, Gait] = {int(gait): gait for gait in Gait if gait}
_SOURCES: dict[int, Source] = {int(source): source for source in Source}
