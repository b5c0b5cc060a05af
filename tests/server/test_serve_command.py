"""``muster serve``, as people start it."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import grpc
import pytest
import trustme
from typer.testing import CliRunner

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.cli import app
from muster.commands.securing import security
from muster.server import SecretError
from server.scenes import adult
from support.tree import environment

TOKEN = "correct-horse-battery-staple"
MUSTER = [sys.executable, "-u", "-c", "import sys; sys.argv[0] = 'muster'; from muster.cli import main; main()"]


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_a_server_for_other_machines_serves_logs_and_drains(tmp_path: Path):
    authority = trustme.CA()
    papers = authority.issue_cert("localhost")
    papers.private_key_pem.write_to_path(str(tmp_path / "key"))
    papers.cert_chain_pems[0].write_to_path(str(tmp_path / "cert"))
    (tmp_path / "token").write_text(TOKEN)
    words = [
        "serve",
        "--listen",
        "0.0.0.0:0",
        "--mind",
        "scripted",
        "--metrics",
        "127.0.0.1:0",
        "--log-json",
        "--grace",
        "9",
    ]
    files = ["--tls-cert", "cert", "--tls-key", "key", "--token-file", "token"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*MUSTER, *words, *files], cwd=tmp_path, env=environment(), stdout=pipe, stderr=pipe, text=True
    ) as server:
        assert server.stdout and server.stderr
        metrics = server.stderr.readline().split()[-1]
        address = server.stdout.readline().split()[-1].replace("0.0.0.0", "localhost")
        with grpc.secure_channel(address, grpc.ssl_channel_credentials(authority.cert_pem.bytes())) as channel:
            opening = iter([pb.SessionRequest(open=pb.Open(people=[adult()]))])
            metadata = (("authorization", f"Bearer {TOKEN}"),)
            (opened,) = pb_grpc.BehaviorServiceStub(channel).Session(opening, metadata=metadata)
        with urllib.request.urlopen(metrics, timeout=5) as reply:
            assert b"muster_sessions_opened_total 1.0" in reply.read()
        server.send_signal(signal.SIGTERM)
        _, told = server.communicate(timeout=20)
    assert server.returncode == 0 and opened.opened.credits
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert {"session begun", "session ended"} <= {line["message"] for line in lines}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--listen", "0.0.0.0:0"], "--tls-cert"),
        (["--tls-cert", "cert.pem"], "both --tls-cert and --tls-key"),
        (["--tls-ca", "ca.pem"], "takes TLS"),
        (["--token-file", "nowhere"], "cannot read nowhere"),
        (["--mind", "nobody"], "builtin"),
        (["--mind", "ollama"], "--model"),
        (["--metrics", "0.0.0.0:9464"], "this machine only"),
    ],
)
def test_what_cannot_be_served_is_told_with_a_remedy(options: list[str], reason: str):
    told = CliRunner().invoke(app, ["serve", *options])
    assert told.exit_code == 2 and reason in told.output


def test_nothing_is_asked_of_clients_unless_it_is_said():
    assert not security(None, None, None, None).interceptors()
    with pytest.raises(SecretError):
        security(None, Path("key.pem"), None, None)
