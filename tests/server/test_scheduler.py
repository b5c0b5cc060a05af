import asyncio
from collections.abc import Coroutine

import pytest

from muster.server.scheduler import DECISION, WORDS, Lane, Scheduler
from muster.server.tally import Tally
from support.slotted import turns


class Worked:
    """Jobs that note that they began, and wait until they are let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.stopped: list[str] = []
        self._may_end = asyncio.Event()

    def job(self, name: str):
        async def work() -> None:
            self.begun.append(name)
            try:
                await self._may_end.wait()
            except asyncio.CancelledError:
                self.stopped.append(name)
                raise

        return work

    async def let_go(self) -> None:
        self._may_end.set()
        await turns(50)


def in_loop(test: Coroutine[None, None, None]) -> None:
    asyncio.run(test)


def submit(lane: Lane, worked: Worked, jobs: dict[str, tuple[float, ...]]):
    return {name: lane.submit(order, worked.job(name)) for name, order in jobs.items()}


def test_the_lowest_order_goes_first_and_words_last():
    async def test() -> None:
        worked, scheduler = Worked(), Scheduler(lambda: 1)
        orders = {
            "words": (WORDS, 1.0),
            "late": (DECISION, 9.0, 0),
            "idle": (DECISION, 5.0, 3),
            "now": (DECISION, 5.0, 0),
        }
        submit(scheduler.lane(), worked, orders)
        await turns(5)
        await worked.let_go()
        assert worked.begun == ["now", "idle", "late", "words"]

    in_loop(test())


def test_as_many_are_under_way_as_there_are_slots_and_slots_may_change():
    async def test() -> None:
        slots, worked, tally = [2], Worked(), Tally()
        scheduler = Scheduler(lambda: slots[0], tally)
        jobs = submit(scheduler.lane(), worked, {f"{k}": (DECISION, float(k)) for k in range(10)})
        await turns(5)
        assert (len(worked.begun), tally.running, tally.queued) == (2, 2, 8)
        slots[0] = 4
        jobs["0"].cancel()
        await turns(5)
        assert (len(worked.begun), tally.running, tally.queued) == (5, 4, 5)

    in_loop(test())


def test_cancelling_frees_the_queue_and_the_slot():
    async def test() -> None:
        worked, tally = Worked(), Tally()
        scheduler = Scheduler(lambda: 1, tally)
        jobs = submit(scheduler.lane(), worked, {"runs": (0,), "waits": (1,), "next": (2,)})
        await turns(5)
        jobs["waits"].cancel()
        jobs["waits"].cancel()
        jobs["runs"].cancel()
        await turns(5)
        assert (worked.begun, worked.stopped) == (["runs", "next"], ["runs"])
        assert (tally.queued, tally.running) == (0, 1)

    in_loop(test())


def test_a_client_with_a_thousand_percepts_delays_another_by_one_request():
    async def test() -> None:
        worked, scheduler = Worked(), Scheduler(lambda: 1)
        submit(scheduler.lane(), worked, {f"many {k}": (DECISION, 0.0) for k in range(1000)})
        submit(scheduler.lane(), worked, {f"few {k}": (DECISION, 99.0) for k in range(3)})
        await turns(5)
        await worked.let_go()
        assert worked.begun[:7] == ["many 0", "few 0", "many 1", "few 1", "many 2", "few 2", "many 3"]

    in_loop(test())


def test_slots_are_shared_evenly_while_both_want_them():
    async def test() -> None:
        worked, scheduler = Worked(), Scheduler(lambda: 4)
        one, other = scheduler.lane(), scheduler.lane()
        submit(one, worked, {f"one {k}": (DECISION, 0.0) for k in range(9)})
        submit(other, worked, {f"other {k}": (DECISION, 0.0) for k in range(9)})
        await turns(5)
        assert (one.running, other.running) == (2, 2)

    in_loop(test())


def test_closing_a_lane_leaves_the_others_everything():
    async def test() -> None:
        worked, tally = Worked(), Tally()
        scheduler = Scheduler(lambda: 2, tally)
        gone = scheduler.lane()
        submit(gone, worked, {f"gone {k}": (0,) for k in range(50)})
        await turns(5)
        submit(scheduler.lane(), worked, {"a": (0,), "b": (0,)})
        gone.close()
        await turns(5)
        assert worked.begun[2:] == ["a", "b"] and len(worked.stopped) == 2
        assert (tally.queued, tally.running) == (0, 2)

    in_loop(test())


def test_cancelled_jobs_do_not_fill_the_queue():
    async def test() -> None:
        scheduler, worked = Scheduler(lambda: 1), Worked()
        lane = scheduler.lane()
        lane.submit((0,), worked.job("runs"))
        await turns(5)
        for k in range(5000):
            lane.submit((1, k), worked.job("never")).cancel()
        assert lane.waiting == 0 and lane.held < 200

    in_loop(test())


def test_a_job_that_fails_costs_only_itself(caplog: pytest.LogCaptureFixture):
    async def fail() -> None:
        raise RuntimeError("oops")

    async def test() -> None:
        worked, scheduler = Worked(), Scheduler(lambda: 1)
        lane = scheduler.lane()
        lane.submit((0,), fail)
        lane.submit((1,), worked.job("next"))
        await turns(8)
        assert worked.begun == ["next"]

    in_loop(test())
    assert "oops" in caplog.text
