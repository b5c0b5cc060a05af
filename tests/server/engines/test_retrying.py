"""What may pass is asked again, with growing pauses; what may not is told at once."""

import pytest

from muster.server.engine import (
    BadReply,
    EngineBusy,
    EngineError,
    EngineFault,
    EngineUnreachable,
    ModelMissing,
    RequestRefused,
)
from muster.server.engines.retrying import Patience, Retrying
from muster.server.engines.scripted import ScriptedEngine
from server.engines.asking import letters, run


class Slept(list[float]):
    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


PASSING = [EngineUnreachable("gone"), EngineBusy("full"), EngineFault("broke"), BadReply("nonsense")]


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_what_may_pass_is_asked_again(error: EngineError):
    engine = ScriptedEngine(faults=[error])
    assert run(Retrying(engine, sleep=Slept()).complete(letters())).logprobs
    assert len(engine.asked) == 2


def test_a_model_that_answers_nonsense_twice_is_believed():
    engine = ScriptedEngine(faults=[BadReply("nonsense")] * 9)
    with pytest.raises(BadReply, match="nonsense"):
        run(Retrying(engine, sleep=Slept()).complete(letters()))
    assert len(engine.asked) == 2


@pytest.mark.parametrize("error", PASSING[:2], ids=lambda error: type(error).__name__)
def test_what_does_not_pass_is_told(error: EngineError):
    engine = ScriptedEngine(faults=[error] * 9)
    with pytest.raises(type(error), match=str(error)):
        run(Retrying(engine, sleep=Slept()).complete(letters()))
    assert len(engine.asked) == 3


@pytest.mark.parametrize("error", [ModelMissing("no such"), RequestRefused("too long")])
def test_what_cannot_pass_is_asked_once(error: EngineError):
    engine = ScriptedEngine(faults=[error])
    with pytest.raises(type(error)):
        run(Retrying(engine, sleep=Slept()).complete(letters()))
    assert len(engine.asked) == 1


def test_only_an_engine_at_fault_is_asked_with_another_seed():
    engine = ScriptedEngine(faults=[EngineBusy("full"), EngineFault("broke"), BadReply("nonsense")])
    run(Retrying(engine, Patience(attempts=4), sleep=Slept()).complete(letters()))
    assert [request.seed for request in engine.asked] == [0, 0, 2, 3]


def test_pauses_grow_up_to_a_limit_and_differ_by_request():
    patience = Patience(attempts=6, pause_s=1.0, longest_s=4.0)
    for attempt, most in enumerate([1.0, 2.0, 4.0, 4.0, 4.0], start=1):
        assert most / 2 <= patience.before(attempt, letters().key) <= most
    assert patience.before(1, letters("a").key) != patience.before(1, letters("b").key)
    assert patience.before(1, letters("a").key) == patience.before(1, letters("a").key)


def test_pauses_come_before_attempts_and_not_after_nonsense():
    slept = Slept()
    faults = [BadReply("nonsense"), EngineBusy("full"), EngineBusy("full")]
    run(Retrying(ScriptedEngine(faults=faults), Patience(attempts=4), sleep=slept).complete(letters()))
    assert slept == [Patience().before(attempt, letters().key) for attempt in (2, 3)]


def test_a_request_that_an_engine_in_health_fails_on_is_a_bad_reply():
    """Waiting for the engine would otherwise never end."""
    engine = ScriptedEngine(faults=[EngineFault("broke")] * 3)
    with pytest.raises(BadReply, match=r"broke .it is well, but failed 3 times on request"):
        run(Retrying(engine, sleep=Slept()).complete(letters()))


def test_an_engine_that_fails_on_everything_is_not_in_health():
    async def kinds() -> list[type[EngineError]]:
        retrying = Retrying(ScriptedEngine(faults=lambda request: EngineFault("broke")), sleep=Slept())
        caught: list[type[EngineError]] = []
        for place in range(5):
            with pytest.raises(EngineError) as told:
                await retrying.complete(letters(str(place)))
            caught.append(told.type)
        return caught

    assert run(kinds()) == [BadReply] * 3 + [EngineFault] * 2


def test_an_engine_that_fails_its_check_is_not_in_health():
    class Ill(ScriptedEngine):
        async def check(self, model: str) -> None:
            raise EngineUnreachable("gone")

    with pytest.raises(EngineUnreachable, match="gone"):
        run(Retrying(Ill(faults=[EngineFault("broke")] * 3), sleep=Slept()).complete(letters()))
