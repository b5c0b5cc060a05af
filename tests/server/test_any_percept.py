"""Whatever a client sends, each percept gets a decision or a reason, and the session lives on."""

import contextlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server import BuiltinMind, EmbeddedServer
from muster.server.values import Mind, Person, Query
from muster.server.wire import read_percept
from server.scenes import COLUMNS, adult, alarm, pupil
from server.talking import Conversation, conversation

floats = st.floats(width=32)
texts = st.text(max_size=30)
terms = st.integers(0, 40)
cues = st.builds(
    pb.Cue, kind=terms, age_s=floats, place=texts, distance_m=floats, speaker=texts, speaker_duty=terms, text=texts
)
nearby = st.builds(
    pb.PersonNearby, agent=st.integers(0, 9), name=texts, distance_m=floats, tie=terms, duty=terms, health=terms
)
beliefs = st.builds(
    pb.ThreatBelief, knowing=terms, age_s=floats, distance_m=floats, place=texts, in_sight=st.booleans()
)
options = st.builds(pb.Option, id=texts, act=terms, text=texts)


@st.composite
def percepts(draw: st.DrawFn) -> pb.Percept:
    offered = draw(st.lists(options, max_size=22))
    rows = len(offered) * COLUMNS
    size = draw(st.sampled_from([rows, rows, rows, rows + 1]))
    values = draw(st.lists(floats, min_size=1, max_size=7))
    return pb.Percept(
        agent=draw(st.integers(0, 2)),
        ordinal=draw(st.integers(0, 2**32 - 1)),
        draw_key=draw(st.integers(0, 2**64 - 1)),
        time_s=draw(floats),
        health=draw(terms),  # type: ignore[arg-type]
        trigger=draw(terms),  # type: ignore[arg-type]
        hidden=draw(st.booleans()),
        outside=draw(st.booleans()),
        threat=draw(st.none() | beliefs),
        cues=draw(st.lists(cues, max_size=4)),
        people=draw(st.lists(nearby, max_size=4)),
        options=offered,
        features=(values * rows)[:size] if rows else values,
        noise_db=draw(st.just(50.0) | floats),
    )


@pytest.fixture(scope="module")
def talk() -> Iterator[Conversation]:
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(EmbeddedServer())
        yield stack.enter_context(conversation(server.address, [adult(), pupil()]))


@settings(max_examples=300)
@given(st.lists(percepts(), min_size=1, max_size=3))
def test_arbitrary_percepts_never_break_the_session(talk: Conversation, batch: list[pb.Percept]):
    decisions = talk.ask(*batch)
    assert sorted(each.ordinal for each in decisions) == sorted(each.ordinal for each in batch)
    for each in decisions:
        assert each.status == (pb.STATUS_INVALID if each.error else pb.STATUS_OK)
    assert talk.ask(alarm().percept(0))[0].status == pb.STATUS_OK


@settings(max_examples=100)
@given(texts, st.lists(texts | st.from_regex(r"\d{1,9}:[0-5]\d (I heard a shot|The alarm|I was)", fullmatch=True)))
def test_arbitrary_memories_are_survived(mood: str, memory: list[str]):
    mind = Mind(0.5, mood, tuple(memory))
    (answer,) = BuiltinMind().choose([Query(Person(), mind, read_percept(alarm().percept()))])
    assert len(answer.mind.memory) <= 12
