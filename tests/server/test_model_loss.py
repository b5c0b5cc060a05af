"""In lockstep nothing falls back unless the client said so: it waits, and says so, or stops."""

import asyncio
from collections.abc import Callable

import pytest

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server.engine import EngineUnreachable, ModelMissing, NotCached, TokensSpent
from muster.server.outage import Patience
from server.asking import Heard, Talk, resources
from server.scenes import adult, alarm
from support.clocks import run
from support.slotted import Slotted

GONE = EngineUnreachable("nobody answers at the model's address; start it")
QUICK = Patience(wait_s=0.2, pauses_s=(0.001,), tell_every_s=0.005)
SHORT = Patience(wait_s=0.02, pauses_s=(0.001, 0.004), tell_every_s=0.005)


def ask(
    backend: Slotted,
    mode: "pb.OnModelLoss.ValueType" = pb.ON_MODEL_LOSS_UNSPECIFIED,
    *,
    patience: Patience = QUICK,
    mend: Callable[[], None] | None = None,
    agents: int = 3,
) -> Heard:
    """One percept of everybody; ``mend`` is called once the client has been told that somebody waits."""
    opening = pb.Open(people=[adult()] * agents, on_model_loss=mode)

    async def talk() -> Heard:
        async with Talk(resources(backend, patience=patience), opening) as talk:
            await talk.tell(*[alarm().percept(agent) for agent in range(agents)])
            while mend and not talk.heard.notices:
                await asyncio.sleep(0.001)
            if mend:
                mend()
        return talk.heard

    return run(talk())


def outcome(heard: Heard) -> set[tuple[int, int]]:
    return {(each.status, each.source) for each in heard.decisions}


@pytest.mark.parametrize("mode", [pb.ON_MODEL_LOSS_UNSPECIFIED, pb.ON_MODEL_LOSS_WAIT])
def test_a_model_that_comes_back_is_waited_for_and_decides(mode: "pb.OnModelLoss.ValueType"):
    backend = Slotted(broken=GONE, not_ready=GONE)

    def mend() -> None:
        backend.broken = backend.not_ready = None

    heard = ask(backend, mode, mend=mend)
    assert outcome(heard) == {(pb.STATUS_OK, pb.SOURCE_MODEL)} and len(heard.decisions) == 3
    assert "waiting for the model" in heard.notices[0] and str(GONE) in heard.notices[0]
    assert "answers again" in heard.notices[-1]


def test_patience_ends_and_says_why():
    heard = ask(Slotted(broken=GONE, not_ready=GONE), patience=SHORT)
    assert outcome(heard) == {(pb.STATUS_UNAVAILABLE, 0)} and len(heard.decisions) == 3
    assert str(GONE) in heard.decisions[0].error and "waited" in heard.decisions[0].error
    assert any("still waiting" in text for text in heard.notices)


def test_a_backend_that_says_ready_and_fails_is_not_asked_for_ever():
    backend = Slotted(broken=GONE)
    heard = ask(backend, patience=SHORT)
    assert outcome(heard) == {(pb.STATUS_UNAVAILABLE, 0)}
    assert 3 < len(backend.asked) < 100


def test_one_looks_after_a_lost_model_for_all():
    backend, looks = Slotted(broken=GONE), 0

    async def check() -> None:
        nonlocal looks
        looks += 1
        raise GONE

    backend.check = check  # type: ignore[method-assign]
    ask(backend, patience=SHORT, agents=50)
    assert looks < 30 and len(backend.asked) == 50


@pytest.mark.parametrize("error", [ModelMissing("no such model"), NotCached("no reply"), TokensSpent("all spent")])
def test_what_waiting_cannot_mend_is_not_waited_for(error: Exception):
    heard = ask(Slotted(broken=error), patience=Patience())
    assert outcome(heard) == {(pb.STATUS_UNAVAILABLE, 0)}
    assert {each.error for each in heard.decisions} == {str(error)} and not heard.notices


def test_a_model_that_is_removed_while_waited_for_ends_the_wait():
    missing = ModelMissing("the engine is back, without the model")
    backend = Slotted(broken=GONE, not_ready=missing)
    assert {each.error for each in ask(backend).decisions} == {str(missing)}


def test_stop_stops_at_once():
    heard = ask(Slotted(broken=GONE), pb.ON_MODEL_LOSS_STOP, patience=Patience())
    assert outcome(heard) == {(pb.STATUS_UNAVAILABLE, 0)} and not heard.notices


@pytest.mark.parametrize("error", [GONE, ModelMissing("no such model"), RuntimeError("a mistake")])
def test_fallback_falls_back_and_says_so(error: Exception):
    heard = ask(Slotted(broken=error), pb.ON_MODEL_LOSS_FALLBACK)
    assert outcome(heard) == {(pb.STATUS_OK, pb.SOURCE_FALLBACK)}


def test_a_mistake_in_a_backend_ends_no_session(caplog: pytest.LogCaptureFixture):
    heard = ask(Slotted(broken=RuntimeError("a mistake")), patience=Patience())
    assert outcome(heard) == {(pb.STATUS_UNAVAILABLE, 0)}
    assert "log of the server" in heard.decisions[0].error and "a mistake" in caplog.text


def test_words_are_waited_for_like_decisions():
    backend = Slotted(words_follow=True)

    async def lose_it(asked: tuple[int, int]) -> None:
        backend.broken = GONE

    def mend() -> None:
        backend.broken = backend.find_words = None  # type: ignore[assignment]
        backend.find_words = kept

    kept, backend.find_words = backend.find_words, lose_it
    heard = ask(backend, mend=mend, agents=1)
    assert [words.utterance for words in heard.words] == ["I say 0:0"]


def test_words_that_are_given_up_are_empty_and_say_why():
    backend = Slotted(words_follow=True)

    async def lose_it(asked: tuple[int, int]) -> None:
        backend.broken = GONE

    backend.find_words = lose_it
    heard = ask(backend, pb.ON_MODEL_LOSS_STOP, agents=1)
    assert [(words.utterance, words.source) for words in heard.words] == [("", pb.SOURCE_FALLBACK)]
    assert heard.words[0].error == str(GONE)


@pytest.mark.parametrize(
    ("loss", "error"), [(pb.ON_MODEL_LOSS_FALLBACK, GONE), (pb.ON_MODEL_LOSS_STOP, RuntimeError("a mistake"))]
)
def test_words_that_something_else_took_the_place_of_have_no_error(loss: "pb.OnModelLoss.ValueType", error: Exception):
    backend = Slotted(words_follow=True)

    async def lose_it(asked: tuple[int, int]) -> None:
        backend.broken = error

    backend.find_words = lose_it
    heard = ask(backend, loss, agents=1)
    assert [(words.utterance, words.source, words.error) for words in heard.words] == [("", pb.SOURCE_FALLBACK, "")]


def test_what_a_percept_noticed_while_nobody_could_be_asked_is_not_lost():
    backend = Slotted(broken=GONE)

    async def talk() -> None:
        opening = pb.Open(people=[adult()], on_model_loss=pb.ON_MODEL_LOSS_STOP)
        async with Talk(resources(backend), opening) as talk:
            await talk.tell(alarm(20).percept())
            await talk.asking.finish()
            backend.broken = None
            await talk.tell(alarm(30, cues=()).percept(ordinal=1))

    run(talk())
    assert len(backend.asked[-1].percept.cues) == 1 and backend.asked[-1].percept.cues[0].age_s == 10.5
