"""A server that dies and comes back loses nothing and doubles nothing."""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import grpc
import pytest

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.behavior.v1.vocabulary import OnModelLoss, Source
from muster.client.errors import LinkLost
from muster.client.ledger import Ledger
from muster.client.link import MindLink
from muster.client.patient import IN_VAIN, PatientLink
from muster.client.terms import Terms
from muster.client.waiting import Waiting
from muster.scenario.population import people
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer
from support.minds import percept

SCHOOL = load_scenario("school-intruder", agents=12)
CAST = people(SCHOOL)


class Mortal:
    """A server that can be killed and started again on the same address."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:{folder}/minds.sock"
        self._life = ExitStack()
        self.start()

    def start(self) -> None:
        self._life.enter_context(EmbeddedServer(address=self.address))

    def kill(self) -> None:
        self._life.close()


@pytest.fixture
def server(tmp_path: Path):
    mortal = Mortal(tmp_path)
    yield mortal
    mortal.kill()


def opened(server: Mortal, loss: OnModelLoss = OnModelLoss.WAIT, **more: object) -> PatientLink:
    link = PatientLink(server.address, terms=Terms(on_model_loss=loss, patience_s=1.0), **more)  # pyright: ignore
    link.open(SCHOOL, CAST, seed=0)
    return link


def taken(link: MindLink, ordinal: int) -> list[int]:
    return [link.take(agent, ordinal)[0].option for agent in range(12)]


def undisturbed(server: Mortal) -> tuple[list[int], list[int]]:
    link = opened(server)
    options: list[list[int]] = []
    for ordinal in (0, 1):
        link.send([percept(agent, ordinal) for agent in range(12)])
        options.append(taken(link, ordinal))
    link.close()
    return options[0], options[1]


def test_minds_go_on_where_they_were_when_the_server_comes_back(server: Mortal):
    expected = undisturbed(server)
    notices: list[str] = []
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            server.start()

    link = opened(server, notice=notices.append, sleep=sleep)
    link.send([percept(agent, 0) for agent in range(12)])
    first = taken(link, 0)
    server.kill()
    link.send([percept(agent, 1) for agent in range(12)])
    assert (first, taken(link, 1)) == expected
    assert pauses == [0.1, 0.2, 0.4]
    assert [text.split()[0] for text in notices] == ["Waiting", "The"]
    link.close()


def test_patience_ends(server: Mortal):
    link = opened(server, sleep=lambda seconds: None)
    server.kill()
    link.send([percept(0)])
    with pytest.raises(LinkLost, match=r"waited .* --resume|--resume .*waited"):
        link.take(0, 0)


class Failing(pb_grpc.BehaviorServiceServicer):
    """A server that opens each session and fails at what it is asked then; in ``answers`` it first answers once."""

    def __init__(self, answers: Sequence[int] = ()) -> None:
        self.sessions, self._answers = 0, answers

    def GetInfo(self, request: pb.GetInfoRequest, context: object) -> pb.GetInfoResponse:
        return pb.GetInfoResponse(version="1", backend="failing", ready=True)

    def Ask(self, request: pb.AskRequest, context: object) -> pb.AskResponse:
        raise NotImplementedError

    def Session(self, request_iterator: Iterator[pb.SessionRequest], context: object) -> Iterator[pb.SessionResponse]:
        number, self.sessions = self.sessions, self.sessions + 1
        next(request_iterator)
        yield pb.SessionResponse(opened=pb.Opened(session_id=str(number)))
        (first, *_) = next(request_iterator).percepts.percepts
        if number in self._answers:
            yield answer(first.agent, first.ordinal)
        raise ValueError("no such moon")


@contextmanager
def failing(folder: Path, servicer: Failing) -> Generator[PatientLink]:
    server = grpc.server(ThreadPoolExecutor(4))
    pb_grpc.add_BehaviorServiceServicer_to_server(servicer, server)
    address = f"unix:{folder}/failing.sock"
    server.add_insecure_port(address)
    server.start()
    link = PatientLink(address, sleep=lambda seconds: None)
    link.open(SCHOOL, CAST, seed=0)
    yield link
    link.close()
    server.stop(None).wait()


def test_a_server_that_fails_at_whatever_it_is_asked_is_not_asked_for_ever(tmp_path: Path):
    servicer = Failing()
    with failing(tmp_path, servicer) as link:
        link.send([percept(0)])
        with pytest.raises(LinkLost, match=rf"no such moon.*--resume.*{IN_VAIN} times"):
            link.take(0, 0)
    assert servicer.sessions == 1 + IN_VAIN


def test_a_server_that_answers_between_failures_is_asked_again(tmp_path: Path):
    servicer = Failing(answers=range(IN_VAIN + 2))
    with failing(tmp_path, servicer) as link:
        agents = range(IN_VAIN + 2)
        link.send([percept(agent) for agent in agents])
        assert [link.take(agent, 0)[0].option for agent in agents] == [0] * len(agents)
    assert servicer.sessions == len(agents)


def test_stop_waits_for_nothing(server: Mortal):
    def no_sleep(seconds: float) -> None:
        raise AssertionError("it slept")

    link = opened(server, OnModelLoss.STOP, sleep=no_sleep)
    server.kill()
    link.send([percept(0)])
    with pytest.raises(LinkLost):
        link.take(0, 0)


def test_a_stand_in_decides_and_is_named(server: Mortal):
    asked: list[tuple[str, int]] = []

    def stand_in(person: pb.Person, mind: pb.Mind, percept: pb.Percept) -> pb.Decision:
        asked.append((person.name, percept.ordinal))
        return pb.Decision(
            agent=percept.agent,
            ordinal=percept.ordinal,
            status=pb.STATUS_OK,
            source=pb.SOURCE_FALLBACK,
            mind=pb.Mind(agent=percept.agent, mood="steady"),
        )

    link = opened(server, OnModelLoss.FALLBACK, stand_in=stand_in)
    server.kill()
    link.send([percept(4), percept(7)])
    assert [link.take(agent, 0)[0].source for agent in (7, 4)] == [Source.FALLBACK] * 2
    assert asked == [(CAST[7].name, 0), (CAST[4].name, 0)]


def answer(
    agent: int, ordinal: int, status: "pb.Status.ValueType" = pb.STATUS_OK, **more: object
) -> pb.SessionResponse:
    decision = pb.Decision(agent=agent, ordinal=ordinal, status=status, **more)  # pyright: ignore
    return pb.SessionResponse(decisions=pb.DecisionBatch(decisions=[decision]))


def asked(ledger: Ledger, *keys: tuple[int, int]) -> None:
    for agent, ordinal in keys:
        percept = pb.Percept(agent=agent, ordinal=ordinal)
        ledger.ask(percept, percept.SerializeToString())


def said_again(ledger: Ledger) -> list[list[tuple[int, int]]]:
    ledger.history.minds()
    return [[(each.agent, each.ordinal) for each in batch] for batch in ledger.history.rounds()]


def test_an_answer_given_twice_counts_once():
    ledger = Ledger()
    asked(ledger, (1, 0))
    ledger.hear(answer(1, 0, option=3))
    ledger.hear(answer(1, 0, option=5))
    found = ledger.decision(1, 0)
    assert found is not None and found.option == 3
    assert ledger.decision(1, 0) is None


def test_a_superseded_percept_is_not_decided_again_but_what_it_noticed_is_said():
    ledger = Ledger()
    asked(ledger, (1, 0), (1, 1))
    ledger.hear(answer(1, 0, pb.STATUS_SUPERSEDED))
    assert ledger.decision(1, 0) is None
    (first,), (second,) = ledger.history.rounds()
    assert first.answered.decision.status == pb.STATUS_SUPERSEDED and not second.HasField("answered")


def test_what_was_not_answered_is_asked_again_in_order_and_each_agent_once_a_batch():
    ledger = Ledger()
    asked(ledger, (1, 4), (2, 0), (1, 5))
    assert said_again(ledger) == [[(1, 4), (2, 0)], [(1, 5)]]


def test_words_that_nobody_waits_for_are_none_and_come_no_more():
    ledger = Ledger()
    asked(ledger, (1, 0))
    ledger.hear(answer(1, 0, words_due_s=9.0, mind=pb.Mind(agent=1, mood="tense")))
    assert ledger.decision(1, 0) is not None and ledger.words(1, 0) is None
    assert said_again(ledger) == [[(1, 0)]]
    assert ledger.silence(1, 0).utterance == ""
    assert said_again(ledger) == [] and [mind.mood for mind in ledger.history.minds()] == ["tense"]


def test_a_percept_that_cannot_be_decided_matters_to_whoever_comes_for_it():
    ledger = Ledger()
    asked(ledger, (1, 0), (1, 1))
    ledger.hear(answer(1, 0, pb.STATUS_UNAVAILABLE, error="no Ollama; start it with `ollama serve`"))
    ledger.hear(answer(1, 1, option=2))
    assert "ollama serve" in (ledger.refusal(1, 0) or "")
    assert ledger.refusal(1, 1) is None and ledger.decision(1, 1) is not None


@pytest.mark.parametrize(("credits", "sizes"), [(0, [3, 3, 1]), (4, [3, 1]), (1, [1])])
def test_no_more_is_under_way_than_there_are_credits(credits: int, sizes: list[int]):
    sent: list[int] = []
    send: Callable[[pb.SessionRequest], None] = lambda request: sent.append(len(request.percepts.percepts))  # noqa: E731
    waiting = Waiting(send, 3, credits)
    waiting.add([pb.Percept(agent=agent) for agent in range(7)])
    assert sent == sizes
    for _ in range(7):
        waiting.answered(1)
    assert sum(sent) == 7


def test_an_agent_comes_once_in_a_message():
    sent: list[list[int]] = []
    waiting = Waiting(lambda request: sent.append([each.ordinal for each in request.percepts.percepts]), 8, 0)
    waiting.add([pb.Percept(agent=1, ordinal=0), pb.Percept(agent=1, ordinal=1)])
    assert sent == [[0], [1]]
