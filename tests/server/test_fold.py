"""What becomes of a mind follows from simulated time: no order or speed of answers changes it."""

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import CueKind, Duty, Source
from muster.server.builtin import BuiltinMind
from muster.server.cast import Cast
from muster.server.fold import MOST_CUES, Life, carry_on, with_words
from muster.server.session import Session
from muster.server.values import Cue, Mind, Words
from muster.server.wire import read_percept
from server.asking import Heard, Key, Talk, converse, resources
from server.scenes import ALARM, ALARMED, SHOT, THREATENED, Scene, adult, alarm, pupil
from server.talking import without_latency
from support.slotted import Slotted, turns

PEOPLE = [adult(), pupil()]
OPENING = pb.Open(people=PEOPLE)
SHOUT = Cue(CueKind.SHOUT, 0.5, "", 0.0, "Ben", Duty.PUPIL, "Run!")


def at(time_s: float, deadline_s: float, cue: pb.Cue = ALARM, agent: int = 0, ordinal: int = 0) -> pb.Percept:
    options = THREATENED if cue is SHOT else ALARMED
    return Scene(options, (cue,), more={"time_s": time_s, "deadline_s": deadline_s}).percept(agent, ordinal)


@dataclass(frozen=True)
class Step:
    """One percept: when it is noticed, how long a decision takes, and what happens over the wall clock, in turns."""

    agent: int
    after_s: float
    reaction_s: float
    cue: pb.Cue
    arrives: int
    thinks: int
    finds_words: int


steps = st.builds(
    Step,
    agent=st.integers(0, 1),
    after_s=st.sampled_from([0.0, 0.25, 0.5, 2.0, 4.0]),
    reaction_s=st.sampled_from([0.25, 0.5, 1.5]),
    cue=st.sampled_from([ALARM, SHOT]),
    arrives=st.integers(0, 6),
    thinks=st.integers(0, 8),
    finds_words=st.integers(0, 12),
)
END = [Step(agent, 60.0, 0.5, ALARM, 0, 0, 0) for agent in range(2)]


def percepts(story: list[Step]) -> list[pb.Percept]:
    now, ordinals, told = 10.0, [0, 0], list[pb.Percept]()
    for step in story:
        now += step.after_s
        told.append(at(now, now + step.reaction_s, step.cue, step.agent, ordinals[step.agent]))
        ordinals[step.agent] += 1
    return told


def standing(told: list[pb.Percept]) -> set[Key]:
    """Those that no later one of the agent supersedes."""
    later = {(each.agent, each.ordinal - 1): each.time_s for each in told}
    return {
        (each.agent, each.ordinal)
        for each in told
        if later.get((each.agent, each.ordinal), float("inf")) > each.deadline_s
    }


async def live(story: list[Step], *, slots: int, is_patient: bool, words: bool) -> Heard:
    """Live through a story; a patient client waits for everything before it goes on."""
    told = percepts(story)
    by_key = {(each.agent, each.ordinal): step for each, step in zip(told, story, strict=True)}
    backend = Slotted(
        slots=slots,
        think=lambda asked: turns(0 if is_patient else by_key[asked].thinks),
        find_words=lambda asked: turns(0 if is_patient else by_key[asked].finds_words),
        words_follow=words,
    )
    async with Talk(resources(backend), OPENING) as talk:
        for percept in told:
            await talk.tell(percept)
            await turns(60 if is_patient else by_key[percept.agent, percept.ordinal].arrives)
    assert backend.most_at_once <= slots and backend.running == 0
    return talk.heard


def decided(heard: Heard, keys: set[Key]) -> dict[Key, bytes]:
    return {key: without_latency(decision) for key, decision in heard.by_key.items() if key in keys}


@settings(max_examples=150)
@given(st.lists(steps, min_size=1, max_size=8), st.integers(1, 3), st.booleans())
def test_no_order_over_the_wall_clock_changes_a_decision_or_a_mind(story: list[Step], slots: int, words: bool):
    story = story + END
    keys = standing(percepts(story))
    patient = asyncio.run(live(story, slots=1, is_patient=True, words=words))
    hurried = asyncio.run(live(story, slots=slots, is_patient=False, words=words))
    assert decided(hurried, keys) == decided(patient, keys)
    assert {each.status for key, each in hurried.by_key.items() if key in keys} == {pb.STATUS_OK}
    said = [{(each.agent, each.ordinal): each for each in one.words} for one in (patient, hurried)]
    assert all(said[0][key] == said[1][key] for key in keys & said[0].keys())


@settings(max_examples=100)
@given(st.lists(steps, min_size=1, max_size=8), st.integers(1, 3))
def test_decisions_come_once_each_and_in_the_order_of_an_agents_percepts(story: list[Step], slots: int):
    told = percepts(story)
    heard = asyncio.run(live(story, slots=slots, is_patient=False, words=True))
    for agent in range(2):
        assert [key for key in heard.order if key[0] == agent] == [
            (each.agent, each.ordinal) for each in told if each.agent == agent
        ]
    promised = {key for key, each in heard.by_key.items() if each.words_due_s}
    assert {(each.agent, each.ordinal) for each in heard.words} == promised
    assert len(heard.words) == len(promised)


@settings(max_examples=60)
@given(st.lists(steps, min_size=1, max_size=8))
def test_whole_batches_fold_as_slots_do(story: list[Step]):
    told = percepts(story + END)
    keys = standing(told)
    slotted = asyncio.run(live(story + END, slots=2, is_patient=False, words=False))

    async def whole() -> dict[Key, pb.Mind]:
        session, backend = Session.of(Cast.from_open(OPENING)), BuiltinMind()
        answers = [await session.answer(pb.PerceptBatch(percepts=[each]), backend) for each in told]
        return {(each.agent, each.ordinal): each.mind for one in answers for each in one.decisions}

    minds = asyncio.run(whole())
    assert {key: slotted.by_key[key].mind for key in keys} == {key: minds[key] for key in keys}


def test_a_decision_stands_after_its_deadline():
    backend = Slotted()
    batches = [[at(10, 11)], [at(11.25, 12, SHOT, ordinal=1)]]
    heard = asyncio.run(converse(backend, OPENING, batches))
    assert [each.status for each in heard.decisions] == [pb.STATUS_OK, pb.STATUS_OK]
    assert list(backend.asked[1].mind.memory) == list(heard.decisions[0].mind.memory) != []


@pytest.mark.parametrize("time_s", [10.5, 11.0])
def test_a_superseded_percept_leaves_its_cues_and_nothing_else(time_s: float):
    backend = Slotted(think=lambda asked: turns(20))
    heard = asyncio.run(converse(backend, OPENING, [[at(10, 11)], [at(time_s, 12, SHOT, ordinal=1)]]))
    assert [each.status for each in heard.decisions] == [pb.STATUS_SUPERSEDED, pb.STATUS_OK]
    last = backend.asked[-1]
    assert last.mind == Mind()
    assert [(cue.kind, cue.age_s) for cue in last.percept.cues] == [
        (CueKind.ALARM, 0.5 + time_s - 10),
        (CueKind.SHOT, 0.5),
    ]


def test_a_superseded_decision_that_has_gone_out_is_dropped_too():
    life = Life(Mind())
    life.perceive(read_percept(at(10, 11)))
    life.decided = Mind(0.9, "afraid", ("I decided to get out.",))
    percept = life.perceive(read_percept(at(10.5, 11, SHOT)))
    assert life.mind == Mind() and len(percept.cues) == 2


def test_cues_of_percepts_superseded_for_ever_do_not_pile_up():
    percept = read_percept(alarm().percept())
    for _ in range(3 * MOST_CUES):
        percept = carry_on(percept.cues, percept.time_s, read_percept(alarm().percept()))
    assert len(percept.cues) == MOST_CUES


@pytest.mark.parametrize(
    ("words", "mind"),
    [
        (Words(Source.MODEL), Mind(0.5, "calm", ("a",))),
        (Words(Source.MODEL, mood="sad"), Mind(0.5, "sad", ("a",))),
        (Words(Source.MODEL, memory="b"), Mind(0.5, "calm", ("a", "b"))),
    ],
)
def test_words_change_what_they_say_and_no_more(words: Words, mind: Mind):
    assert with_words(Mind(0.5, "calm", ("a",)), words) == mind


@pytest.mark.parametrize(("asked_at_s", "counts"), [(12.9, False), (13.0, True)])
def test_words_count_from_when_they_are_due_however_early_they_are_there(asked_at_s: float, counts: bool):
    backend = Slotted(words_follow=True)

    async def talk() -> None:
        async with Talk(resources(backend), OPENING) as talk:
            await talk.tell(at(10, 11))
            await turns(50)
            await talk.tell(at(asked_at_s, 20, ordinal=1))

    asyncio.run(talk())
    assert ("I remember 0:0" in backend.asked[1].mind.memory) == counts


def test_a_decision_waits_for_words_that_are_due_before_it():
    backend = Slotted(words_follow=True, find_words=lambda asked: turns(40))
    asyncio.run(converse(backend, OPENING, [[at(10, 11)], [at(20, 21, ordinal=1)]]))
    assert "I remember 0:0" in backend.asked[1].mind.memory


def test_words_say_when_they_are_due_and_what_the_mind_is_with_them():
    heard = asyncio.run(converse(Slotted(words_follow=True), OPENING, [[at(10, 11)]]))
    (decision,), (words,) = heard.decisions, heard.words
    assert decision.words_due_s == 13.0
    assert (words.utterance, words.thought, words.source) == ("I say 0:0", "I think 0:0", pb.SOURCE_MODEL)
    assert words.mind.mood == "mood 0:0"
    assert list(words.mind.memory) == [*decision.mind.memory, "I remember 0:0"]


def test_a_broken_percept_is_answered_in_its_turn():
    broken = at(10.2, 11, ordinal=1)
    broken.ClearField("options")
    backend = Slotted(think=lambda asked: turns(10))
    heard = asyncio.run(converse(backend, OPENING, [[at(10, 11)], [broken], [at(11.5, 12, ordinal=2)]]))
    assert [each.status for each in heard.decisions] == [pb.STATUS_OK, pb.STATUS_INVALID, pb.STATUS_OK]
