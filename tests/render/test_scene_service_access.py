"""Beyond this machine scenes are served only over TLS and to those with the token."""

from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest
import trustme

from muster.commands.scene import guard, scenes
from muster.render.service import CannotListen, SceneServer
from muster.scene.v1 import scene_pb2 as pb
from muster.scene.v1 import scene_pb2_grpc as pb_grpc
from muster.server.security import Security, Tls
from render.scene_fakes import Live, recorded

TOKEN = "correct-horse-battery-staple"
BEARER = (("authorization", f"Bearer {TOKEN}"),)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def security(authority: trustme.CA) -> Security:
    papers = authority.issue_cert("localhost")
    chain = b"".join(blob.bytes() for blob in papers.cert_chain_pems)
    return Security(Tls(chain, papers.private_key_pem.bytes()), TOKEN)


@pytest.fixture(scope="module")
def address(security: Security) -> Iterator[str]:
    with SceneServer(Live(), "0.0.0.0:0", guard(security)) as server:
        yield server.address.replace("0.0.0.0", "localhost")


Call = Callable[[pb_grpc.SceneServiceStub, tuple[tuple[str, str], ...]], object]
CALLS: dict[str, Call] = {
    "GetScene": lambda stub, metadata: stub.GetScene(pb.GetSceneRequest(), metadata=metadata, timeout=5),
    "GetMeshes": lambda stub, metadata: next(stub.GetMeshes(pb.GetMeshesRequest(), metadata=metadata, timeout=5)),
    "Watch": lambda stub, metadata: next(stub.Watch(pb.WatchRequest(), metadata=metadata, timeout=5)),
    "GetEvents": lambda stub, metadata: stub.GetEvents(pb.GetEventsRequest(), metadata=metadata, timeout=5),
}


@pytest.mark.parametrize("call", CALLS)
def test_who_has_the_token_is_served_and_nobody_else(address: str, authority: trustme.CA, call: str):
    credentials = grpc.ssl_channel_credentials(authority.cert_pem.bytes())
    with grpc.secure_channel(address, credentials) as channel:
        stub = pb_grpc.SceneServiceStub(channel)
        assert CALLS[call](stub, BEARER)
        for metadata in ((), (("authorization", "Bearer guessed-guessed-guessed"),)):
            with pytest.raises(grpc.RpcError) as caught:
                CALLS[call](stub, metadata)
            assert isinstance(caught.value, grpc.Call)
            assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED


def test_in_the_clear_nothing_is_told(address: str):
    with grpc.insecure_channel(address) as channel, pytest.raises(grpc.RpcError) as caught:
        CALLS["GetScene"](pb_grpc.SceneServiceStub(channel), BEARER)
    assert isinstance(caught.value, grpc.Call)
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE


@pytest.mark.parametrize("given", ["nothing", "a token", "TLS"])
def test_other_machines_take_both_tls_and_a_token(given: str, security: Security):
    halves = {"nothing": Security(), "a token": Security(token=TOKEN), "TLS": Security(tls=security.tls)}
    with pytest.raises(CannotListen, match="takes TLS and a token"):
        SceneServer(Live(), "0.0.0.0:0", guard(halves[given]))


def test_commands_serve_what_they_are_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with scenes("127.0.0.1:0", lambda: recorded(tmp_path), Security()) as address:
        assert f"serving scenes at {address}" in capsys.readouterr().err
        with grpc.insecure_channel(address) as channel:
            assert CALLS["GetScene"](pb_grpc.SceneServiceStub(channel), ())


def test_without_an_address_nothing_is_opened_or_served():
    def never() -> Live:
        raise AssertionError("opened")

    with scenes("", never, Security()) as address:
        assert address == ""
