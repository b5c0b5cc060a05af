"""What was asked is counted, and a run ends when its tokens are used."""

import asyncio

import pytest

from muster.server.engine import BadReply, EngineBusy, Reply, TokensSpent
from muster.server.engines.budget import Budget
from muster.server.engines.counting import Counting, Totals
from muster.server.engines.scripted import Pace, ScriptedEngine
from muster.server.engines.stack import wrapped
from muster.server.options import BackendOptions
from server.engines.asking import letters, run
from server.engines.fakes import FakeOpenAI


def test_requests_tokens_failures_and_time_are_counted():
    async def counted() -> Totals:
        fake = FakeOpenAI((503, b""))
        counting = Counting(fake.engine())
        with pytest.raises(EngineBusy):
            await counting.complete(letters())
        for place in range(2):
            await counting.complete(letters(str(place)))
        return counting.totals

    totals = run(counted())
    assert (totals.requests, totals.replies, dict(totals.failures)) == (3, 2, {"EngineBusy": 1})
    assert (totals.prompt_tokens, totals.cached_tokens, totals.completion_tokens) == (600, 500, 2)
    assert totals.latency_us > 0


def test_a_bad_reply_costs_its_tokens():
    counting = Counting(ScriptedEngine(faults=[BadReply("cut off", Reply("{", completion_tokens=120))]))
    with pytest.raises(BadReply):
        run(counting.complete(letters()))
    assert (counting.totals.tokens, counting.totals.replies) == (120, 0)


def test_what_nobody_waits_for_is_counted_as_cancelled():
    async def cancelled() -> Totals:
        counting = Counting(ScriptedEngine(Pace(latency_s=60.0)))
        task = asyncio.create_task(counting.complete(letters()))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return counting.totals

    assert run(cancelled()).failures == {"cancelled": 1}


def test_the_run_ends_when_its_tokens_are_used():
    async def until_spent() -> int:
        totals = Totals()
        budget = Budget(Counting(FakeOpenAI().engine(), totals), 602, totals)
        for place in range(2):
            await budget.complete(letters(str(place)))
        with pytest.raises(TokensSpent, match="602 tokens are used of the 602 that --max-tokens"):
            await budget.complete(letters())
        return budget.spent

    assert run(until_spent()) == 602


def test_cached_replies_cost_no_tokens_and_are_had_when_none_are_left():
    options = BackendOptions(recorded={letters().key: Reply("A", {"A": -0.1})}, max_tokens=0)
    assert run(wrapped(ScriptedEngine(), options).complete(letters())).text == "A"
    assert options.totals.requests == 0


def test_engines_made_of_the_same_options_share_a_budget():
    async def both() -> None:
        options = BackendOptions(max_tokens=1)
        first, second = (wrapped(ScriptedEngine(), options) for _ in range(2))
        await first.complete(letters())
        with pytest.raises(TokensSpent):
            await second.complete(letters())

    run(both())
