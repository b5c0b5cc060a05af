"""Whatever Ollama does, the caller gets a reply or an error that says what it was and what mends it."""

import asyncio
import json
from typing import Any

import httpx
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
from muster.server.engines.ollama import OllamaEngine, ollama_address
from server.engines.asking import LABELS, MODEL, SCHEMA, fields, free, letters, run
from server.engines.fakes import FakeOllama, Told, chatted

GOOD = json.dumps({"utterance": "Out!", "volume": "shout"})


def likely(*tokens: tuple[str, float], chosen: str = "A") -> list[dict[str, Any]]:
    top = [{"token": token, "logprob": logprob} for token, logprob in tokens]
    return [{"token": chosen, "logprob": dict(tokens).get(chosen, -9.0), "top_logprobs": top}]


def sent(request: Any, **more: Any) -> dict[str, Any]:
    fake = FakeOllama()
    run(fake.engine(**more).complete(request))
    return fake.bodies[0]


def test_every_request_keeps_the_model_loaded_as_it_is():
    for request in (letters(), fields(), free()):
        body = sent(request, num_ctx=2048)
        assert body["options"]["num_ctx"] == 2048
        assert body["options"]["num_predict"] == request.max_tokens
        assert body["keep_alive"] == -1
        assert body["think"] is False


def test_a_label_is_asked_for_with_its_rivals():
    body = sent(letters())
    assert (body["logprobs"], body["top_logprobs"], body["options"]["num_predict"]) == (True, 20, 1)
    assert "format" not in body


def test_a_schema_becomes_the_format():
    body = sent(fields())
    assert body["format"] == SCHEMA
    assert "logprobs" not in body


def test_tokens_of_one_label_are_added_up_and_others_left_out():
    top = likely(("A", -1.0), (" A", -2.0), ("B\n", -3.0), ("The", -0.5), ("\u2581C", -4.0))
    reply = run(FakeOllama(chatted("A", logprobs=top)).engine().complete(letters()))
    assert reply.logprobs == pytest.approx({"A": -0.6867383, "B": -3.0, "C": -4.0})


def test_a_label_after_a_blank_token_is_found():
    top = [*likely((" ", -0.1), chosen=" "), *likely(("B", -0.2), ("A", -2.0), chosen="B")]
    reply = run(FakeOllama(chatted(" B", logprobs=top)).engine().complete(letters()))
    assert reply.logprobs == {"A": -2.0, "B": -0.2}


def test_logprobs_that_are_no_numbers_are_left_out():
    body = json.dumps(chatted("A", logprobs=likely(("A", -1.0), ("B", float("nan")), ("C", float("-inf")))))
    assert run(FakeOllama(body.encode()).engine().complete(letters())).logprobs == {"A": -1.0}


def test_a_label_without_logprobs_is_left_to_its_text():
    reply = run(FakeOllama(chatted("B")).engine().complete(letters()))
    assert (reply.text, reply.logprobs) == ("B", None)


BODILESS = {"error": "llama runner process has terminated: signal: killed"}
FAULTS: dict[str, tuple[Told, type[EngineError], str]] = {
    "refused connection": (httpx.ConnectError("refused"), EngineUnreachable, "ollama serve .* OLLAMA_HOST"),
    "no way there": (httpx.ConnectTimeout("slow"), EngineUnreachable, "ollama serve"),
    "hung up": (httpx.RemoteProtocolError("gone"), EngineUnreachable, "hung up"),
    "broken off": (httpx.ReadError("reset"), EngineUnreachable, "hung up"),
    "no connection free": (httpx.PoolTimeout("full"), EngineBusy, "ask for less at once"),
    "bad option": ((400, {"error": "invalid option"}), RequestRefused, "400: invalid option"),
    "no permission": ((401, {"error": "unauthorized"}), EngineFault, "OLLAMA_API_KEY"),
    "runner died": ((500, BODILESS), EngineFault, "signal: killed.*look into its log"),
    "full": ((503, {"error": "server busy"}), EngineBusy, "busy"),
    "gateway": ((502, b"<html>bad</html>"), EngineUnreachable, "gateway"),
    "error in a 200": (BODILESS, EngineFault, "signal: killed"),
    "error that is no object": ((500, b"[1]"), BadReply, "no reply"),
    "no utf-8": (b'{"message": {"content": "\xff\xfe"}}', BadReply, "UTF-8"),
    "no json": (b"<html>hello</html>", BadReply, "is it Ollama"),
    "no object": (b"[1, 2]", BadReply, "is it Ollama"),
    "nested": (b"[" * 100_000, BadReply, "is it Ollama"),
    "empty body": (b"", BadReply, "is it Ollama"),
    "empty reply": (chatted(""), BadReply, "with nothing"),
    "blank reply": (chatted("  \n"), BadReply, "with nothing"),
    "not done": (chatted(GOOD, done=False), BadReply, "cut off after 1 of at most 120 tokens .done False"),
    "cut off": (chatted(GOOD[:9], done_reason="length"), BadReply, "cut off.*'length'"),
    "no reason": (chatted(GOOD, done_reason=None), BadReply, "cut off"),
    "still loading": (chatted("", done_reason="load"), EngineBusy, "loading"),
    "prose": (chatted("I am a language model."), BadReply, "no JSON"),
    "against the schema": (chatted('{"utterance": "Hm"}'), BadReply, "has no volume"),
    "wrong choice": (chatted('{"utterance": "Hm", "volume": "loud"}'), BadReply, "volume is none of"),
    "wrong type": (chatted('{"utterance": 1, "volume": "talk"}'), BadReply, "utterance is no string"),
    "deep": (chatted("[" * 100_000), BadReply, "no JSON"),
    "replaced characters": (chatted('{"utterance": "\ufffd", "volume": "talk"}'), BadReply, "UTF-8"),
    "half a character": (chatted('{"utterance": "\\ud800", "volume": "talk"}'), BadReply, "UTF-8"),
    "half a character outside": (chatted("\ud800"), BadReply, "UTF-8"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_goes_wrong_is_told(name: str):
    told, kind, message = FAULTS[name]
    with pytest.raises(EngineError, match=message) as caught:
        run(FakeOllama(told).engine().complete(fields()))
    assert type(caught.value) is kind
    str(caught.value).encode()


def test_a_bad_reply_that_can_be_read_goes_with_its_error():
    with pytest.raises(BadReply) as caught:
        run(FakeOllama(chatted(GOOD[:20], done_reason="length", eval_count=120)).engine().complete(fields()))
    assert caught.value.reply
    assert (caught.value.reply.text, caught.value.reply.completion_tokens) == (GOOD[:20], 120)


def test_text_that_cannot_be_sent_on_is_made_so():
    reply = run(FakeOllama(chatted("\ud800", logprobs=likely(("A", -1.0)))).engine().complete(letters()))
    assert reply.text == "?"


def test_a_missing_model_is_told_with_those_there_are():
    with pytest.raises(ModelMissing, match=r"ollama pull grand \(it has: other:latest, tiny:latest\)"):
        run(FakeOllama().engine().check("grand"))


def test_an_ollama_without_models_says_so():
    with pytest.raises(ModelMissing, match="it has: none"):
        run(FakeOllama(models=()).engine().check("grand"))


@pytest.mark.parametrize("name", ["tiny", "tiny:latest", "Tiny"])
def test_a_name_is_understood_as_ollama_does(name: str):
    fake = FakeOllama(models=(MODEL, "tiny", "Tiny"))
    run(fake.engine().check(name))


def test_the_check_loads_the_model():
    fake = FakeOllama()
    run(fake.engine().check(MODEL))
    assert [body["messages"] for body in fake.bodies] == [[]]
    assert fake.bodies[0]["options"]["num_ctx"] == sent(letters())["options"]["num_ctx"]


def test_slow_replies_are_given_up():
    async def slow() -> None:
        fake = FakeOllama()
        fake.hold = asyncio.Event()
        engine = fake.engine(timeout_s=0.01)
        with pytest.raises(EngineBusy, match=r"within 0\.01 s"):
            await engine.complete(letters())
        assert fake.working == 0

    run(slow())


def test_cancelling_ends_the_request():
    async def cancelled() -> int:
        fake = FakeOllama()
        fake.hold = asyncio.Event()
        task = asyncio.create_task(fake.engine().complete(letters()))
        while not fake.working:
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return fake.working

    assert run(cancelled()) == 0


def test_slots_are_as_told_else_as_the_environment_says(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OLLAMA_NUM_PARALLEL", "16")
    assert (OllamaEngine(slots=3).slots, OllamaEngine().slots) == (3, 16)
    assert OllamaEngine().knows_slots


@pytest.mark.parametrize("value", ["", "0", "many"])
def test_without_either_slots_are_a_guess(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("OLLAMA_NUM_PARALLEL", value)
    assert not OllamaEngine().knows_slots


def test_a_family_that_is_answered_one_at_a_time_has_one_slot():
    class Vision(FakeOllama):
        async def answer(self, request: httpx.Request) -> httpx.Response:
            answered = await super().answer(request)
            return httpx.Response(answered.status_code, content=answered.content.replace(b"llama", b"mllama"))

    engine = Vision().engine(slots=8)
    run(engine.check(MODEL))
    assert engine.slots == 1


@pytest.mark.parametrize(
    "host, whole",
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("box:1234", "http://box:1234"),
        ("http://box", "http://box:80"),
        ("https://box/ollama/", "https://box:443/ollama"),
        ("[::1]", "http://[::1]:11434"),
    ],
)
def test_the_environment_names_the_host_as_for_ollama_itself(monkeypatch: pytest.MonkeyPatch, host: str, whole: str):
    monkeypatch.setenv("OLLAMA_HOST", host)
    assert ollama_address() == whole


def test_labels_are_those_of_the_request():
    assert set(run(FakeOllama().engine().complete(letters())).logprobs or ()) == set(LABELS)


def test_a_text_that_reached_its_limit_is_a_text():
    assert run(FakeOllama(chatted("Because I", done_reason="length")).engine().complete(free())).text == "Because I"
