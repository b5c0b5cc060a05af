"""One server for all tests here, with a model that answers letters and one that answers nonsense."""

from collections.abc import Iterator

import pytest

from support.gguf_model import Tiny
from support.ollama_server import MISSING, OllamaServer, find_ollama


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OllamaServer]:
    binary = find_ollama()
    if binary is None:
        pytest.skip(MISSING)
    with OllamaServer(binary, tmp_path_factory.mktemp("ollama")) as server:
        server.give("tiny", Tiny())
        server.give("babble", Tiny(seed=1, letters=0.0))
        yield server


@pytest.fixture
def ollama(serving: OllamaServer) -> OllamaServer:
    """The server, running whatever the test before did to it."""
    if not serving.is_running:
        serving.start()
    return serving
