"""An engine that fails in a row is left alone for a while; time is handed in."""

import asyncio

import pytest

from muster.server.engine import BadReply, EngineBusy, EngineError, EngineFault, EngineUnreachable, Reply
from muster.server.engines.breaking import Breaking
from muster.server.engines.scripted import Fault, Pace, ScriptedEngine
from server.engines.asking import MODEL, letters, run


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Asked:
    """A breaker that opens after three failures, for ten seconds."""

    def __init__(self, *faults: Fault, pace: Pace | None = None) -> None:
        self.clock, self.engine = Clock(), ScriptedEngine(pace, faults=faults)
        self.breaking = Breaking(self.engine, failures=3, cool_down_s=10.0, now=self.clock)

    async def ask(self, times: int = 1) -> list[Reply | EngineError]:
        found: list[Reply | EngineError] = []
        for place in range(times):
            try:
                found.append(await self.breaking.complete(letters(str(place))))
            except EngineError as error:
                found.append(error)
        return found


GONE = EngineUnreachable("gone")


@pytest.mark.parametrize("error", [GONE, EngineBusy("full"), EngineFault("broke")], ids=repr)
def test_after_failures_in_a_row_nothing_is_asked(error: EngineError):
    asked = Asked(*[error] * 9)
    found = run(asked.ask(6))
    assert len(asked.engine.asked) == 3
    assert {type(each) for each in found} == {type(error)}
    assert "failed 3 times in a row and is not asked for another 10 s" in str(found[-1])


def test_failures_that_are_not_in_a_row_do_not_count():
    asked = Asked(GONE, GONE, None, GONE, GONE, None)
    run(asked.ask(6))
    assert len(asked.engine.asked) == 6


def test_nonsense_is_no_failure_of_the_engine():
    asked = Asked(*[BadReply("nonsense")] * 6)
    run(asked.ask(6))
    assert len(asked.engine.asked) == 6


def test_after_the_pause_one_is_let_through_and_the_rest_follow():
    async def recovered() -> tuple[int, bool]:
        asked = Asked(GONE, GONE, GONE)
        await asked.ask(4)
        asked.clock.now_s = 10.0
        found = await asked.ask(3)
        assert all(isinstance(each, Reply) for each in found)
        return len(asked.engine.asked), asked.breaking.is_open

    assert run(recovered()) == (6, False)


def test_another_failure_begins_another_pause():
    async def failed_again() -> int:
        asked = Asked(*[GONE] * 4)
        await asked.ask(3)
        for second in (9.9, 10.0, 19.9):
            asked.clock.now_s = second
            await asked.ask(2)
        return len(asked.engine.asked)

    assert run(failed_again()) == 4


def test_while_one_tries_the_others_fail_at_once():
    async def together() -> list[bool]:
        asked = Asked(GONE, GONE, GONE, pace=Pace(latency_s=0.001))
        await asked.ask(3)
        asked.clock.now_s = 10.0
        tried = await asyncio.gather(asked.ask(), asked.ask(), asked.ask())
        return [isinstance(found[0], Reply) for found in tried]

    assert run(together()) == [True, False, False]


def test_a_try_that_is_cancelled_leaves_the_place_to_another():
    async def cancelled() -> list[Reply | EngineError]:
        asked = Asked(GONE, GONE, GONE, pace=Pace(latency_s=0.001))
        await asked.ask(3)
        asked.clock.now_s = 10.0
        task = asyncio.create_task(asked.ask())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return await asked.ask()

    assert isinstance(run(cancelled())[0], Reply)


def test_a_check_that_succeeds_ends_the_pause():
    async def checked() -> list[Reply | EngineError]:
        asked = Asked(GONE, GONE, GONE)
        await asked.ask(3)
        await asked.breaking.check(MODEL)
        return await asked.ask()

    assert isinstance(run(checked())[0], Reply)
