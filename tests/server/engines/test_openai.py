"""Whatever an OpenAI-compatible server knows, does or leaves out, the caller gets a reply or an error that helps."""

import asyncio
import json
from typing import Any

import httpx2
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
from muster.server.engines.openai import OpenAIEngine
from server.engines.asking import MODEL, SCHEMA, fields, free, letters, run
from server.engines.fakes import FakeOpenAI, Told, completed

GOOD = json.dumps({"utterance": "Out!", "volume": "shout"})
REFUSED: Told = (400, {"error": {"message": "Unsupported parameter"}})


def test_a_label_is_asked_for_with_its_rivals():
    fake = FakeOpenAI()
    run(fake.engine().complete(letters()))
    body = fake.bodies[0]
    assert (body["logprobs"], body["top_logprobs"], body["max_tokens"], body["temperature"]) == (True, 20, 1, 0.0)
    assert "response_format" not in body


def test_a_schema_is_asked_for_as_such():
    fake = FakeOpenAI()
    run(fake.engine().complete(fields()))
    assert fake.bodies[0]["response_format"]["json_schema"]["schema"] == SCHEMA
    assert "logprobs" not in fake.bodies[0]


def test_what_the_server_remembered_of_the_prompt_is_counted():
    assert run(FakeOpenAI().engine().complete(letters())).cached_tokens == 250


class Choosy(FakeOpenAI):
    """Refuses whatever has one of some words in it."""

    def __init__(self, *refused: str, says: str = GOOD) -> None:
        super().__init__()
        self._refused, self._text = refused, says

    def reply(self, body: dict[str, Any]) -> Any:
        return completed(self._text)

    async def chat(self, body: dict[str, Any], answer: Any) -> tuple[int, bytes]:
        status, content = await super().chat(body, answer)
        is_refused = any(word in json.dumps(body) for word in self._refused)
        return (422, b'{"error": "what is that?"}') if is_refused else (status, content)


@pytest.mark.parametrize(
    "refused, attempts",
    [((), 1), (("enable_thinking",), 2), (("json_schema",), 3), (("json_schema", "json_object", "kwargs"), 6)],
)
def test_what_a_server_understands_is_found_out_once(refused: tuple[str, ...], attempts: int):
    async def twice() -> int:
        fake = Choosy(*refused)
        engine = fake.engine()
        assert (await engine.complete(fields())).text == GOOD
        tried = len(fake.bodies)
        await engine.complete(fields("And now?"))
        assert len(fake.bodies) == tried + 1
        return tried

    assert run(twice()) == attempts


def test_a_server_without_schemas_is_told_the_schema_in_words():
    fake = Choosy("json_schema")
    run(fake.engine().complete(fields()))
    assert json.dumps(SCHEMA) in fake.bodies[-1]["messages"][-1]["content"]


def test_json_in_a_fence_is_taken_out():
    assert run(Choosy("response_format", says=f"```json\n{GOOD}\n```").engine().complete(fields())).text == GOOD


def test_a_server_without_schemas_is_held_to_them_all_the_same():
    with pytest.raises(BadReply, match="no JSON"):
        run(Choosy("response_format", says="Let me see.").engine().complete(fields()))


def test_what_every_manner_is_refused_for_is_told_as_it_came_first():
    with pytest.raises(RequestRefused, match="what is that"):
        run(Choosy("messages").engine().complete(fields()))


def test_a_request_refused_later_is_not_put_in_other_manners():
    async def refused() -> int:
        fake = FakeOpenAI()
        engine = fake.engine()
        await engine.complete(letters())
        fake.says.append(REFUSED)
        with pytest.raises(RequestRefused):
            await engine.complete(letters("too long"))
        return len(fake.bodies)

    assert run(refused()) == 2


def with_choice(**changes: Any) -> Told:
    body = completed(GOOD)
    body["choices"][0].update(changes)
    return body


BODY: dict[str, Any] = {"error": {"message": "out of memory", "type": "server_error"}}
FAULTS: dict[str, tuple[Told, type[EngineError], str]] = {
    "refused connection": (httpx2.ConnectError("refused"), EngineUnreachable, "does not answer.*--host"),
    "no way there": (httpx2.ConnectTimeout("slow"), EngineUnreachable, "start the server"),
    "slow": (httpx2.ReadTimeout("slow"), EngineBusy, "did not answer within"),
    "hung up": (httpx2.RemoteProtocolError("gone"), EngineUnreachable, "RemoteProtocolError"),
    "no permission": ((401, BODY), EngineFault, "OPENAI_API_KEY"),
    "too many": ((429, BODY), EngineBusy, "busy"),
    "starting": ((503, {"error": {"message": "Loading model"}}), EngineBusy, "Loading model"),
    "broke": ((500, BODY), EngineFault, "out of memory.*look into its log"),
    "gateway": ((502, b"bad"), EngineUnreachable, "gateway"),
    "error in a 200": (BODY, EngineFault, "out of memory"),
    "no utf-8": (b'{"choices": [{"message": {"content": "\xff"}}]}', BadReply, "UTF-8"),
    "no json": (b"<html>hello</html>", BadReply, "/v1"),
    "no object": (b"[1]", BadReply, "without any choices"),
    "nested": (b"[" * 100_000, BadReply, "no JSON"),
    "no choices": ({"choices": []}, BadReply, "without any choices"),
    "odd choices": ({"choices": {"0": 1}}, BadReply, "without any choices"),
    "no message": (with_choice(message=None), BadReply, "with nothing"),
    "no content": (with_choice(message={"content": None, "reasoning_content": "Hm."}), BadReply, "think aloud"),
    "cut off": (with_choice(finish_reason="length"), BadReply, "cut off"),
    "filtered": (with_choice(finish_reason="content_filter"), BadReply, "content_filter"),
    "prose": (completed("As a language model I cannot."), BadReply, "no JSON"),
    "against the schema": (completed("{}"), BadReply, "no utterance"),
    "half a character": (completed('{"utterance": "\\ud800", "volume": "talk"}'), BadReply, "UTF-8"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_goes_wrong_is_told(name: str):
    told, kind, message = FAULTS[name]
    with pytest.raises(EngineError, match=message) as caught:
        run(FakeOpenAI(*[told] * 6).engine().complete(fields()))
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    "content",
    [None, {}, [], [None], [{"token": 1, "logprob": -1.0}], [{"token": "A", "logprob": 10**400}], [{"token": "A"}]],
)
def test_logprobs_that_make_no_sense_are_left_out(content: Any):
    body = completed("A", logprobs={"content": content}, finish_reason="length")
    assert not run(FakeOpenAI(body).engine().complete(letters())).logprobs


@pytest.mark.parametrize("usage", [None, [], {"prompt_tokens": -1}, {"prompt_tokens": 2**70}, {"prompt_tokens": "9"}])
def test_a_usage_that_makes_no_sense_costs_nothing(usage: Any):
    reply = run(FakeOpenAI({**completed("Hello."), "usage": usage}).engine().complete(free()))
    assert 0 <= reply.prompt_tokens < 2**31


def test_a_missing_model_is_told_with_those_there_are():
    with pytest.raises(ModelMissing, match="'grand', but: other:latest, tiny:latest; name one of them with --model"):
        run(FakeOpenAI().engine().check("grand"))


def test_a_server_that_lists_no_models_is_believed():
    run(FakeOpenAI(models=()).engine().check(MODEL))


def test_a_wrong_path_is_told():
    engine = OpenAIEngine("http://127.0.0.1:8000/api", transport=httpx2.MockTransport(FakeOpenAI().answer))
    with pytest.raises(ModelMissing, match="does the address end in /v1"):
        run(engine.complete(free()))


def test_without_an_address_nobody_is_asked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(EngineUnreachable, match="--host, such as"):
        OpenAIEngine()


def test_the_key_is_sent_and_never_told(monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers["authorization"])
        return httpx2.Response(401, json={"error": "no"})

    for key in (None, "sesame"):
        monkeypatch.setenv("OPENAI_API_KEY", "from the environment")
        engine = OpenAIEngine("http://127.0.0.1/v1", api_key=key, transport=httpx2.MockTransport(answer))
        with pytest.raises(EngineFault) as caught:
            run(engine.check(MODEL))
        assert "sesame" not in str(caught.value)
    assert seen == ["Bearer from the environment", "Bearer sesame"]


def test_cancelling_ends_the_request():
    async def cancelled() -> int:
        fake = FakeOpenAI()
        fake.hold = asyncio.Event()
        task = asyncio.create_task(fake.engine().complete(letters()))
        while not fake.working:
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return fake.working

    assert run(cancelled()) == 0


def test_slow_replies_are_given_up():
    async def slow() -> None:
        fake = FakeOpenAI()
        fake.hold = asyncio.Event()
        with pytest.raises(EngineBusy, match=r"within 0\.01 s"):
            await fake.engine(timeout_s=0.01).complete(letters())

    run(slow())


def test_a_text_that_reached_its_limit_is_a_text():
    assert run(FakeOpenAI(completed("Because I", finish_reason="length")).engine().complete(free())).text == "Because I"
