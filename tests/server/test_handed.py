"""A session that another server has begun goes on as there: from minds, percepts, and what was answered to them."""

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Source
from muster.server.builtin import BuiltinMind
from muster.server.cast import Cast
from muster.server.session import Session
from server.asking import Heard, Talk, converse, resources
from server.test_fold import END, OPENING, Step, at, decided, live, percepts, standing, steps
from support.slotted import Slotted, key, turns


class Gone(Exception):
    pass


def answered(percept: pb.Percept, heard: Heard) -> pb.Percept:
    """The percept as it is sent to the next server."""
    again = pb.Percept()
    again.CopyFrom(percept)
    if (percept.agent, percept.ordinal) in heard.by_key:
        again.answered.decision.CopyFrom(heard.by_key[percept.agent, percept.ordinal])
    for words in heard.words:
        if again.HasField("answered") and (words.agent, words.ordinal) == (percept.agent, percept.ordinal):
            again.answered.words.CopyFrom(words)
    return again


async def handed_over(story: list[Step], after: int) -> tuple[Heard, Slotted, Heard]:
    """What a server said until it died after so many percepts; the minds of the next one, and what that said."""
    told = percepts(story)
    by_key = {(each.agent, each.ordinal): step for each, step in zip(told, story, strict=True)}
    first = Slotted(
        slots=2,
        think=lambda asked: turns(by_key[asked].thinks),
        find_words=lambda asked: turns(by_key[asked].finds_words),
        words_follow=True,
    )
    talk = Talk(resources(first), OPENING)
    with suppress(Gone):
        async with talk:
            for percept in told[:after]:
                await talk.tell(percept)
                await turns(by_key[percept.agent, percept.ordinal].arrives)
            raise Gone
    second = Slotted(slots=2, words_follow=True)
    batches = [[answered(each, talk.heard)] for each in told[:after]] + [[each] for each in told[after:]]
    return talk.heard, second, await converse(second, OPENING, batches)


@settings(max_examples=150)
@given(st.lists(steps, min_size=1, max_size=8), st.integers(1, 8))
def test_whenever_a_server_dies_the_next_decides_and_says_what_it_would_have(story: list[Step], after: int):
    story = story + END
    keys = standing(percepts(story))
    whole = asyncio.run(live(story, slots=1, is_patient=True, words=True))
    before, minds, later = asyncio.run(handed_over(story, after))
    assert decided(later, keys) == decided(whole, keys)
    known = {(each.agent, each.ordinal) for each in before.words}
    assert known.isdisjoint(minds.said) and set(before.by_key).isdisjoint(map(key, minds.asked))
    said = {(each.agent, each.ordinal): each for each in (*later.words, *before.words)}
    expected = {(each.agent, each.ordinal): each for each in whole.words}
    assert all(said[each] == expected[each] for each in keys & expected.keys())


def decision(**more: object) -> pb.Decision:
    """One on the percept of ``at(10, 11)``, whose words are still to come."""
    fields: dict[str, object] = {
        "status": pb.STATUS_OK,
        "option": 1,
        "mind": pb.Mind(mood="tense", memory=["0:10 The alarm rang."]),
        "words_due_s": 13.0,
    }
    return pb.Decision(**(fields | more))  # pyright: ignore[reportArgumentType]


def again(made: pb.Decision, words: pb.Words | None = None) -> pb.Percept:
    percept = at(10, 11)
    percept.answered.CopyFrom(pb.Answered(decision=made, words=words))
    return percept


def test_minds_that_answer_at_once_take_over_from_a_model():
    async def talk() -> tuple[list[pb.Decision], list[pb.Words]]:
        session, backend = Session.of(Cast.from_open(OPENING)), BuiltinMind()
        replies = await session.answer(pb.PerceptBatch(percepts=[again(decision())]), backend)
        words = await session.speak(backend)
        assert words is not None and await session.speak(backend) is None
        later = await session.answer(pb.PerceptBatch(percepts=[at(20, 21, ordinal=1)]), backend)
        return [*replies.decisions, *later.decisions], list(words.words)

    (given_back, later), (words,) = asyncio.run(talk())
    assert given_back == decision()
    assert (words.ordinal, words.utterance, words.source) == (0, "", pb.SOURCE_BUILTIN)
    assert "0:10 The alarm rang." in later.mind.memory


@pytest.mark.parametrize(("time_s", "counts"), [(12.5, False), (13.0, True)])
def test_words_of_a_model_count_when_they_are_due_for_minds_that_answer_at_once(time_s: float, counts: bool):
    said = pb.Words(mood="sad", memory="I told Ben.", source=Source.MODEL)  # pyright: ignore[reportArgumentType]

    async def talk() -> pb.Mind:
        session, backend = Session.of(Cast.from_open(OPENING)), BuiltinMind()
        for percept in (again(decision(), said), at(time_s, 21, ordinal=1)):
            await session.answer(pb.PerceptBatch(percepts=[percept]), backend)
        assert await session.speak(backend) is None
        return pb.Mind(memory=session.lives[0].mind.memory)

    assert ("I told Ben." in asyncio.run(talk()).memory) == counts


def test_words_of_a_server_that_does_not_say_what_they_change_are_compared_with_the_mind_before():
    said = pb.Words(mind=pb.Mind(mood="sad", memory=["0:10 The alarm rang.", "I told Ben."]))
    minds = Slotted()
    asyncio.run(converse(minds, OPENING, [[again(decision(), said)], [at(20, 21, ordinal=1)]]))
    (query,) = minds.asked
    assert (query.mind.mood, query.mind.memory) == ("sad", ("0:10 The alarm rang.", "I told Ben."))


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (decision(ordinal=7), "on percept 7 of agent 0"),
        (decision(option=19), "option is 19"),
        (decision(mind=None), "lacks a mind"),
        (decision(mind=pb.Mind(arousal=2.0)), "out of range"),
        (decision(words_due_s=float("nan")), "out of range"),
    ],
)
def test_an_answer_that_cannot_be_one_is_told(made: pb.Decision, problem: str):
    heard = asyncio.run(converse(Slotted(), OPENING, [[again(made)]]))
    assert heard.decisions[0].status == pb.STATUS_INVALID
    assert problem in heard.decisions[0].error
