"""Stopping: nobody new is let in, those under way may finish, and then it ends."""

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server import EmbeddedServer
from muster.server.cast import Cast
from muster.server.errors import ServerStopping
from muster.server.sessions import Sessions
from muster.server.tally import Tally
from server.scenes import adult, alarm
from server.talking import PATIENCE_S, Conversation
from support.slotted import Slotted, for_ever

CAST = Cast.from_open(pb.Open(people=[adult()]))


@pytest.fixture
def leaving() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def test_what_is_under_way_is_finished_and_nobody_new_is_let_in(leaving: ThreadPoolExecutor):
    may_answer = threading.Event()

    async def wait(asked: tuple[int, int]) -> None:
        while not may_answer.is_set():
            await asyncio.sleep(0.002)

    server = EmbeddedServer(Slotted(think=wait), grace_s=PATIENCE_S)
    with server, grpc.insecure_channel(server.address) as channel:
        talk = Conversation(channel, pb.Open(people=[adult()]))
        talk.send(alarm().percept())
        left = leaving.submit(server.__exit__, None, None, None)
        refused = _refusal(channel)
        may_answer.set()
        heard = [each for reply in talk.half_close() for each in reply.decisions.decisions]
        left.result(PATIENCE_S)
        assert [each.status for each in heard] == [pb.STATUS_OK]
        assert refused.code() is grpc.StatusCode.UNAVAILABLE and "stopping" in (refused.details() or "")
        server.__enter__()  # so that leaving the context has something to leave


@pytest.mark.parametrize("backend", [Slotted(think=for_ever), None], ids=["slots", "builtin"])
def test_after_the_grace_sessions_end_with_a_reason(backend: Slotted | None, leaving: ThreadPoolExecutor):
    server = EmbeddedServer(backend, grace_s=0.02)
    with server, grpc.insecure_channel(server.address) as channel:
        talk = Conversation(channel, pb.Open(people=[adult()]))
        if backend:
            talk.send(alarm().percept())
        began = time.monotonic()
        left = leaving.submit(server.__exit__, None, None, None)
        with pytest.raises(grpc.RpcError) as caught:
            talk.wait()
        left.result(PATIENCE_S)
        assert time.monotonic() - began < 2.0
        assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
        assert "hand the minds back" in (caught.value.details() or "")
        server.__enter__()


def test_sessions_that_end_by_themselves_end_the_grace():
    async def test() -> None:
        sessions, may_end = Sessions(Tally()), asyncio.Event()

        async def session() -> None:
            with sessions.join(CAST):
                await may_end.wait()

        task = asyncio.create_task(session())
        await asyncio.sleep(0)
        draining = asyncio.create_task(sessions.drain(1000.0))
        await asyncio.sleep(0)
        with pytest.raises(ServerStopping), sessions.join(CAST):
            pass
        may_end.set()
        await asyncio.wait_for(draining, PATIENCE_S)
        await task

    asyncio.run(test())


def _refusal(channel: grpc.Channel) -> "grpc.Call":
    """What a new client hears, once the server has begun to stop."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        opening = iter([pb.SessionRequest(open=pb.Open(people=[adult()]))])
        try:
            list(pb_grpc.BehaviorServiceStub(channel).Session(opening))
        except grpc.RpcError as error:
            return error  # type: ignore[return-value]
    raise AssertionError("it was never refused")
