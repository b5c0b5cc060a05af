"""Every engine, and every wrapper around one, does what an engine must."""

from pathlib import Path

import pytest

from muster.server.engine import Engine
from muster.server.engines.adaptive import Adaptive
from muster.server.engines.breaking import Breaking
from muster.server.engines.budget import Budget
from muster.server.engines.caching import Caching
from muster.server.engines.counting import Counting, Totals
from muster.server.engines.replies import ReplyFile
from muster.server.engines.retrying import Retrying
from muster.server.engines.scripted import ScriptedEngine
from muster.server.engines.stack import wrapped
from muster.server.options import BackendOptions
from server.engines.conformance import EngineConformance
from server.engines.fakes import FakeOllama, FakeOpenAI


class TestScripted(EngineConformance):
    knows_models = False

    def engine(self) -> Engine:
        return ScriptedEngine()


class TestOllama(EngineConformance):
    def engine(self) -> Engine:
        return FakeOllama().engine()


class TestOpenAI(EngineConformance):
    def engine(self) -> Engine:
        return FakeOpenAI().engine()


class TestAdaptive(EngineConformance):
    def engine(self) -> Engine:
        return Adaptive(FakeOllama().engine())


class TestCounting(EngineConformance):
    def engine(self) -> Engine:
        return Counting(FakeOllama().engine())


class TestRetrying(EngineConformance):
    def engine(self) -> Engine:
        return Retrying(FakeOllama().engine())


class TestBreaking(EngineConformance):
    def engine(self) -> Engine:
        return Breaking(FakeOllama().engine())


class TestBudget(EngineConformance):
    def engine(self) -> Engine:
        return Budget(FakeOllama().engine(), 1000, Totals())


class TestCaching(EngineConformance):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "replies.sqlite"

    def engine(self) -> Engine:
        return Caching(FakeOllama().engine(), file=ReplyFile(self.path))


class TestAllTogether(EngineConformance):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "replies.sqlite"

    def engine(self) -> Engine:
        options = BackendOptions(replies=self.path, max_tokens=100_000)
        return wrapped(FakeOpenAI().engine(), options, knows_slots=False)
