import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server import EmbeddedServer
from muster.server.logs import log_to
from server.scenes import adult
from server.talking import conversation, converse


@contextmanager
def logged(*, as_json: bool) -> Iterator[io.StringIO]:
    stream, logger = io.StringIO(), logging.getLogger("muster")
    level, handler = logger.level, log_to(stream, as_json=as_json)
    try:
        yield stream
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_a_session_is_two_json_lines():
    with logged(as_json=True) as stream, EmbeddedServer() as server, conversation(server.address, [adult()] * 3):
        pass
    begun, ended = map(json.loads, stream.getvalue().splitlines())
    assert (begun["message"], begun["people"], begun["scenario"], begun["clock"]) == (
        "session begun",
        3,
        "test",
        "lockstep",
    )
    assert (ended["message"], ended["session"]) == ("session ended", begun["session"]) and ended["seconds"] >= 0
    assert begun["level"] == "info" and begun["time"].endswith("Z")


def test_plain_lines_are_for_people_and_no_client_can_forge_one():
    forged = "fire\n2026-01-01T00:00:00Z ERROR all is lost"
    with logged(as_json=False) as stream, EmbeddedServer() as server:
        converse(server.address, pb.SessionRequest(open=pb.Open(scenario=forged)))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2 and "INFO session begun session=" in lines[0] and "fire?2026" in lines[0]


def test_errors_keep_their_traceback():
    with logged(as_json=True) as stream:
        try:
            raise RuntimeError("a mistake")
        except RuntimeError:
            logging.getLogger("muster.server").exception("it failed")
    line = json.loads(stream.getvalue())
    assert line["level"] == "error" and "RuntimeError: a mistake" in line["exception"]
