"""How many requests an engine works on at once is found out from how long replies take."""

import asyncio

import pytest

from muster.server.engine import EngineBusy, Reply, Request
from muster.server.engines.adaptive import Adaptive
from muster.server.engines.scripted import ScriptedEngine
from server.engines.asking import letters, run


class Queueing(ScriptedEngine):
    """Works on so many at once in 10 ms; the others wait in it, as in Ollama. Time is only told, nobody waits."""

    def __init__(self, parallel: int) -> None:
        super().__init__()
        self._parallel, self._inside = parallel, 0

    async def complete(self, request: Request) -> Reply:
        self._inside += 1
        turns = -(-self._inside // self._parallel)
        await asyncio.sleep(0)
        self._inside -= 1
        return Reply("A", {"A": -0.1}, latency_us=10_000 * turns)


async def saturate(adaptive: Adaptive, times: int) -> list[int]:
    """Keep all slots busy for some rounds; the slots there were in each."""
    widths: list[int] = []
    for time in range(times):
        widths.append(adaptive.slots)
        await asyncio.gather(*(adaptive.complete(letters(f"{time} {place}")) for place in range(adaptive.slots)))
    return widths


@pytest.mark.parametrize("parallel", [1, 4, 12])
def test_slots_settle_where_more_would_only_wait(parallel: int):
    widths = run(saturate(Adaptive(Queueing(parallel)), 900))
    settled = sorted(widths[300:])
    assert parallel <= settled[len(settled) // 2] <= 3 * parallel


def test_slots_have_a_limit():
    assert max(run(saturate(Adaptive(Queueing(1000), most=16), 100))) == 16


def test_slots_that_nobody_uses_do_not_grow():
    async def idle() -> int:
        adaptive = Adaptive(Queueing(1000), start=4)
        for place in range(200):
            await adaptive.complete(letters(str(place)))
        return adaptive.slots

    assert run(idle()) <= 4


def test_a_busy_engine_is_asked_for_half_as_much():
    async def refused() -> int:
        adaptive = Adaptive(ScriptedEngine(faults=[EngineBusy("full")]), start=16)
        with pytest.raises(EngineBusy):
            await adaptive.complete(letters())
        return adaptive.slots

    assert run(refused()) == 8


def test_there_is_always_one_slot():
    async def refused() -> int:
        adaptive = Adaptive(ScriptedEngine(faults=[EngineBusy("full")] * 20), start=2)
        for _ in range(20):
            with pytest.raises(EngineBusy):
                await adaptive.complete(letters())
        return adaptive.slots

    assert run(refused()) == 1
