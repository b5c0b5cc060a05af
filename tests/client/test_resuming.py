"""A run that was stopped goes on as if it had not been."""

from pathlib import Path

import pytest

from muster.client.episode import Episode
from muster.client.errors import MindUnavailable
from muster.client.link import GrpcLink
from muster.client.resuming import ResumingLink
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.population import people
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer

SCHOOL = load_scenario("school-intruder", agents=16, duration=22.0)


class Stopped(Exception):
    pass


def stop_at(second: float):
    def on_second(time_s: float) -> None:
        if time_s >= second:
            raise Stopped

    return on_second


@pytest.mark.parametrize("stopped_at", [2.0, 13.0])
def test_a_resumed_run_ends_as_an_undisturbed_one(tmp_path: Path, stopped_at: float):
    with EmbeddedServer() as server:
        undisturbed = Episode(SCHOOL, 5, GrpcLink(server.address), None).run(None)

        half = tmp_path / "half.muster"
        with Recorder(half, Header(SCHOOL, 5, people(SCHOOL))) as recorder, pytest.raises(Stopped):
            Episode(SCHOOL, 5, GrpcLink(server.address), recorder).run(stop_at(stopped_at))

        lived: list[float] = []
        with Recording.open(half) as recording:
            link = ResumingLink(recording, GrpcLink(server.address), lived.append)
        resumed = Episode(SCHOOL, 5, link, None).run(None)
        link.close()
    assert resumed.state_hash == undisturbed.state_hash
    assert resumed.decisions_by_source == undisturbed.decisions_by_source
    assert resumed.moments == undisturbed.moments
    assert stopped_at <= lived[0] < stopped_at + 2.5


def test_a_run_that_is_whole_asks_nobody(tmp_path: Path):
    whole = tmp_path / "whole.muster"
    with EmbeddedServer() as server, Recorder(whole, Header(SCHOOL, 5, people(SCHOOL))) as recorder:
        first = Episode(SCHOOL, 5, GrpcLink(server.address), recorder).run(None)
        recorder.finish({})
    with Recording.open(whole) as recording:
        again = Episode(SCHOOL, 5, ResumingLink(recording, GrpcLink("unix:/nowhere")), None).run(None)
    assert again.state_hash == first.state_hash


def test_minds_that_are_gone_are_told(tmp_path: Path):
    half = tmp_path / "half.muster"
    with EmbeddedServer() as server, Recorder(half, Header(SCHOOL, 5, people(SCHOOL))) as recorder:
        with pytest.raises(Stopped):
            Episode(SCHOOL, 5, GrpcLink(server.address), recorder).run(stop_at(3.0))
        recorder.close()
        address = server.address
    with Recording.open(half) as recording, pytest.raises(MindUnavailable, match="no mind server answers"):
        Episode(SCHOOL, 5, ResumingLink(recording, GrpcLink(address)), None).run(None)
