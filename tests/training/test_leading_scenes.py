"""Whoever leads an exercise sees all of it on the same server with the same token; trainees do not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest

from muster.client.access import Access
from muster.commands.attending import door_for
from muster.commands.scene import guard
from muster.render.service import SceneServer
from muster.scene.v1 import scene_pb2 as pb
from muster.scene.v1 import scene_pb2_grpc as pb_grpc
from muster.server.security import Security
from muster.training.host.relaying import Behind
from render.scene_fakes import recorded
from support.exercising import hut_exercise
from support.hosting import Served, served, wait_for

TRAINEES, LEADERS, ASIDE = "trainees-trainees", "leaders-leaders-leaders", "aside-aside-aside"
DOOR = door_for(Security(None, TRAINEES), LEADERS)
Call = Callable[[pb_grpc.SceneServiceStub, Access], object]
CALLS: dict[str, Call] = {
    "GetScene": lambda stub, who: stub.GetScene(pb.GetSceneRequest(), metadata=who.metadata, timeout=5),
    "GetMeshes": lambda stub, who: [*stub.GetMeshes(pb.GetMeshesRequest(), metadata=who.metadata, timeout=5)],
    "Watch": lambda stub, who: next(stub.Watch(pb.WatchRequest(), metadata=who.metadata, timeout=5)).frame.people,
    "GetEvents": lambda stub, who: stub.GetEvents(pb.GetEventsRequest(), metadata=who.metadata, timeout=5),
    "GetStory": lambda stub, who: stub.GetStory(pb.GetStoryRequest(agent=1), metadata=who.metadata, timeout=5),
}


@pytest.fixture(scope="module")
def aside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SceneServer]:
    """The process in which scenes are made, here a thread."""
    source = recorded(tmp_path_factory.mktemp("run"))
    with SceneServer(source, "127.0.0.1:0", guard(Security(None, ASIDE))) as server:
        yield server


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory, aside: SceneServer) -> Iterator[Served]:
    behind = Behind(aside.address, Access(token=ASIDE))
    with served(hut_exercise(tmp_path_factory.mktemp("hut")), door=DOOR, scenes=behind) as running:
        yield running


def ask(address: str, call: str, token: str = "") -> object:
    with grpc.insecure_channel(address) as channel:
        return CALLS[call](pb_grpc.SceneServiceStub(channel), Access(token=token))


def refused(address: str, call: str, token: str = "") -> tuple[grpc.StatusCode, str]:
    with pytest.raises(grpc.RpcError) as caught:
        ask(address, call, token)
    assert isinstance(caught.value, grpc.Call)
    return caught.value.code(), caught.value.details() or ""


@pytest.mark.parametrize("call", CALLS)
def test_whoever_leads_is_answered_as_the_scene_service_itself_answers(exercise: Served, aside: SceneServer, call: str):
    assert ask(exercise.address, call, LEADERS) == ask(aside.address, call, ASIDE)


@pytest.mark.parametrize("call", CALLS)
def test_a_trainees_token_shows_nothing_of_it(exercise: Served, call: str):
    code, why = refused(exercise.address, call, TRAINEES)
    assert code is grpc.StatusCode.PERMISSION_DENIED
    assert "instructors' token" in why


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("token", ["", ASIDE])
def test_nobody_sees_it_without_a_token_of_the_exercise(exercise: Served, call: str, token: str):
    assert refused(exercise.address, call, token)[0] is grpc.StatusCode.UNAUTHENTICATED


def test_where_only_instructors_have_a_token_nobody_sees_it_without(tmp_path: Path, aside: SceneServer):
    door = door_for(Security(), LEADERS)
    with served(hut_exercise(tmp_path), door=door, scenes=Behind(aside.address, Access(token=ASIDE))) as running:
        assert refused(running.address, "GetScene")[0] is grpc.StatusCode.PERMISSION_DENIED
        assert ask(running.address, "GetScene", LEADERS)


def test_what_the_scene_service_refuses_is_refused_in_its_words(exercise: Served):
    with grpc.insecure_channel(exercise.address) as channel, pytest.raises(grpc.RpcError) as caught:
        stub = pb_grpc.SceneServiceStub(channel)
        stub.GetStory(pb.GetStoryRequest(agent=99), metadata=Access(token=LEADERS).metadata, timeout=5)
    assert isinstance(caught.value, grpc.Call)
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert "99" in (caught.value.details() or "")


def test_whoever_comes_before_there_is_anything_to_see_can_try_again(tmp_path: Path):
    address = f"unix:{tmp_path / 'late.sock'}"
    with served(hut_exercise(tmp_path), door=DOOR, scenes=Behind(address)) as running:
        code, why = refused(running.address, "GetScene", LEADERS)
        assert (code, "try again" in why) == (grpc.StatusCode.UNAVAILABLE, True)
        with SceneServer(recorded(tmp_path), address):
            wait_for(lambda: _is_answered(running.address), "a scene")


def _is_answered(address: str) -> bool:
    try:
        return bool(ask(address, "GetScene", LEADERS))
    except grpc.RpcError:
        return False
