"""The scripted engine says the same to the same, in the time and with the faults that a test asks for."""

import asyncio

import pytest

from muster.server.engine import EngineBusy, Request
from muster.server.engines.scripted import Pace, ScriptedEngine
from server.engines.asking import fields, free, letters, run


@pytest.mark.parametrize("request_", [letters(), fields(), free()], ids=["letters", "fields", "free"])
def test_two_engines_say_the_same(request_: Request):
    assert run(ScriptedEngine().complete(request_)) == run(ScriptedEngine().complete(request_))


def test_other_words_have_other_probabilities():
    first, second = (run(ScriptedEngine().complete(letters(words))).logprobs for words in ("Now?", "And now?"))
    assert first != second


def test_faults_come_in_turn_and_then_no_more():
    async def three() -> list[str]:
        engine = ScriptedEngine(faults=[EngineBusy("full"), "B"])
        with pytest.raises(EngineBusy, match="full"):
            await engine.complete(letters())
        said = [await engine.complete(letters()) for _ in range(2)]
        assert said[0].logprobs is None
        assert said[1].logprobs
        return [reply.text for reply in said]

    assert run(three())[0] == "B"


def test_faults_may_depend_on_the_request():
    def only_words(request: Request) -> str | None:
        return "no JSON" if request.schema else None

    engine = ScriptedEngine(faults=only_words)
    assert run(engine.complete(fields())).text == "no JSON"
    assert run(engine.complete(letters())).logprobs


def test_no_more_work_at_once_than_there_are_slots():
    async def most() -> int:
        engine = ScriptedEngine(Pace(latency_s=0.005, slots=3))
        tasks = [asyncio.create_task(engine.complete(letters(str(place)))) for place in range(7)]
        seen = 0
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0)
            seen = max(seen, engine.working)
        return seen

    assert run(most()) == 3


def test_replies_come_at_the_rate_asked_for():
    async def took() -> float:
        loop = asyncio.get_running_loop()
        engine = ScriptedEngine(Pace(slots=4, rate=1000.0))
        began = loop.time()
        await asyncio.gather(*(engine.complete(letters(str(place))) for place in range(20)))
        return loop.time() - began

    assert run(took()) >= 0.019


def test_it_remembers_what_it_was_asked():
    async def asked() -> list[Request]:
        engine = ScriptedEngine(keep=2)
        for place in range(3):
            await engine.complete(letters(str(place)))
        return list(engine.asked)

    assert run(asked()) == [letters("1"), letters("2")]
