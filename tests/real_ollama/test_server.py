"""What we lean on in Ollama itself, asked with nothing of ours in between."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from ollama import AsyncClient, ChatResponse, Client, ResponseError

from support.ollama_server import SLOTS, OllamaServer

pytestmark = pytest.mark.ollama

AGENTS = 80
NUM_CTX = 4096
LABELS = "ABCDEF"
RULES = "You are one person in a building. Answer as that very person would. " * 8
OPTIONS = "\n".join(f"{label}) Go to room {label}" for label in LABELS)
TEXT = {"type": "string", "pattern": "^[a-zA-Z0-9 ,.'!?-]{0,40}$"}
SCHEMA = {
    "type": "object",
    "properties": {"option": {"type": "string", "enum": list(LABELS)}, "utterance": TEXT},
    "required": ["option", "utterance"],
}


def question(agent: int, model: str = "tiny", **more: object) -> dict[str, object]:
    user = f"You are person {agent}. You hear the alarm.\n{OPTIONS}\nAnswer with one letter."
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": user}]
    options = {"num_ctx": NUM_CTX, "num_predict": 1, "temperature": 0.0, "seed": agent}
    label = {"logprobs": True, "top_logprobs": 20, "options": options}
    return {"model": model, "messages": messages, "think": False, "keep_alive": -1, **label, **more}


def in_json(agent: int) -> dict[str, object]:
    options = {"num_ctx": NUM_CTX, "num_predict": 200, "temperature": 0.7, "seed": agent}
    return question(agent, logprobs=None, top_logprobs=None, format=SCHEMA, options=options)


async def ask_all(address: str, questions: list[dict[str, object]]) -> list[ChatResponse | BaseException]:
    client = AsyncClient(address, timeout=60.0, trust_env=False)
    try:
        asked = (client.chat(**each) for each in questions)  # pyright: ignore
        return await asyncio.gather(*asked, return_exceptions=True)
    finally:
        await client.close()


def replies(address: str, questions: list[dict[str, object]]) -> list[ChatResponse]:
    """All replies; the first error is raised."""
    found: list[ChatResponse] = []
    for reply in asyncio.run(ask_all(address, questions)):
        if isinstance(reply, BaseException):
            raise reply
        found.append(reply)
    return found


@pytest.fixture
def client(ollama: OllamaServer) -> Iterator[Client]:
    with closing(ollama.client()) as client:
        yield client


def test_an_imported_model_is_listed(client: Client):
    assert {"tiny:latest", "babble:latest"} <= {model.model for model in client.list().models}


def test_a_letter_comes_with_the_logprobs_of_twenty_tokens(ollama: OllamaServer):
    for reply in replies(ollama.address, [question(agent) for agent in range(AGENTS)]):
        assert (reply.done, reply.done_reason, reply.eval_count) == (True, "length", 1)
        assert reply.logprobs and len(reply.logprobs[0].top_logprobs or ()) == 20


def test_the_same_question_gets_nearly_the_same_logprobs(ollama: OllamaServer):
    """Not quite: they depend on what is in the cache. Only recorded replies repeat a run."""
    first, second = (replies(ollama.address, [question(7)])[0].logprobs for _ in range(2))
    assert first and second
    assert first[0].logprob == pytest.approx(second[0].logprob, abs=0.05)


def test_every_json_reply_satisfies_the_schema(ollama: OllamaServer):
    for reply in replies(ollama.address, [in_json(agent) for agent in range(AGENTS // 4)]):
        assert reply.done_reason == "stop"
        fields = json.loads(reply.message.content or "")
        assert set(fields) == {"option", "utterance"}
        assert fields["option"] in LABELS


def test_nonsense_comes_without_logprobs_or_with_those_of_other_tokens(ollama: OllamaServer):
    """A model that has learnt nothing hardly ever puts a letter of ours among its likeliest tokens."""
    for reply in replies(ollama.address, [question(agent, "babble") for agent in range(SLOTS)]):
        top = [each.token.strip() for each in (reply.logprobs[0].top_logprobs or ())] if reply.logprobs else []
        assert len({*top} & {*LABELS}) < len(LABELS)


def test_who_was_asking_when_it_died_gets_an_error_and_then_an_answer_again(ollama: OllamaServer):
    questions = [in_json(agent) for agent in range(AGENTS // 4)]

    async def killed_in_the_middle() -> list[ChatResponse | BaseException]:
        asking = asyncio.create_task(ask_all(ollama.address, questions))
        await asyncio.sleep(0.1)
        await asyncio.to_thread(ollama.kill)
        return await asking

    broken = asyncio.run(killed_in_the_middle())
    assert any(isinstance(each, ConnectionError | httpx.TransportError) for each in broken)
    ollama.start()
    assert len(replies(ollama.address, questions)) == len(questions)


def test_an_unloaded_model_is_loaded_again_when_asked(ollama: OllamaServer, client: Client):
    ollama.unload("tiny")
    assert replies(ollama.address, [question(0)])[0].done
    assert "tiny:latest" in [model.model for model in client.ps().models]


def test_ps_tells_context_and_where_the_model_lies(ollama: OllamaServer, client: Client):
    assert replies(ollama.address, [question(0)])[0].done
    found = next(model for model in client.ps().models if model.model == "tiny:latest")
    assert found.context_length == NUM_CTX
    assert found.size and found.size_vram == 0


def test_a_missing_model_is_404(client: Client):
    with pytest.raises(ResponseError) as told:
        client.chat("nobody", [{"role": "user", "content": "Hello"}])
    assert told.value.status_code == 404
