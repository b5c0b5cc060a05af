"""A server of scenes, as programs in other languages meet it: over gRPC."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import numpy as np
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from muster.render.chronicle import Told, Weight
from muster.render.frame import Frame, statuses
from muster.render.service import CannotListen, SceneServer
from muster.scene.v1 import scene_pb2 as pb
from render.scene_fakes import Live, Viewer, frame, recorded, served, soon, viewer


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SceneServer, Viewer]]:
    with served(tmp_path_factory.mktemp("scene")) as both:
        yield both


@pytest.fixture
def server(both: tuple[SceneServer, Viewer]) -> SceneServer:
    return both[0]


@pytest.fixture
def client(both: tuple[SceneServer, Viewer]) -> Viewer:
    return both[1]


def refused(call: Callable[[], object]) -> tuple[grpc.StatusCode, str]:
    """Return how a call is answered that cannot be."""
    with pytest.raises(grpc.RpcError) as caught:
        call()
    error = caught.value
    assert isinstance(error, grpc.Call)
    return error.code(), error.details() or ""


def test_a_scene_tells_who_takes_part_and_what_stands_still(client: Viewer):
    scene, building = client.scene, client.scene.building
    assert (scene.title, scene.intruders, scene.is_live, scene.end_s) == ("sample, seed 7", 0, False, 3.0)
    assert [(person.name, person.duty) for person in scene.people] == [(f"Person {i}", pb.DUTY_PUPIL) for i in range(3)]
    assert [storey.elevation_m for storey in building.storeys] == [0.0, 3.0]
    hall, office = building.regions[0], building.regions[1]
    assert (hall.name, hall.kind, list(hall.outline_m)) == (
        "the hall",
        pb.REGION_KIND_ROOM,
        [0, 0, 10, 0, 10, 10, 0, 10],
    )
    assert [building.regions[i].id for i in building.doors[1].regions] == [hall.id, office.id]
    assert [door.has_leaf for door in building.doors] == [True, True, False, False]
    stair = next(region for region in building.regions if region.kind == pb.REGION_KIND_STAIR)
    assert (stair.HasField("rises_to"), stair.rises_to, hall.HasField("rises_to")) == (True, 1, False)


def test_what_is_watched_is_what_was_recorded(client: Viewer, tmp_path: Path):
    playback, sent = recorded(tmp_path), pb.Frame()
    for sent, known in client.readings(rate_hz=30.0, from_s=2.0, speed=4.0):
        ours = playback.frame(sent.time_s)
        np.testing.assert_allclose(known.people["x_mm"] / 1000, ours.position[:, 0], atol=0.0006)
        np.testing.assert_array_equal(known.people["status"], statuses(ours).astype(int) + 1)
    assert sent.time_s == sent.end_s == 3.0
    playback.close()


def test_two_viewers_look_at_different_moments(client: Viewer):
    early, late = client.watch(from_s=0.0), client.watch(from_s=2.0)
    times = [(next(early).frame.time_s, next(late).frame.time_s) for _ in range(3)]
    assert all(first < 2.0 <= second for first, second in times)
    early.cancel()
    late.cancel()


def test_a_viewer_of_one_storey_is_told_nothing_of_moves_on_another(client: Viewer):
    _, known = next(client.readings(storeys=[0]))
    assert known.people["storey"].tolist() == [0, 1, 0]
    assert known.people["y_mm"][1] == 0
    assert known.people["y_mm"][0] > 0


def test_a_viewer_that_hangs_up_leaves_its_seat(server: SceneServer):
    with viewer(server.address) as other:
        stream = other.watch()
        next(stream)
        assert server.viewers >= 1
    assert soon(lambda: server.viewers == 0)


@pytest.mark.parametrize(
    "wanted, complaint",
    [
        ({"rate_hz": 61.0}, "rate_hz is 61; give from 0 to 60"),
        ({"rate_hz": -1.0}, "rate_hz is -1"),
        ({"rate_hz": float("nan")}, "rate_hz is nan"),
        ({"speed": float("inf")}, "speed is inf"),
        ({"from_s": -0.5}, "from_s is -0.5"),
        ({"storeys": [0, 2]}, "there is no storey 2; GetScene lists 2"),
    ],
)
def test_what_cannot_be_watched_is_refused_with_what_can(client: Viewer, wanted: dict[str, object], complaint: str):
    code, text = refused(lambda: next(client.watch(**wanted)))
    assert code is grpc.StatusCode.INVALID_ARGUMENT
    assert complaint in text


def test_nobodys_story_and_a_damaged_one_say_what_is_wrong(client: Viewer):
    code, text = refused(lambda: client.stub.GetStory(pb.GetStoryRequest(agent=3), timeout=5))
    assert (code, text) == (grpc.StatusCode.INVALID_ARGUMENT, "there is no person 3; GetScene lists 3, counted from 0")
    code, text = refused(lambda: client.stub.GetStory(pb.GetStoryRequest(agent=1, time_s=3.0), timeout=5))
    assert code is grpc.StatusCode.DATA_LOSS  # the sample's percepts are no percepts
    assert "damaged" in text


def test_a_story_tells_who_somebody_is(client: Viewer):
    told = client.stub.GetStory(pb.GetStoryRequest(agent=0), timeout=5)
    assert (told.agent, told.name, told.role, list(told.choices)) == (0, "Person 0", "pupil", [])
    assert "calm" in told.persona


def events(client: Viewer, **asked: object) -> list[tuple[float, str]]:
    request = pb.GetEventsRequest(**asked)  # pyright: ignore[reportArgumentType]
    return [(event.time_s, event.text) for event in client.stub.GetEvents(request, timeout=5).events]


def test_events_are_those_of_the_time_and_weight_asked_for(client: Viewer):
    everything = events(client, after_s=-1.0)
    assert [time for time, _ in everything] == sorted(time for time, _ in everything)
    out = events(client, after_s=-1.0, weights=[pb.WEIGHT_SAFE])
    assert out == [(float(second), "Person 0 is out") for second in range(4)]
    assert events(client, after_s=0.0, until_s=2.0, weights=[pb.WEIGHT_SAFE]) == out[1:3]


def test_many_events_come_in_parts():
    run = Live()
    run.news = [Told(float(i), Weight.ACT, "") for i in range(5000)]
    with SceneServer(run, "127.0.0.1:0") as server, viewer(server.address) as client:
        first = client.stub.GetEvents(pb.GetEventsRequest(after_s=-1.0), timeout=5)
        rest = client.stub.GetEvents(pb.GetEventsRequest(after_s=first.events[-1].time_s), timeout=5)
    assert (first.more, rest.more, len(first.events) + len(rest.events)) == (True, False, 5000)


def test_the_building_comes_as_triangles_too(client: Viewer):
    found = list(client.stub.GetMeshes(pb.GetMeshesRequest(), timeout=10))
    assert {mesh.storey for mesh in found} == {0, 1}
    for mesh in found:
        positions = np.frombuffer(mesh.positions_m, "<f4").reshape(-1, 3)
        normals = np.frombuffer(mesh.normals, "<f4").reshape(-1, 3)
        corners = np.frombuffer(mesh.corners, "<u4").reshape(-1, 3)
        assert corners.max() < len(positions) == len(normals)
    upper = client.stub.GetMeshes(pb.GetMeshesRequest(storeys=[1]), timeout=10)
    assert {mesh.storey for mesh in upper} == {1}


def test_there_are_seats_for_so_many_and_no_more(tmp_path: Path):
    with SceneServer(recorded(tmp_path), "127.0.0.1:0", most_viewers=2) as server, viewer(server.address) as client:
        streams = [client.watch(), client.watch()]
        for stream in streams:
            next(stream)
        code, text = refused(lambda: next(client.watch()))
        assert code is grpc.StatusCode.RESOURCE_EXHAUSTED
        assert "2 viewers watch already" in text
        streams[0].cancel()
        assert soon(lambda: server.viewers == 1)
        assert next(client.watch()).frame.is_key


class Scattering(Live):
    """A run in which everybody is somewhere else at every look, so that frames are as large as they can be."""

    @property
    def end(self) -> float:  # pyright: ignore[reportIncompatibleVariableOverride]
        return time.monotonic() - self._began

    @end.setter
    def end(self, value: float) -> None:
        self._began = time.monotonic()

    def frame(self, time: float) -> Frame:
        moment = frame(time, len(self.scene.people))
        self.asked.append(time)
        moment.position[:] = np.random.default_rng(int(time * 1000)).uniform(0, 500, moment.position.shape)
        return moment


def test_a_stalled_viewer_keeps_nobody_waiting_and_goes_on_with_the_newest():
    with (
        SceneServer(Scattering(5000), "127.0.0.1:0") as server,
        viewer(server.address) as stalled,
        viewer(server.address) as quick,
    ):
        still = stalled.watch(rate_hz=60.0)
        newest = next(still).frame
        for (newest, _), _ in zip(quick.readings(rate_hz=60.0), range(30), strict=False):
            assert not newest.notice
        assert server.viewers == 2
        late = [next(still).frame for _ in range(6)]
        skips = [each.skipped for each in late]
    assert max(skips) >= 10  # of the 30 that the other one had
    assert late[skips.index(max(skips))].time_s >= newest.time_s


def test_health_and_reflection_say_what_is_served(server: SceneServer):
    with grpc.insecure_channel(server.address) as channel:
        check = health_pb2_grpc.HealthStub(channel).Check  # type: ignore[no-untyped-call]
        for service in ("", "muster.scene.v1.SceneService"):
            answer = check(health_pb2.HealthCheckRequest(service=service), timeout=5)
            assert answer.status == health_pb2.HealthCheckResponse.SERVING
        assert "muster.scene.v1.SceneService" in ProtoReflectionDescriptorDatabase(channel).get_services()


def scene_threads() -> int:
    return sum(thread.name == "muster-scene" for thread in threading.enumerate())


def test_a_server_that_stops_ends_its_streams_and_lets_go_of_all_it_had():
    run, before = Live(), scene_threads()
    with SceneServer(run, "127.0.0.1:0") as server, viewer(server.address) as client:
        stream = client.watch()
        next(stream)
        server.close()
        code, text = refused(lambda: next(stream))
        assert code is grpc.StatusCode.UNAVAILABLE
        assert "has stopped" in text
        assert run.is_closed
    assert scene_threads() == before


def test_a_stalled_viewer_that_dies_leaves_its_seat_quietly(caplog: pytest.LogCaptureFixture):
    run = Scattering(5000)
    with SceneServer(run, "127.0.0.1:0") as server:
        with viewer(server.address) as client:
            stream = client.watch(rate_hz=60.0)
            next(stream)
            assert soon(lambda: len(run.asked) > 2)
        assert soon(lambda: server.viewers == 0)
    assert caplog.text == ""


def test_a_stalled_viewer_does_not_keep_a_server_from_stopping(caplog: pytest.LogCaptureFixture):
    run = Scattering(5000)
    with SceneServer(run, "127.0.0.1:0") as server, viewer(server.address) as client:
        stream = client.watch(rate_hz=60.0)
        next(stream)
        assert soon(lambda: len(run.asked) > 2)
    assert run.is_closed
    assert caplog.text == ""


def test_a_socket_is_ours_alone_and_gone_afterwards(tmp_path: Path):
    path = tmp_path / "scene.sock"
    with SceneServer(Live(), f"unix:{path}") as server, viewer(server.address) as client:
        assert path.stat().st_mode & 0o777 == 0o600
        assert len(client.scene.people) == 3
        with pytest.raises(CannotListen, match="is in use"):
            SceneServer(Live(), f"unix:{path}")
    assert not path.exists()


def test_a_port_in_use_is_refused(server: SceneServer):
    run = Live()
    with pytest.raises(CannotListen, match="is it in use"), SceneServer(run, server.address):
        pass
    assert run.is_closed


@pytest.mark.parametrize("address", ["", "nowhere", "127.0.0.1:port", "127.0.0.1:70000", "unix:/no/such/folder/s"])
def test_what_is_no_address_is_refused(address: str):
    with pytest.raises(CannotListen):
        SceneServer(Live(), address)


def test_bytes_that_are_no_request_end_that_call_alone(client: Viewer, server: SceneServer):
    with grpc.insecure_channel(server.address) as channel:
        watch = channel.unary_stream("/muster.scene.v1.SceneService/Watch")
        assert refused(lambda: next(watch(b"\xff\xff\xff", timeout=5)))[0] is grpc.StatusCode.UNKNOWN
    assert next(client.watch()).frame.is_key
