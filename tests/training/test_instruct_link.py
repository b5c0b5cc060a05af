"""Leading over a real connection: asked, refused, lost and taken up again."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from muster.client.access import Access
from muster.client.outside import Control, ControlKind
from muster.scenario.inject import Inject, InjectKind
from muster.training.errors import HostGone, TrainingError
from muster.training.host.door import Door
from muster.training.instruct.feed import Told
from muster.training.instruct.link import Link
from muster.training.leading import Begin
from muster.training.told import Phase
from support.exercising import hut_exercise
from support.hosting import Served, served, wait_for


def told(link: Link, kind: str) -> list[Told]:
    """What a page that opens now is told of one kind."""
    return [news.told for news in next(link.feed.read(0.0)) if news.kind == kind]


@contextmanager
def leading(running: Served, token: str = "") -> Iterator[Link]:
    link = Link(running.address, Access(token=token))
    link.enter()
    try:
        yield link
    finally:
        link.close()


def test_an_instructor_is_told_the_msel_and_how_things_stand(tmp_path: Path):
    with served(hut_exercise(tmp_path)) as running, leading(running) as link:
        assert told(link, "entered")[0]["title"] == "Leaving a hut"
        wait_for(lambda: bool(told(link, "standing")), "how things stand")
        assert told(link, "standing")[0]["phase"] == "waiting"


def test_what_is_asked_is_done(tmp_path: Path):
    with served(hut_exercise(tmp_path)) as running, leading(running) as link:
        link.ask(Begin())
        wait_for(lambda: running.host.phase is Phase.RUNNING, "begun")
        link.ask(Control(ControlKind.PAUSE))
        wait_for(lambda: running.host.phase is Phase.PAUSED, "paused")


def test_a_refusal_names_the_request_and_the_reason(tmp_path: Path):
    with served(hut_exercise(tmp_path)) as running, leading(running) as link:
        number = link.ask(Inject(InjectKind.LOCK, door="no-such-door"))
        wait_for(lambda: bool(told(link, "refusal")), "a refusal")
        (refusal,) = told(link, "refusal")
        assert refusal["number"] == number and "no-such-door" in str(refusal["reason"])


def test_the_end_is_told_and_nothing_is_taken_any_more(tmp_path: Path):
    with served(hut_exercise(tmp_path)) as running, leading(running) as link:
        link.ask(Control(ControlKind.END))
        wait_for(lambda: link.has_ended, "the end")
        assert told(link, "standing")[0]["phase"] == "over"
        with pytest.raises(HostGone, match="over"):
            link.ask(Begin())


def test_a_host_that_goes_is_missed_and_nothing_is_asked_in_vain(tmp_path: Path):
    with served(hut_exercise(tmp_path)) as running, leading(running) as link:
        running.server.close()
        wait_for(lambda: bool(told(link, "lost")), "that the connection is lost")
        with pytest.raises(HostGone, match="no connection"):
            link.ask(Begin())


def test_without_the_instructors_token_nobody_leads(tmp_path: Path):
    with served(hut_exercise(tmp_path), door=Door(instructors="secret")) as running:
        with pytest.raises(TrainingError, match="instructors' token"), leading(running):
            pass
        with leading(running, "secret") as link:
            assert told(link, "entered")


def test_nobody_there_is_said_with_what_to_do():
    with pytest.raises(HostGone, match="give HOST:PORT"):
        Link("nowhere")


def test_where_nobody_listens_the_wait_is_short(monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setattr("muster.training.instruct.link.ANSWER_S", 1.0)
        with pytest.raises(HostGone, match="start one with: muster train --listen"):
            Link(f"127.0.0.1:{free.getsockname()[1]}").enter()


def test_a_host_that_is_busy_at_first_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("muster.training.instruct.link.ANSWER_S", 0.0)
    with served(hut_exercise(tmp_path)) as running, leading(running) as link:
        assert told(link, "entered")
