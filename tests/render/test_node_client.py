"""The Node.js example, run as its reader would: it needs nothing of ours but the contract."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from muster.commands.scene import guard
from muster.render.service import SceneServer
from muster.server.security import Security, Tls
from render.scene_fakes import recorded, served, soon
from support.tree import ROOT

EXAMPLE = ROOT / "examples" / "scene-client-node"
TOKEN = "correct-horse-battery-staple"
HOW = "run: npm ci (in examples/scene-client-node)"
NODE = shutil.which("node") or ""
pytestmark = [
    pytest.mark.skipif(not NODE, reason="there is no node; install nodejs and npm"),
    pytest.mark.skipif(not (EXAMPLE / "node_modules").is_dir(), reason=f"its modules are not installed; {HOW}"),
]

# Decodes a stream from its beginning to its end with the example's reader, and says what it knows then.
LAST_MOMENT = """
const { connect } = require("./connect");
const { Reader } = require("./reader");
const client = connect(process.argv[1], {});
client.GetScene({}, (error, scene) => {
  const reader = new Reader(scene);
  let keys = 0;
  const stream = client.Watch({ rate_hz: 60, speed: 10 });
  stream.on("data", ({ frame }) => { reader.take(frame); keys += frame.is_key; });
  stream.on("end", () => {
    const columns = Object.entries(reader.people).map(([name, column]) => [name, [...column]]);
    console.log(JSON.stringify({ time: reader.time, keys, people: Object.fromEntries(columns) }));
    client.close();
  });
});
"""


def node(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run node in the example's folder; nothing of it takes long."""
    return subprocess.run(
        [NODE, *words], cwd=EXAMPLE, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("scene")) as (server, _):
        yield server.address


def test_it_prints_who_is_where_from_the_first_moment_to_the_last(address: str):
    done = node("watch.js", address, "--speed", "100")
    assert (done.returncode, done.stderr) == (0, "")
    first, *_, last = done.stdout.split("\n\n")[1:]
    assert first.splitlines()[0] == "0:00  3 unaware"
    assert [line.split(maxsplit=2) for line in first.splitlines()[1:]] == [
        ["Person", "0", f"{'the hall':32} unaware"],
        ["Person", "1", f"{'the loft':32} unaware"],
        ["Person", "2", f"{'the hall':32} unaware"],
    ]
    assert last.splitlines()[0] == "0:03  2 unaware, 1 out"


def test_its_reader_knows_what_was_recorded(address: str, tmp_path: Path):
    known = json.loads(node("-e", LAST_MOMENT, address).stdout)
    playback = recorded(tmp_path)
    frame = playback.frame(playback.end)
    playback.close()
    assert (known["time"], known["keys"]) == (playback.end, 1)
    for axis, name in enumerate(("x_mm", "y_mm", "z_mm")):
        metres = [millimetres / 1000 for millimetres in known["people"][name]]
        assert metres == pytest.approx(frame.position[:, axis].tolist(), abs=0.0006)
    assert known["people"]["flags"] == frame.flags.tolist()
    assert known["people"]["storey"] == frame.storey.tolist()


def test_it_lists_as_many_as_asked_for(address: str):
    told = node("watch.js", address, "--from", "3", "--most", "1").stdout
    assert ("Person 0" in told, "Person 1" in told, "... and 2 more" in told) == (True, False, True)


def test_over_tls_it_shows_its_token(tmp_path: Path):
    authority = trustme.CA()
    papers = authority.issue_cert("localhost")
    chain = b"".join(blob.bytes() for blob in papers.cert_chain_pems)
    security = Security(Tls(chain, papers.private_key_pem.bytes()), TOKEN)
    authority.cert_pem.write_to_path(str(tmp_path / "ca"))
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    (tmp_path / "wrong").write_text("another-token-altogether")
    with SceneServer(recorded(tmp_path), "127.0.0.1:0", guard(security)) as server:
        address = server.address.replace("127.0.0.1", "localhost")
        let_in, kept_out = (
            node(
                "watch.js", address, "--from", "3", "--token-file", str(tmp_path / token), "--ca", str(tmp_path / "ca")
            )
            for token in ("token", "wrong")
        )
    assert (let_in.returncode, "Person 2" in let_in.stdout) == (0, True)
    assert (kept_out.returncode, kept_out.stdout) == (1, "")
    assert "this server asks for a token" in kept_out.stderr


def test_one_that_is_killed_leaves_its_seat(tmp_path: Path):
    with served(tmp_path) as (server, _):
        watching = subprocess.Popen([NODE, "watch.js", server.address], cwd=EXAMPLE, stdout=subprocess.PIPE)
        assert watching.stdout is not None
        while b"Person 0" not in watching.stdout.readline():
            pass
        assert server.viewers == 1
        watching.kill()
        watching.communicate()
        assert soon(lambda: server.viewers == 0)


@pytest.mark.parametrize(
    "words, complaint",
    [
        (["127.0.0.1:1"], "ECONNREFUSED"),
        ([], "usage: node watch.js HOST:PORT"),
        (["127.0.0.1:1", "--speed", "fast"], "--speed is fast; give a number"),
        (["127.0.0.1:1", "--nonsense"], "--nonsense"),
        (["127.evil.example:1", "--token-file", "package.json"], "in the clear; give the CA"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(words: list[str], complaint: str):
    done = node("watch.js", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint in done.stderr
    assert "    at " not in done.stderr


def test_its_lock_file_names_versions_and_no_hosts_to_fetch_them_from():
    lock = json.loads((EXAMPLE / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
