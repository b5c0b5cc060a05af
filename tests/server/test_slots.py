"""A server whose backend has slots, over the wire."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server import EmbeddedServer
from muster.server.engine import EngineUnreachable, ModelMissing
from muster.server.outage import Patience
from muster.server.serving import Limits
from server.scenes import adult, alarm, later
from server.talking import PATIENCE_S, Conversation, conversation, converse
from support.slotted import Slotted, for_ever, turns

SERVING, NOT_SERVING = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
QUICK = Limits(fresh_s=0.0, check_every_s=0.01, patience=Patience(wait_s=0.05, pauses_s=(0.005,)))


def until(is_so: Callable[[], object]) -> None:
    """Wait for something that happens in another thread."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.002)


def opening(people: int = 1) -> pb.SessionRequest:
    return pb.SessionRequest(open=pb.Open(people=[adult()] * people))


def batch(*percepts: pb.Percept) -> pb.SessionRequest:
    return pb.SessionRequest(percepts=pb.PerceptBatch(percepts=percepts))


def decisions(replies: list[pb.SessionResponse]) -> list[pb.Decision]:
    return [each for reply in replies for each in reply.decisions.decisions]


def test_everything_promised_comes_before_the_stream_ends():
    backend = Slotted(slots=3, words_follow=True, think=lambda asked: turns(3))
    story = [batch(*[later(alarm().percept(agent, k), 10.0 * k) for agent in range(20)]) for k in range(5)]
    with EmbeddedServer(backend) as server:
        opened, *replies = converse(server.address, opening(20), *story)
    assert opened.opened.session_id and opened.opened.credits == Limits().credits
    answered = [(each.agent, each.ordinal) for each in decisions(replies)]
    assert sorted(answered) == [(agent, k) for agent in range(20) for k in range(5)]
    assert len([each for reply in replies for each in reply.words.words]) == 100
    assert backend.most_at_once == 3 and backend.closed


def test_what_is_ready_together_travels_together():
    with EmbeddedServer(Slotted(slots=50)) as server:
        _, *replies = converse(server.address, opening(200), batch(*[alarm().percept(k) for k in range(200)]))
    assert len(decisions(replies)) == 200 and len(replies) < 40


def test_a_client_beyond_its_credits_is_read_as_answers_leave():
    may_go_on = threading.Event()

    async def wait(asked: tuple[int, int]) -> None:
        while not may_go_on.is_set():
            await asyncio.sleep(0.002)

    backend = Slotted(slots=2, think=wait)
    limits = Limits(queue=40, sessions=4)
    with EmbeddedServer(backend, limits=limits) as server, grpc.insecure_channel(server.address) as channel:
        talk = Conversation(channel, pb.Open(people=[adult()] * 100))
        assert talk.credits == 10
        talk.send(*[alarm().percept(agent) for agent in range(100)])
        until(lambda: server.tally.queued == 8)
        time.sleep(0.02)
        assert server.tally.queued == 8 and backend.running == 2
        may_go_on.set()
        assert len(decisions(talk.half_close())) == 100


def test_no_more_sessions_than_shares_of_the_queue():
    with (
        EmbeddedServer(Slotted(), limits=Limits(sessions=1)) as server,
        conversation(server.address, [adult()]),
        pytest.raises(grpc.RpcError) as caught,
    ):
        converse(server.address, opening())
    assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_a_client_that_goes_frees_queue_and_slots(how: str):
    backend = Slotted(slots=4, think=for_ever)
    with EmbeddedServer(backend) as server:
        channel = grpc.insecure_channel(server.address)
        requests = iter([opening(100), batch(*[alarm().percept(agent) for agent in range(100)])])
        call = pb_grpc.BehaviorServiceStub(channel).Session(_kept_open(requests))
        next(call)
        until(lambda: backend.running == 4 and server.tally.queued == 96)
        call.cancel() if how == "cancel" else channel.close()
        until(lambda: backend.running == 0 and server.tally.queued == 0 and server.tally.sessions == 0)
        channel.close()
        assert len(backend.stopped) == 4


def test_a_client_that_never_reads_disturbs_no_other():
    backend = Slotted(slots=4)
    with EmbeddedServer(backend) as server, grpc.insecure_channel(server.address) as channel:
        many = [batch(*[later(alarm().percept(a, k), 10.0 * k) for a in range(200)]) for k in range(100)]
        silent = pb_grpc.BehaviorServiceStub(channel).Session(_kept_open(iter([opening(200), *many])))
        with conversation(server.address, [adult()]) as talk:
            assert talk.ask(alarm().percept())[0].status == pb.STATUS_OK
        silent.cancel()


def test_two_clients_at_once_get_what_each_would_get_alone():
    story = [later(alarm().percept(0, k), 10.0 * k) for k in range(5)]

    def live(talk: Conversation) -> Iterator[pb.Mind]:
        for percept in story:
            yield talk.ask(percept)[0].mind

    with EmbeddedServer(Slotted(slots=1)) as server:
        with conversation(server.address, [adult()]) as talk:
            alone = list(live(talk))
        with conversation(server.address, [adult()]) as one, conversation(server.address, [adult()]) as other:
            both = list(zip(live(one), live(other), strict=True))
    assert both == [(mind, mind) for mind in alone]


def test_a_broken_message_ends_the_session_after_what_was_answered():
    with EmbeddedServer(Slotted(think=for_ever)) as server, pytest.raises(grpc.RpcError) as caught:
        converse(server.address, opening(), batch(alarm().percept()), pb.SessionRequest())
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert "neither" in (caught.value.details() or "")


def test_a_newer_percept_stops_the_one_that_is_thought_about():
    backend = Slotted(slots=1)

    async def first_never(asked: tuple[int, int]) -> None:
        if asked[1] == 0:
            await for_ever(asked)

    backend.think = first_never
    with EmbeddedServer(backend) as server, grpc.insecure_channel(server.address) as channel:
        talk = Conversation(channel, pb.Open(people=[adult()]))
        talk.send(alarm().percept(0, 0))
        until(lambda: backend.running == 1)
        talk.send(later(alarm().percept(0, 1), 0.5))
        heard = decisions(talk.half_close())
    assert [(each.ordinal, each.status) for each in heard] == [(0, pb.STATUS_SUPERSEDED), (1, pb.STATUS_OK)]
    assert backend.stopped == [(0, 0)]


def test_waiting_for_a_model_is_told_and_then_ends():
    gone = EngineUnreachable("nobody answers at its address; start it")
    with EmbeddedServer(Slotted(broken=gone, not_ready=gone), limits=QUICK) as server:
        _, *replies = converse(server.address, opening(), batch(alarm().percept()))
    assert replies[0].notice.text.startswith("waiting for the model")
    (decision,) = decisions(replies)
    assert decision.status == pb.STATUS_UNAVAILABLE and "start it" in decision.error


def test_info_says_whether_the_model_is_ready_and_what_mends_it():
    backend = Slotted(slots=7, not_ready=ModelMissing("no model fake:1b; get it with: fetch fake:1b"))
    with EmbeddedServer(backend) as server, grpc.insecure_channel(server.address) as channel:
        info = pb_grpc.BehaviorServiceStub(channel).GetInfo(pb.GetInfoRequest())
    assert (info.backend, info.model, info.is_language_model, info.slots) == ("slotted", "fake:1b", True, 7)
    assert not info.ready and "get it with" in info.not_ready


def test_info_of_the_built_in_mind_is_ready(address: str):
    with grpc.insecure_channel(address) as channel:
        info = pb_grpc.BehaviorServiceStub(channel).GetInfo(pb.GetInfoRequest())
    assert (info.ready, info.not_ready, info.slots) == (True, "", 0)


def test_health_follows_the_model():
    backend = Slotted(not_ready=EngineUnreachable("gone"))
    with EmbeddedServer(backend, limits=QUICK) as server, grpc.insecure_channel(server.address) as channel:
        check = health_pb2_grpc.HealthStub(channel).Check  # type: ignore[no-untyped-call]

        def status() -> object:
            return check(health_pb2.HealthCheckRequest()).status

        assert status() == NOT_SERVING
        backend.not_ready = None
        until(lambda: status() == SERVING)
        backend.not_ready = EngineUnreachable("gone again")
        until(lambda: status() == NOT_SERVING)


def test_an_interview_takes_its_turn_and_is_refused_when_nobody_can_be_asked():
    backend = Slotted(slots=1)
    with EmbeddedServer(backend) as server, grpc.insecure_channel(server.address) as channel:
        stub = pb_grpc.BehaviorServiceStub(channel)
        request = pb.AskRequest(person=adult(), question="How are you?")
        assert stub.Ask(request).answer == "I am fine."
        backend.broken = EngineUnreachable("nobody answers")
        with pytest.raises(grpc.RpcError) as caught:
            stub.Ask(request)
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE


def _kept_open(requests: Iterator[pb.SessionRequest]) -> Iterator[pb.SessionRequest]:
    yield from requests
    threading.Event().wait(PATIENCE_S)
