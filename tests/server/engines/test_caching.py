"""A reply once given is given again, offline too; and no trouble with the file ends a run."""

import logging
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from muster.behavior.v1.vocabulary import Source
from muster.server.engine import BadReply, NotCached, Reply
from muster.server.engines.caching import Caching
from muster.server.engines.replies import ReplyFile
from muster.server.engines.scripted import ScriptedEngine
from muster.server.engines.stack import wrapped
from muster.server.errors import BackendError
from muster.server.options import BackendOptions
from server.engines.asking import fields, letters, run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "replies.sqlite"


def test_the_second_time_nobody_is_asked(path: Path):
    engine = ScriptedEngine()
    first = run(Caching(engine, file=ReplyFile(path)).complete(letters()))
    again = Caching(engine, file=ReplyFile(path))
    second = run(again.complete(letters()))
    assert (first.source, second.source) == (Source.MODEL, Source.CACHE)
    assert replace(second, source=Source.MODEL) == first
    assert (len(engine.asked), again.hits, again.misses) == (1, 1, 0)


def test_recorded_replies_come_before_those_of_the_file(path: Path):
    file = ReplyFile(path)
    file.add(letters(), Reply("from the file"))
    caching = Caching(ScriptedEngine(), recorded={letters().key: Reply("recorded")}, file=file)
    assert run(caching.complete(letters())) == Reply("recorded", source=Source.CACHE)


def test_a_miss_is_told_with_its_key_when_only_cached_replies_are_allowed():
    engine = ScriptedEngine()
    with pytest.raises(NotCached, match=letters().key):
        run(Caching(engine, require_cached=True).complete(letters()))
    assert not engine.asked


def test_offline_nobody_is_checked():
    class Gone(ScriptedEngine):
        async def check(self, model: str) -> None:
            raise AssertionError

    run(Caching(Gone(), require_cached=True).check("any"))


@pytest.mark.parametrize("said", [None, Reply("{", completion_tokens=120)])
def test_a_bad_reply_is_as_bad_offline_and_asked_for_again_online(path: Path, said: Reply | None):
    asked: list[Reply | None] = []
    for engine, offline in ((ScriptedEngine(faults=[BadReply("cut off", said)]), False), (ScriptedEngine(), True)):
        with pytest.raises(BadReply) as caught:
            run(Caching(engine, file=ReplyFile(path), require_cached=offline).complete(fields()))
        asked.append(caught.value.reply)
    assert asked == [said, said and replace(said, source=Source.CACHE)]
    assert run(Caching(ScriptedEngine(), file=ReplyFile(path)).complete(fields())).source is Source.MODEL
    assert run(Caching(ScriptedEngine(), file=ReplyFile(path)).complete(fields())).source is Source.CACHE


def test_a_recorded_request_without_a_reply_fails_again_offline():
    recorded: dict[str, Reply | None] = {letters().key: None}
    with pytest.raises(BadReply, match="when it was recorded either"):
        run(Caching(ScriptedEngine(), recorded=recorded, require_cached=True).complete(letters()))
    assert run(Caching(ScriptedEngine(), recorded=recorded).complete(letters())).source is Source.MODEL


def test_what_was_answered_first_stays(path: Path):
    file = ReplyFile(path)
    file.add(letters(), Reply("first"))
    file.add(letters(), Reply("second"))
    file.add(letters(), BadReply("third"))
    assert file.find(letters().key) == Reply("first", source=Source.CACHE)


def test_the_reply_is_in_the_file_at_once(path: Path):
    """The process may be killed at any time."""
    file = ReplyFile(path)
    file.add(letters(), Reply("A"))
    assert ReplyFile(path, read_only=True).find(letters().key)
    file.close()


def test_another_database_is_left_alone(path: Path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE meta (key TEXT)")
    before = path.read_bytes()
    with pytest.raises(BackendError, match="is no file of replies"):
        ReplyFile(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database, but rather long for a file of text " * 20, b"x", b"SQLite format 3\0" + b"x" * 500]
)
def test_a_file_of_something_else_is_left_alone(path: Path, content: bytes):
    path.write_bytes(content)
    with pytest.raises(BackendError, match=r"(is no file of replies|cannot be used).*name another"):
        ReplyFile(path)
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(BackendError, match="cannot be used"):
        ReplyFile(tmp_path / "no" / "replies.sqlite")


def test_offline_there_must_be_something_to_look_up(path: Path):
    for options in (BackendOptions(require_cached=True), BackendOptions(require_cached=True, replies=path)):
        with pytest.raises(BackendError, match="--replies FILE"):
            wrapped(ScriptedEngine(), options)


def test_a_full_disk_costs_replies_and_not_the_run(path: Path, caplog: pytest.LogCaptureFixture):
    file = ReplyFile(path)
    with sqlite3.connect(path) as other:
        other.execute("DROP TABLE replies")
    caching = Caching(ScriptedEngine(), file=file)
    with caplog.at_level(logging.WARNING):
        assert run(caching.complete(letters())).source is Source.MODEL
        assert run(caching.complete(letters("again"))).source is Source.MODEL
    assert len(caplog.records) == 1


def test_a_spoiled_reply_is_a_miss(path: Path):
    file = ReplyFile(path)
    for spoiled in ("{", "[]", '{"unknown": 1}'):
        with sqlite3.connect(path) as other:
            other.execute("INSERT OR REPLACE INTO replies VALUES (?, '', 0, ?)", (letters().key, spoiled))
        assert file.find(letters().key) is None
