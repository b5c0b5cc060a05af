"""Words of a model come seconds after its decisions; whatever ends in between, a run says what it would have said."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import OnModelLoss
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.episode import Episode
from muster.client.errors import ModelLost
from muster.client.history import History
from muster.client.link import MindLink
from muster.client.patient import PatientLink
from muster.client.resuming import ResumingLink
from muster.client.terms import Terms
from muster.perception.percept import Percept
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.persona import Persona
from muster.scenario.population import people
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario
from muster.server.backend import Backend
from muster.server.embedded import EmbeddedServer
from muster.server.engine import EngineUnreachable, Request
from muster.server.engines.scripted import Fault, ScriptedEngine
from muster.server.language.mind import LanguageMind
from support.talking_model import FallingSilent, say, talking_mind

SCHOOL = load_scenario("school-intruder", agents=12, duration=24.0)
SEED = 5


class Stopped(Exception):
    pass


class Disturbed:
    """A link to whose calls something happens: ``before`` hears of each, by number and whether it is for words."""

    def __init__(self, inner: MindLink, before: Callable[[int, bool], None]) -> None:
        self._inner, self._before, self._calls = inner, before, 0

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
        return self._inner.open(scenario, cast, seed, past)

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        return self._inner.send(percepts)

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        self._called(False)
        return self._inner.take(agent, ordinal)

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        self._called(True)
        return self._inner.take_words(agent, ordinal)

    def close(self) -> None:
        self._inner.close()

    def _called(self, for_words: bool) -> None:
        self._before(self._calls, for_words)
        self._calls += 1


def record(path: Path, link: MindLink) -> Path:
    """Record an episode, to its end or until somebody stops it."""
    with Recorder(path, Header(SCHOOL, SEED, people(SCHOOL))) as recorder:
        try:
            Episode(SCHOOL, SEED, link, recorder).run(None)
        except Stopped:
            recorder.close()
        except ModelLost:
            recorder.close()
            raise
        else:
            recorder.finish({})
        finally:
            link.close()
    return path


def whole(path: Path) -> dict[str, list[object]]:
    """All that a recording holds, but for what the wall clock left in it."""
    with Recording.open(path) as recording:
        return {
            "percepts": list(recording.percepts()),
            "decisions": [
                row._replace(latency_us=0, message=_timeless(pb.Decision.FromString(row.message)))
                for row in recording.decisions()
            ],
            "reflections": [
                row._replace(message=_timeless(pb.Words.FromString(row.message))) for row in recording.reflections()
            ],
            "words": list(recording.words()),
            "events": list(recording.events()),
            "inputs": list(recording.inputs()),
            "hashes": list(recording.hashes()),
        }


def _timeless(message: pb.Decision | pb.Words) -> bytes:
    if isinstance(message, pb.Decision):
        message.latency_us = 0
    for exchange in message.exchanges:
        exchange.latency_us = 0
    return message.SerializeToString(deterministic=True)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    with EmbeddedServer(talking_mind()) as server:
        path = record(tmp_path_factory.mktemp("whole") / "run.muster", PatientLink(server.address))
    recorded = whole(path)
    assert len(recorded["reflections"]) > 20 and len(recorded["words"]) > 10
    return recorded


@pytest.mark.parametrize("calls", [1, 14, 30, 47, 60])
def test_a_run_that_was_stopped_anywhere_goes_on_as_if_it_had_not_been(
    tmp_path: Path, undisturbed: dict[str, list[object]], calls: int
):
    def stop(number: int, for_words: bool) -> None:
        if number == calls:
            raise Stopped

    with EmbeddedServer(talking_mind()) as server:
        half = record(tmp_path / "half.muster", Disturbed(PatientLink(server.address), stop))
        with Recording.open(half) as recording:
            link = ResumingLink(recording, PatientLink(server.address))
        assert whole(record(tmp_path / "resumed.muster", link)) == undisturbed


class Mortal:
    """A server that can be killed, and started again with other minds at the same address."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:{folder}/minds.sock"
        self._life = ExitStack()

    def start(self, minds: Backend) -> None:
        self._life.enter_context(EmbeddedServer(minds, address=self.address))

    def kill(self) -> None:
        self._life.close()


@pytest.mark.parametrize("dies_waiting_for_words", [True, False])
@pytest.mark.parametrize("words", [0, 9, 25])
def test_words_that_a_server_was_thinking_of_when_it_died_are_found_by_the_next(
    tmp_path: Path, undisturbed: dict[str, list[object]], words: int, dies_waiting_for_words: bool
):
    server, minds = Mortal(tmp_path), FallingSilent(talking_mind(), after=words)
    deaths: list[int] = []

    def die(number: int, for_words: bool) -> None:
        if minds.is_silent and not deaths and (for_words or not dies_waiting_for_words):
            deaths.append(number)
            server.kill()

    server.start(minds)
    link = PatientLink(server.address, sleep=lambda seconds: server.start(talking_mind()))
    try:
        recorded = whole(record(tmp_path / "run.muster", Disturbed(link, die)))
    finally:
        server.kill()
    assert deaths and recorded == undisturbed


def test_a_run_whose_model_goes_before_the_words_stops_and_is_resumed_with_them(
    tmp_path: Path, undisturbed: dict[str, list[object]]
):
    def goes(request: Request) -> Fault:
        asked.append(request)
        return EngineUnreachable("the model is gone") if request.schema and len(asked) > 20 else say(request)

    asked: list[Request] = []
    with EmbeddedServer(LanguageMind(ScriptedEngine(faults=goes), "scripted")) as server:
        half, link = tmp_path / "half.muster", PatientLink(server.address, terms=Terms(on_model_loss=OnModelLoss.STOP))
        with pytest.raises(ModelLost, match="the model is gone"):
            record(half, link)
    with EmbeddedServer(talking_mind()) as server:
        with Recording.open(half) as recording:
            resuming = ResumingLink(recording, PatientLink(server.address))
        assert whole(record(tmp_path / "resumed.muster", resuming)) == undisturbed
