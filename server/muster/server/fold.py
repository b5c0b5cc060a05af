"""How a mind follows from its percepts over simulated time (docs/adr/0004-minds-on-a-model.md).

What a percept is answered from depends on times written in messages, never on what came first over the wall clock.
"""

from dataclasses import dataclass, field, replace

from muster.server.values import Cue, Mind, Percept, Words

WORDS_AFTER_S = 2.0  # simulated seconds from when a decision takes effect to when its words are taken in
MOST_CUES = 32  # kept from superseded percepts: a client that never lets a decision stand must not fill our memory


def stands(deadline_s: float, percept: Percept) -> bool:
    """Whether a decision that takes effect at ``deadline_s`` had done so when ``percept`` was noticed.

    At that very moment it had not: what is noticed then still comes before it.
    """
    return percept.time_s > deadline_s


def carry_on(cues: tuple[Cue, ...], time_s: float, percept: Percept) -> Percept:
    """Return ``percept`` with cues noticed at ``time_s``, which nobody decided on, before its own."""
    if not cues:
        return percept
    older = max(percept.time_s - time_s, 0.0)
    carried = tuple([cue._replace(age_s=cue.age_s + older) for cue in cues])
    return replace(percept, cues=(carried + percept.cues)[-MOST_CUES:])


def with_words(mind: Mind, words: Words) -> Mind:
    """Return a mind in which these words count."""
    if not (words.mood or words.memory):
        return mind
    memory = (*mind.memory, words.memory) if words.memory else mind.memory
    return replace(mind, mood=words.mood or mind.mood, memory=memory)


@dataclass(slots=True)
class Life:
    """One agent's mind, where answers come at once and bring their words with them.

    Attributes:
        mind: the one to decide the latest percept with.
        decided: the one after it; None when nothing was decided.
        time_s, deadline_s, cues: of the latest percept.
        promised: words on the latest decision, and when they count; only where another server made it.
        owed: such words on decisions that stand.
    """

    mind: Mind
    decided: Mind | None = None
    time_s: float = 0.0
    deadline_s: float = 0.0
    cues: tuple[Cue, ...] = ()
    promised: tuple[float, Words] | None = None
    owed: list[tuple[float, Words]] = field(default_factory=list[tuple[float, Words]])

    def perceive(self, percept: Percept) -> Percept:
        """Take the next percept in; return it with what was noticed but not decided on. ``mind`` is then as of now."""
        if self.decided is not None and stands(self.deadline_s, percept):
            self.mind = self.decided
            if self.promised is not None:
                self.owed.append(self.promised)
        else:
            percept = carry_on(self.cues, self.time_s, percept)
        self.decided, self.promised, self.cues = None, None, percept.cues
        self.time_s, self.deadline_s = percept.time_s, percept.deadline_s
        if self.owed:
            self._take_in_words()
        return percept

    def _take_in_words(self) -> None:
        for due in sorted([owed for owed in self.owed if owed[0] <= self.time_s], key=lambda owed: owed[0]):
            self.mind = with_words(self.mind, due[1])
            self.owed.remove(due)
