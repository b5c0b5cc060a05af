"""The built-in mind: from queries to answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from muster.behavior.v1.vocabulary import Source
from muster.server.backend import BackendAbout
from muster.server.builtin.arousal import mood, stir
from muster.server.builtin.choice import pick, shares, utilities
from muster.server.builtin.factors import factors
from muster.server.builtin.gait import choose_gait
from muster.server.builtin.interview import reply
from muster.server.builtin.memory import note_act, notice
from muster.server.builtin.recall import Recall, recall
from muster.server.builtin.situation import Situation, assess
from muster.server.builtin.speech import speak
from muster.server.builtin.thoughts import think
from muster.server.builtin.traits import Traits, read_traits
from muster.server.drawing import uniforms
from muster.server.values import Answer, Interview, Mind, Percept, Query, Spoken, Words

_DRAWS = 4  # choice, whether to speak, which words, which thought
_CHUNK = 256  # queries computed together: larger batches gain nothing and fall out of the cache
_LOCKED = -2.5  # logits: a way that was found locked a moment ago
_LOCKED_LASTS_S = 90.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with what the mind made of it."""

    query: Query
    traits: Traits
    memory: tuple[str, ...]
    recalled: Recall
    now: Situation


class BuiltinMind:
    """A stochastic utility model over the options (docs/minds.md); a labelled stand-in, no language model.

    Keeps no state: everything it knows of a person is in the query.
    """

    @property
    def about(self) -> BackendAbout:
        """What answers here."""
        return BackendAbout(name="builtin")

    @property
    def slots(self) -> int:
        """As many as are asked for."""
        return 0

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        """Answer every query."""
        return self.choose(batch)

    async def speak(self, query: Query, answer: Answer) -> Words:
        """Return no more words: they come with the answer."""
        return Words(Source.BUILTIN)

    async def ask(self, interview: Interview) -> Spoken:
        """Answer from what is remembered, in our own phrases."""
        return Spoken(reply(interview), Source.BUILTIN)

    async def check(self) -> None:
        """Always ready."""

    async def close(self) -> None:
        """Nothing to let go of."""

    def choose(self, batch: Sequence[Query]) -> list[Answer]:
        """Answer every query, for callers without an event loop."""
        answers: list[Answer] = []
        for start in range(0, len(batch), _CHUNK):
            judged = [_judge(query) for query in batch[start : start + _CHUNK]]
            rows = [factors(each.query, each.traits, each.now) for each in judged]
            utility = utilities(rows, [each.query.percept for each in judged])
            answers.extend(_answer(each, values) for each, values in zip(judged, utility, strict=True))
        return answers


def utilities_of(query: Query) -> tuple[Judged, list[float]]:
    """Return what a mind makes of one query, and the utility of each option, in logits."""
    judged = _judge(query)
    utility = utilities([factors(query, judged.traits, judged.now)], [query.percept])[0]
    return judged, _without_locked(utility, query.percept, judged.recalled)


def _judge(query: Query) -> Judged:
    traits = read_traits(query.person)
    memory = notice(query.mind.memory, query.percept)
    recalled = recall(memory)
    arousal = stir(query.mind.arousal, query.percept, traits, told_drill=recalled.told_drill)
    return Judged(query, traits, memory, recalled, assess(query.person, query.percept, recalled, arousal, traits))


def _answer(judged: Judged, utility: list[float]) -> Answer:
    percept, person, now = judged.query.percept, judged.query.person, judged.now
    choice, whether, which, thought = uniforms(percept.draw_key, _DRAWS)
    probabilities = shares(
        _without_locked(utility, percept, judged.recalled), [option.act for option in percept.options]
    )
    option = pick(probabilities, choice)
    act = percept.options[option].act
    words = speak(person, percept, now, judged.traits, option, (whether, which))
    return Answer(
        option=option,
        probabilities=tuple(probabilities),
        gait=choose_gait(person, percept, now, option),
        source=Source.BUILTIN,
        mind=Mind(now.arousal, mood(now.arousal, judged.traits), note_act(judged.memory, act, percept.time_s)),
        utterance=words.utterance,
        volume=words.volume,
        thought=think(act, now, thought),
    )


def _without_locked(utility: list[float], percept: Percept, recalled: Recall) -> list[float]:
    """Ways through a place that was found locked lose appeal, and slowly regain it."""
    for place, time_s in recalled.locked:
        loss = _LOCKED * exp(-max(percept.time_s - time_s, 0.0) / _LOCKED_LASTS_S)
        options = zip(utility, percept.options, strict=True)
        utility = [value + loss if place and place in option.text else value for value, option in options]
    return utility
