"""Without being told, minds are played by the model that suits best, and users hear which and why."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from muster.server.auto import choose_backend
from muster.server.engines.installed import Installed, billions, named, suitable
from muster.server.options import BackendOptions
from muster.server.registry import make_backend

NOBODY = "127.0.0.1:9"  # the discard port


@contextmanager
def listing(*names: str) -> Iterator[str]:
    """The address of something that has these models, as an Ollama says it."""
    body = json.dumps({"models": [{"model": name, "details": {"family": "llama"}} for name in names]}).encode()

    class Lists(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body if self.path == "/api/tags" else b'{"models": []}')

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Lists) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_model_that_is_there_plays():
    with listing("nomic-embed-text:latest", "llama3.2:latest") as host:
        backend, why = choose_backend(BackendOptions(host=host))
    assert (backend.about.name, backend.about.model) == ("ollama", "llama3.2:latest")
    assert why.startswith("minds are played by llama3.2:latest (the most suitable of: llama3.2:latest, nomic")


def test_the_model_asked_for_plays():
    with listing("a:latest", "b:latest") as host:
        backend, why = choose_backend(BackendOptions(host=host, model="b"))
    assert (backend.about.model, "b:latest (as asked for)" in why) == ("b:latest", True)


@pytest.mark.parametrize("model, remedy", [("", "ollama pull llama3.2"), ("grand", "ollama pull grand")])
def test_without_such_a_model_minds_are_built_in(model: str, remedy: str):
    with listing("nomic-embed-text:latest") as host:
        backend, why = choose_backend(BackendOptions(host=host, model=model))
    assert backend.about.name == "builtin"
    assert remedy in why
    assert "it has: nomic-embed-text:latest" in why


@pytest.mark.parametrize("host, reason", [(NOBODY, "ollama serve"), ("here:there", "no address")])
def test_without_an_ollama_minds_are_built_in(host: str, reason: str):
    backend, why = choose_backend(BackendOptions(host=host))
    assert backend.about.name == "builtin"
    assert reason in why


def test_auto_is_a_name_like_any_other():
    assert make_backend("auto", BackendOptions(host=NOBODY)).about.name == "builtin"


@pytest.mark.parametrize(
    "better, worse",
    [
        (Installed("small", "llama", 1.0, loaded=True), Installed("fitting", "llama", 4.0)),
        (Installed("large", "llama", 70.0), Installed("fitting", "mllama", 4.0)),
        (Installed("fitting", "llama", 3.2), Installed("large", "llama", 8.0)),
        (Installed("large", "llama", 14.0), Installed("unknown", "llama")),
        (Installed("a", "llama", 4.0), Installed("b", "llama", 4.0)),
    ],
    ids=lambda model: model.name,
)
def test_the_better_of_two_plays(better: Installed, worse: Installed):
    assert suitable([better, worse]) is suitable([worse, better]) is better


def test_what_cannot_chat_or_is_elsewhere_does_not_play():
    assert suitable([Installed("bge", "bert"), Installed("mxbai-embed-large"), Installed("huge:cloud")]) is None


@pytest.mark.parametrize("name", ["tiny", "tiny:latest", "Tiny", "hf.co/who/tiny"])
def test_a_name_without_a_tag_is_the_latest(name: str):
    installed = [Installed("tiny:1b"), Installed("tiny:latest"), Installed("hf.co/who/tiny:latest")]
    assert (named(name, installed) or installed[0]).name.endswith("tiny:latest")


@pytest.mark.parametrize("size, number", [("3.2B", 3.2), ("268.1M", 0.2681), ("", 0.0), ("large", 0.0), ("B", 0.0)])
def test_sizes_are_read(size: str, number: float):
    assert billions(size) == pytest.approx(number)
