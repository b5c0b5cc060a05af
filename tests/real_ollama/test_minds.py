"""Minds on a real Ollama: people from a drill decide, whatever the model says and whatever befalls its server."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from muster.behavior.v1.vocabulary import Source
from muster.commands.rehearsal import rehearse
from muster.server.backend import Backend
from muster.server.engine import EngineError, ModelMissing
from muster.server.options import BackendOptions
from muster.server.registry import make_backend
from muster.server.values import Answer, Query
from support.ollama_server import SLOTS, OllamaServer

pytestmark = pytest.mark.ollama

AGENTS = 80
T = TypeVar("T")


@pytest.fixture(scope="session")
def queries() -> list[Query]:
    """What each of 80 people last asks in the 20 seconds around a first shot."""
    asked = rehearse("school-intruder", agents=AGENTS, duration_s=20.0)
    return list({query.percept.agent: query for query in asked}.values())


def through(server: OllamaServer, use: Callable[[Backend], Awaitable[T]], **options: object) -> T:
    """What comes of using a backend as `muster run` makes it, with the server's slots known."""

    async def used() -> T:
        given = {"model": "tiny", "host": server.address, "slots": SLOTS, **options}
        backend = make_backend("ollama", BackendOptions(**given))  # pyright: ignore
        try:
            return await use(backend)
        finally:
            await backend.close()

    return asyncio.run(used())


def sources(answers: list[Answer]) -> Counter[Source]:
    return Counter(answer.source for answer in answers)


def test_everybody_decides_by_letter(ollama: OllamaServer, queries: list[Query]):
    answers = through(ollama, lambda minds: minds.decide(queries))
    assert sources(answers) == {Source.MODEL: len(queries)}
    for query, answer in zip(queries, answers, strict=True):
        assert len(answer.probabilities) == len(query.percept.options)
        assert sum(answer.probabilities) == pytest.approx(1.0)
    assert len({answer.option for answer in answers}) > 1


def test_everybody_decides_by_json(ollama: OllamaServer, queries: list[Query]):
    answers = through(ollama, lambda minds: minds.decide(queries), decide="json")
    assert set(sources(answers)) <= {Source.MODEL, Source.FALLBACK}  # some replies may be cut off
    assert sources(answers)[Source.MODEL] > 0.8 * len(queries)


def test_words_follow_and_are_of_the_schema(ollama: OllamaServer, queries: list[Query]):
    async def spoken(minds: Backend) -> list[str]:
        answers = await minds.decide(queries)
        pairs = [pair for pair in zip(queries, answers, strict=True) if pair[1].words_follow][:SLOTS]
        words = await asyncio.gather(*(minds.speak(query, answer) for query, answer in pairs))
        return [each.thought + each.memory + each.utterance for each in words if each.source is Source.MODEL]

    assert any(through(ollama, spoken))


def test_a_model_that_learnt_nothing_leaves_the_decision_to_the_built_in_mind(
    ollama: OllamaServer, queries: list[Query]
):
    answers = through(ollama, lambda minds: minds.decide(queries), model="babble")
    assert set(sources(answers)) <= {Source.MODEL, Source.FALLBACK}
    assert sources(answers)[Source.FALLBACK] > len(queries) / 2


def test_a_missing_model_is_one_error_with_the_command_that_mends_it(ollama: OllamaServer):
    with pytest.raises(ModelMissing, match="ollama pull nobody"):
        through(ollama, lambda minds: minds.check(), model="nobody")


def test_an_unloaded_model_decides_after_a_moment(ollama: OllamaServer, queries: list[Query]):
    async def unloaded_amid(minds: Backend) -> list[Answer]:
        first = await minds.decide(queries[:SLOTS])
        await asyncio.to_thread(ollama.unload, "tiny")
        return first + await minds.decide(queries[SLOTS:])

    assert sources(through(ollama, unloaded_amid)) == {Source.MODEL: len(queries)}


def test_a_server_killed_amid_decisions_is_told_and_when_it_is_back_they_are_made(
    ollama: OllamaServer, queries: list[Query]
):
    async def killed_amid(minds: Backend) -> list[Answer]:
        deciding = asyncio.create_task(minds.decide(queries))
        await asyncio.sleep(0.05)
        await asyncio.to_thread(ollama.kill)
        with pytest.raises(EngineError):
            await deciding
        await asyncio.to_thread(ollama.start)
        await minds.check()
        return await minds.decide(queries)

    assert sources(through(ollama, killed_amid)) == {Source.MODEL: len(queries)}


def test_a_server_back_within_moments_costs_nobody_a_decision(ollama: OllamaServer, queries: list[Query]):
    """Retrying is enough: each request waits a little and is sent again."""

    async def restarted_amid(minds: Backend) -> list[Answer]:
        await minds.check()
        ollama.restart()
        return await minds.decide(queries)

    assert sources(through(ollama, restarted_amid)) == {Source.MODEL: len(queries)}


def test_who_stops_waiting_frees_the_slots(ollama: OllamaServer, queries: list[Query]):
    async def given_up(minds: Backend) -> list[Answer]:
        deciding = asyncio.create_task(minds.decide(queries))
        await asyncio.sleep(0.05)
        deciding.cancel()
        async with asyncio.timeout(5.0):  # all of them by JSON would take several times as long
            return await minds.decide(queries[:1])

    assert sources(through(ollama, given_up, decide="json")) == {Source.MODEL: 1}
