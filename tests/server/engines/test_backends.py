"""Every backend does what a backend must, whichever way a model decides."""

from muster.server.backend import Backend
from muster.server.engines.stack import wrapped
from muster.server.language import LanguageMind
from muster.server.mixing import Mixing, Part
from muster.server.options import BackendOptions
from muster.server.registry import make_backend
from server.engines.asking import MODEL
from server.engines.backend_conformance import BackendConformance
from server.engines.fakes import FakeOllama, FakeOpenAI


class TestBuiltin(BackendConformance):
    def backend(self) -> Backend:
        return make_backend("builtin", BackendOptions())


class TestScripted(BackendConformance):
    def backend(self) -> Backend:
        return make_backend("scripted", BackendOptions(model=MODEL))


class TestScriptedInJson(BackendConformance):
    def backend(self) -> Backend:
        return make_backend("scripted", BackendOptions(model=MODEL, decide="json"))


class TestOllama(BackendConformance):
    remedy = "ollama pull grand"

    def backend(self) -> Backend:
        engine = wrapped(FakeOllama().engine(), BackendOptions(max_tokens=10**9), knows_slots=False)
        return LanguageMind(engine, MODEL)

    def lost(self) -> Backend:
        return LanguageMind(FakeOllama().engine(), "grand")


class TestOpenAI(BackendConformance):
    remedy = "name one of them with --model"

    def backend(self) -> Backend:
        return LanguageMind(wrapped(FakeOpenAI().engine(), BackendOptions()), MODEL)

    def lost(self) -> Backend:
        return LanguageMind(FakeOpenAI().engine(), "grand")


class TestNobodyThere(TestOllama):
    remedy = "ollama serve"

    def lost(self) -> Backend:
        return make_backend("ollama", BackendOptions(model=MODEL, host="127.0.0.1:9"))


class TestMixed(BackendConformance):
    remedy = "ollama serve"

    def backend(self) -> Backend:
        one, other = (make_backend(name, BackendOptions(model=MODEL)) for name in ("scripted", "builtin"))
        return Mixing([Part(one, name="Ruth 1"), Part(one, name="Ruth 4"), Part(other)])

    def lost(self) -> Backend:
        gone = make_backend("ollama", BackendOptions(model=MODEL, host="127.0.0.1:9"))
        return Mixing([Part(gone, name="Ruth 1"), Part(make_backend("builtin", BackendOptions()))])
