"""What every engine must do, wrapped or not: a suite to inherit, with ``engine`` and ``knows_models`` given."""

import asyncio
import json
from abc import ABC, abstractmethod
from math import exp

import pytest

from muster.server.engine import Engine, ModelMissing
from muster.server.engines.schema import problem
from server.engines.asking import LABELS, MODEL, SCHEMA, fields, free, letters, run


class EngineConformance(ABC):
    knows_models = True

    @abstractmethod
    def engine(self) -> Engine:
        """A new one, that has the model ``MODEL`` and no other of the names used here."""

    def test_it_has_a_name_and_slots(self):
        engine = self.engine()
        assert engine.name
        assert engine.slots >= 1

    def test_labels_come_with_probabilities(self):
        logprobs = run(self.engine().complete(letters())).logprobs
        assert logprobs
        assert set(logprobs) <= set(LABELS)
        assert 0 < sum(exp(value) for value in logprobs.values()) < 1 + 1e-6

    def test_a_schema_is_satisfied(self):
        reply = run(self.engine().complete(fields()))
        assert problem(json.loads(reply.text), SCHEMA) == ""
        assert reply.logprobs is None

    def test_free_text_is_some(self):
        assert run(self.engine().complete(free())).text

    def test_tokens_are_counted(self):
        reply = run(self.engine().complete(letters()))
        assert 0 <= reply.cached_tokens <= reply.prompt_tokens
        assert reply.prompt_tokens > 0
        assert reply.completion_tokens == 1
        assert reply.latency_us >= 0

    def test_neither_order_nor_company_changes_a_reply(self):
        asked = [letters(f"What do you do at {second} s?") for second in range(12)]

        async def said(requests: list, at_once: bool) -> dict[str, object]:
            engine = self.engine()
            calls = [engine.complete(request) for request in requests]
            replies = await asyncio.gather(*calls) if at_once else [await call for call in calls]
            return {request.key: reply.logprobs for request, reply in zip(requests, replies, strict=True)}

        assert run(said(asked, at_once=True)) == run(said(asked[::-1], at_once=False))

    def test_requests_that_are_cancelled_leave_their_slots(self):
        async def cancelled_then_asked() -> str:
            engine = self.engine()
            tasks = [asyncio.create_task(engine.complete(letters(str(place)))) for place in range(2 * engine.slots)]
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return (await engine.complete(free())).text

        assert run(cancelled_then_asked())

    def test_a_model_that_is_there_passes_the_check(self):
        run(self.engine().check(MODEL))

    def test_a_model_that_is_not_there_is_told_with_what_mends_it(self):
        if not self.knows_models:
            pytest.skip("this engine answers for any model")
        for call in (self.engine().check("grand"), self.engine().complete(letters(model="grand"))):
            with pytest.raises(ModelMissing, match=r"'grand'.*(ollama pull grand|--model)"):
                run(call)

    def test_it_can_be_closed_twice(self):
        async def closed() -> None:
            engine = self.engine()
            await engine.complete(letters())
            await engine.close()
            await engine.close()

        run(closed())
