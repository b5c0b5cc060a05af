import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server import AddressError, EmbeddedServer, serve_forever
from server.scenes import adult, alarm
from server.talking import PATIENCE_S, conversation, converse

unix_only = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no Unix sockets")
OPEN = pb.SessionRequest(open=pb.Open(people=[adult()]))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("0.0.0.0:50051", "TLS"),
        ("192.168.1.7:50051", "TLS"),
        ("[::]:50051", "TLS"),
        ("example.org:50051", "TLS"),
        ("", "no address"),
        ("127.0.0.1", "no address"),
        ("127.0.0.1:99999", "no address"),
        ("localhost:http", "no address"),
        ("unix:/nowhere/at/all.sock", "no folder"),
        (f"unix:/tmp/{'x' * 120}", "shorter"),
    ],
)
def test_addresses_that_cannot_be_served_are_refused_with_a_remedy(address: str, reason: str):
    with pytest.raises(AddressError, match=reason) as caught:
        serve_forever(address)
    assert address in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_served(host: str):
    with EmbeddedServer(address=f"{host}:0") as server:
        assert converse(server.address, OPEN)


def test_a_port_in_use_is_a_clear_error():
    with (
        EmbeddedServer(address="127.0.0.1:0") as server,
        pytest.raises(AddressError, match="in use"),
        EmbeddedServer(address=server.address),
    ):
        pass


@unix_only
def test_a_socket_in_use_is_left_to_its_owner(tmp_path: Path):
    address = f"unix:{tmp_path}/minds.sock"
    with EmbeddedServer(address=address):
        with pytest.raises(AddressError, match="in use"), EmbeddedServer(address=address):
            pass
        assert converse(address, OPEN)


@unix_only
def test_a_socket_left_by_a_dead_server_is_taken_over(tmp_path: Path):
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(f"{tmp_path}/minds.sock")
    with EmbeddedServer(address=f"unix:{tmp_path}/minds.sock") as server:
        assert converse(server.address, OPEN)


@unix_only
def test_a_file_is_not_overwritten_by_a_socket(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(AddressError, match="no socket"), EmbeddedServer(address=f"unix:{tmp_path}/letter.txt"):
        pass
    assert (tmp_path / "letter.txt").read_text() == "dear"


@unix_only
def test_only_its_owner_can_reach_an_embedded_server():
    with EmbeddedServer() as server:
        path = Path(server.address.removeprefix("unix:"))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not path.parent.exists()


def test_leaving_ends_a_session_that_is_still_open():
    going_on = threading.Event()

    def requests() -> Iterator[pb.SessionRequest]:
        yield OPEN
        going_on.wait(PATIENCE_S)

    with contextlib.ExitStack() as channels:
        with EmbeddedServer() as server:
            channel = channels.enter_context(grpc.insecure_channel(server.address))
            replies = pb_grpc.BehaviorServiceStub(channel).Session(requests())
            next(replies)
        with pytest.raises(grpc.RpcError):
            next(replies)
        going_on.set()


def test_health_says_serving(address: str):
    with grpc.insecure_channel(address) as channel:
        check = health_pb2_grpc.HealthStub(channel).Check  # type: ignore[no-untyped-call]
        for service in ("", "muster.behavior.v1.BehaviorService"):
            assert (
                check(health_pb2.HealthCheckRequest(service=service)).status == health_pb2.HealthCheckResponse.SERVING
            )


def test_reflection_lists_the_service(address: str):
    with grpc.insecure_channel(address) as channel:
        stub: Any = reflection_pb2_grpc.ServerReflectionStub(channel)  # type: ignore[no-untyped-call]
        (reply,) = stub.ServerReflectionInfo(iter([reflection_pb2.ServerReflectionRequest(list_services="")]))
    assert "muster.behavior.v1.BehaviorService" in {each.name for each in reply.list_services_response.service}


def test_a_client_that_breaks_off_leaves_the_server_serving(address: str):
    with grpc.insecure_channel(address) as channel:
        call = pb_grpc.BehaviorServiceStub(channel).Session(iter([OPEN]))
        next(call)
        call.cancel()
    with conversation(address, [adult()]) as talk:
        assert talk.ask(alarm().percept())[0].status == pb.STATUS_OK


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_command_cleanly(tmp_path: Path, number: signal.Signals):
    code = "import sys; from muster.server import serve_forever; serve_forever(sys.argv[1])"
    socket_path = tmp_path / "minds.sock"
    arguments = [sys.executable, "-u", "-c", code, f"unix:{socket_path}"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stdout and run.stdout.readline().strip() == f"unix:{socket_path}"
        assert converse(f"unix:{socket_path}", OPEN)
        run.send_signal(number)
        _, complaints = run.communicate(timeout=20)
    assert (run.returncode, complaints) == (0, "")
    assert not socket_path.exists()
