"""What of a decision on a model is by rule: arousal, mood until words name it, memory of cues, and pace."""

from dataclasses import dataclass

from muster.behavior.v1.vocabulary import Gait
from muster.server.builtin.arousal import mood as mood_word
from muster.server.builtin.arousal import stir
from muster.server.builtin.gait import choose_gait
from muster.server.builtin.recall import recall
from muster.server.builtin.situation import Situation, assess
from muster.server.builtin.traits import read_traits
from muster.server.language import remembering
from muster.server.values import Mind, Query

_STARTLED = 0.2  # rise of arousal from which a mood of before says nothing any more; ours


@dataclass(frozen=True, slots=True)
class Moment:
    """A query, and what it does to somebody whatever they decide.

    Attributes:
        memory: with the percept's cues.
        mood: what the model last called it; the built-in mind's word before that, and when startled.
    """

    query: Query
    memory: tuple[str, ...]
    mood: str
    now: Situation

    @property
    def news(self) -> frozenset[str]:
        """What was not known before: facts, without what others said."""
        return remembering.facts(self.memory) - remembering.facts(self.query.mind.memory)

    def gait(self, option: int) -> Gait:
        """How the body is to move when it takes an option, as the built-in mind has it."""
        return choose_gait(self.query.person, self.query.percept, self.now, option)

    def mind(self, option: int) -> Mind:
        """The mind once an option is taken."""
        percept = self.query.percept
        memory = remembering.acted(self.memory, percept.options[option].act, percept.time_s)
        return Mind(self.now.arousal, self.mood, memory)


def perceive(query: Query) -> Moment:
    """Return what a query does to somebody."""
    person, mind, percept = query.person, query.mind, query.percept
    traits = read_traits(person)
    memory = remembering.after(mind.memory, percept)
    recalled = recall(memory)
    arousal = stir(mind.arousal, percept, traits, told_drill=recalled.told_drill)
    is_startled = arousal - mind.arousal >= _STARTLED
    mood = mood_word(arousal, traits) if is_startled or not mind.mood else mind.mood
    return Moment(query, memory, mood, assess(person, percept, recalled, arousal, traits))
