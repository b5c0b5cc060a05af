"""What every backend must do: a suite to inherit, with ``backend`` given, and ``lost`` where a model can be lost."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

import pytest

from muster.behavior.v1.vocabulary import Gait, Source
from muster.server.backend import Backend
from muster.server.engine import EngineError
from muster.server.values import Answer, Mind, Query
from server.engines.asking import run
from server.language.querying import OPTIONS, RUTH, interview, query

QUERIES = [
    query(
        mind=Mind(0.1 * place, "", (f"0:0{place} I heard a bell.",)),
        person=replace(RUTH, name=f"Ruth {place}"),
        options=OPTIONS[: 1 + place % len(OPTIONS)],
        agent=place,
        draw_key=2**64 - 1 - place,
    )
    for place in range(9)
]


async def decided(backend: Backend, queries: Sequence[Query]) -> list[Answer]:
    answers = await backend.decide(queries)
    await backend.close()
    return answers


def plain(answer: Answer) -> Answer:
    """Without how long the replies took."""
    replies = [replace(each.reply, latency_us=0) if each.reply else None for each in answer.exchanges]
    exchanges = zip(answer.exchanges, replies, strict=True)
    return replace(answer, exchanges=tuple(replace(each, reply=reply) for each, reply in exchanges))


class BackendConformance(ABC):
    remedy = ""

    @abstractmethod
    def backend(self) -> Backend:
        """A new one that is ready."""

    def lost(self) -> Backend | None:
        """One that cannot be asked."""
        return None

    def test_it_says_what_it_is(self):
        backend = self.backend()
        assert backend.about.name
        assert backend.about.is_language_model == bool(backend.about.model)
        assert backend.slots >= 0

    def test_every_query_is_answered_with_one_of_its_options(self):
        answers = run(decided(self.backend(), QUERIES))
        for each, answer in zip(QUERIES, answers, strict=True):
            assert 0 <= answer.option < len(each.percept.options)
            assert len(answer.probabilities) == len(each.percept.options)
            assert sum(answer.probabilities) == pytest.approx(1.0)
            assert answer.probabilities[answer.option] > 0.0
            assert min(answer.probabilities) >= 0.0

    def test_answers_are_whole(self):
        for answer in run(decided(self.backend(), QUERIES)):
            assert answer.gait is not Gait.UNSPECIFIED
            assert answer.source is not Source.UNSPECIFIED
            assert 0.0 <= answer.mind.arousal <= 1.0
            assert not (answer.words_follow and (answer.utterance or answer.thought))

    def test_neither_order_nor_company_changes_an_answer(self):
        together = run(decided(self.backend(), QUERIES))
        backwards = run(decided(self.backend(), QUERIES[::-1]))[::-1]
        alone = [run(decided(self.backend(), [each]))[0] for each in QUERIES]
        expected = [plain(answer) for answer in together]
        assert [plain(answer) for answer in backwards] == expected
        assert [plain(answer) for answer in alone] == expected

    def test_an_empty_batch_has_no_answers(self):
        assert run(decided(self.backend(), [])) == []

    def test_words_can_be_asked_for_after_any_answer(self):
        async def spoken() -> list[Source]:
            backend = self.backend()
            answers = await backend.decide(QUERIES)
            words = [await backend.speak(each, answer) for each, answer in zip(QUERIES, answers, strict=True)]
            await backend.close()
            return [each.source for each in words]

        assert Source.UNSPECIFIED not in run(spoken())

    def test_an_interviewer_is_answered(self):
        async def asked() -> str:
            backend = self.backend()
            spoken = await backend.ask(interview())
            await backend.close()
            return spoken.text

        assert run(asked())

    def test_batches_that_are_cancelled_leave_their_slots(self):
        async def cancelled() -> int:
            backend = self.backend()
            tasks = [asyncio.create_task(backend.decide([each])) for each in QUERIES * 3]
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return len(await decided(backend, QUERIES))

        assert run(cancelled()) == len(QUERIES)

    def test_one_that_is_ready_passes_its_check(self):
        run(self.backend().check())

    def test_one_that_cannot_be_asked_says_what_mends_it(self):
        backend = self.lost()
        if backend is None:
            pytest.skip("nothing can be lost of this backend")
        with pytest.raises(EngineError, match=self.remedy):
            run(backend.check())

    def test_it_can_be_closed_twice(self):
        async def closed() -> None:
            backend = self.backend()
            await backend.close()
            await backend.close()

        run(closed())
