"""Everybody's mind as it is after what has taken effect: what a client hands to the next server."""

from collections.abc import Iterator

from muster.behavior.v1 import behavior_pb2 as pb


class Minds:
    """The latest state of each mind that was heard of.

    Only what has taken effect counts: decisions that were superseded, and words that were still to come, do not.
    """

    def __init__(self) -> None:
        self._latest: dict[int, pb.Mind] = {}
        self._speaking: dict[int, pb.Decision] = {}  # the latest decision, where words on it are still to come

    def __iter__(self) -> Iterator[pb.Mind]:
        """Yield them in agent order."""
        return (self._latest[agent] for agent in sorted(self._latest))

    def of(self, agent: int) -> pb.Mind:
        """Return one mind; an empty one of somebody not heard of."""
        return self._latest.get(agent) or pb.Mind(agent=agent)

    def take_over(self, mind: pb.Mind) -> None:
        """Begin with a mind from an earlier session."""
        self._latest[mind.agent] = mind

    def decide(self, decision: pb.Decision) -> None:
        """A decision takes effect."""
        if decision.HasField("mind"):
            self._latest[decision.agent] = decision.mind
        self._speaking.pop(decision.agent, None)
        if decision.words_due_s > 0:
            self._speaking[decision.agent] = decision

    def speak(self, words: pb.Words) -> None:
        """Words are taken in; after a later decision, what they bring is added to the mind as it is by then."""
        if not words.HasField("mind"):
            return
        decision = self._speaking.pop(words.agent, None)
        if decision is not None and decision.ordinal == words.ordinal:
            self._latest[words.agent] = words.mind
            return
        mind = pb.Mind()
        mind.CopyFrom(self.of(words.agent))
        mind.mood = words.mind.mood or mind.mood
        mind.memory.extend(sentence for sentence in words.mind.memory[-1:] if sentence not in mind.memory)
        self._latest[words.agent] = mind
