"""Beyond this machine only with TLS and a token; with them, nobody without them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import grpc
import pytest
import trustme
from grpc_health.v1 import health_pb2, health_pb2_grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.server import AddressError, EmbeddedServer, SecretError, serve_forever
from muster.server.address import parse_address
from muster.server.security import Security, Tls, read_token
from server.scenes import adult

TOKEN = "correct-horse-battery-staple"
BEARER = (("authorization", f"Bearer {TOKEN}"),)


@dataclass(frozen=True)
class Papers:
    """Files and bytes of an authority, of a server and of a client."""

    certificate: Path
    key: Path
    authority: Path
    client: trustme.LeafCert
    root: bytes


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    folder, authority = tmp_path_factory.mktemp("papers"), trustme.CA()
    server = authority.issue_cert("localhost", "127.0.0.1")
    for name, blob in (("key", server.private_key_pem), ("ca", authority.cert_pem)):
        blob.write_to_path(str(folder / name))
    for blob in server.cert_chain_pems:
        blob.write_to_path(str(folder / "cert"), append=True)
    client = authority.issue_cert("client.example")
    return Papers(folder / "cert", folder / "key", folder / "ca", client, authority.cert_pem.bytes())


@pytest.fixture(params=[False, True], ids=["tls", "mutual"])
def secured(papers: Papers, request: pytest.FixtureRequest) -> Iterator[tuple[str, bool]]:
    tls = Tls.read(papers.certificate, papers.key, papers.authority if request.param else None)
    with EmbeddedServer(address="127.0.0.1:0", security=Security(tls, TOKEN)) as server:
        yield server.address.replace("127.0.0.1", "localhost"), request.param


def credentials(papers: Papers, *, is_known: bool) -> grpc.ChannelCredentials:
    if not is_known:
        return grpc.ssl_channel_credentials(papers.root)
    chain = b"".join(blob.bytes() for blob in papers.client.cert_chain_pems)
    return grpc.ssl_channel_credentials(papers.root, papers.client.private_key_pem.bytes(), chain)


def info(channel: grpc.Channel, metadata: tuple[tuple[str, str], ...] = ()) -> pb.GetInfoResponse:
    return pb_grpc.BehaviorServiceStub(channel).GetInfo(pb.GetInfoRequest(), metadata=metadata, timeout=5)


def test_who_has_certificate_and_token_is_served(papers: Papers, secured: tuple[str, bool]):
    address, is_mutual = secured
    with grpc.secure_channel(address, credentials(papers, is_known=is_mutual)) as channel:
        assert info(channel, BEARER).backend == "builtin"
        session = pb_grpc.BehaviorServiceStub(channel).Session(
            iter([pb.SessionRequest(open=pb.Open(people=[adult()]))]), metadata=BEARER
        )
        assert next(session).opened.session_id


def session(channel: grpc.Channel, metadata: tuple[tuple[str, str], ...]) -> object:
    return list(pb_grpc.BehaviorServiceStub(channel).Session(iter([]), metadata=metadata, timeout=5))


def health(channel: grpc.Channel, metadata: tuple[tuple[str, str], ...]) -> object:
    check = health_pb2_grpc.HealthStub(channel).Check  # type: ignore[no-untyped-call]
    return check(health_pb2.HealthCheckRequest(), metadata=metadata, timeout=5)


@pytest.mark.parametrize("call", [info, session, health])
@pytest.mark.parametrize(
    "metadata",
    [
        (),
        (("authorization", "Bearer "),),
        (("authorization", f"Bearer {TOKEN}x"),),
        (("authorization", f"Bearer {TOKEN[:-1]}"),),
        (("authorization", TOKEN),),
        (("authorization", f"Bearer {TOKEN}"), ("authorization", "Bearer another")),
    ],
)
def test_whoever_has_no_token_is_refused_every_call(
    metadata: tuple[tuple[str, str], ...], call: Callable[[grpc.Channel, tuple[tuple[str, str], ...]], object]
):
    with (
        EmbeddedServer(security=Security(token=TOKEN)) as server,
        grpc.insecure_channel(server.address) as channel,
        pytest.raises(grpc.RpcError) as caught,
    ):
        call(channel, metadata)
    assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED
    assert "authorization" in (caught.value.details() or "") and TOKEN not in (caught.value.details() or "")


def test_without_tls_nobody_is_understood(secured: tuple[str, bool]):
    with grpc.insecure_channel(secured[0]) as channel, pytest.raises(grpc.RpcError) as caught:
        info(channel, BEARER)
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE


def test_a_client_without_a_certificate_is_turned_away_where_one_is_asked_for(papers: Papers):
    tls = Tls.read(papers.certificate, papers.key, papers.authority)
    with EmbeddedServer(address="127.0.0.1:0", security=Security(tls, TOKEN)) as server:
        address = server.address.replace("127.0.0.1", "localhost")
        with grpc.secure_channel(address, credentials(papers, is_known=False)) as channel:
            with pytest.raises(grpc.RpcError) as caught:
                info(channel, BEARER)
            assert caught.value.code() is grpc.StatusCode.UNAVAILABLE


@pytest.mark.parametrize("address", ["0.0.0.0:0", "example.org:50051", "[::]:0"])
def test_other_machines_are_let_in_with_both_and_only_with_both(papers: Papers, address: str):
    assert str(parse_address(address, is_secured=True)) == address
    tls = Tls.read(papers.certificate, papers.key)
    for half in (Security(), Security(tls), Security(token=TOKEN)):
        with pytest.raises(AddressError, match="--tls-cert, --tls-key and --token-file"):
            serve_forever(address, security=half)


def test_a_server_for_all_is_reached(papers: Papers):
    security = Security(Tls.read(papers.certificate, papers.key), TOKEN)
    with EmbeddedServer(address="0.0.0.0:0", security=security) as server:
        address = server.address.replace("0.0.0.0", "localhost")
        with grpc.secure_channel(address, credentials(papers, is_known=False)) as channel:
            assert info(channel, BEARER).ready


def test_a_token_is_read_without_the_line_end_and_not_shown(tmp_path: Path):
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert read_token(tmp_path / "token") == TOKEN
    assert TOKEN not in repr(Security(token=TOKEN))


@pytest.mark.parametrize("text", ["", "short", "with a blank in the middle of it", "ü" * 30])
def test_what_is_no_token_is_refused(tmp_path: Path, text: str):
    (tmp_path / "token").write_text(text, encoding="utf-8")
    with pytest.raises(SecretError, match="holds no token"):
        read_token(tmp_path / "token")


def test_files_that_cannot_be_used_are_named_with_a_remedy(papers: Papers, tmp_path: Path):
    (tmp_path / "none.pem").write_text("dear")
    for certificate, key, authority, reason in (
        (tmp_path / "missing", papers.key, None, "cannot read"),
        (papers.certificate, tmp_path / "missing", None, "cannot read"),
        (papers.certificate, tmp_path / "none.pem", None, "no certificate and its key"),
        (papers.certificate, papers.key, tmp_path / "none.pem", "no certificates"),
    ):
        with pytest.raises(SecretError, match=reason):
            Tls.read(certificate, key, authority)
