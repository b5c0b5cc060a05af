"""In a drill everybody who means to leave is out, with the built-in mind on a real server."""

from collections.abc import Iterator

import pytest

from muster.client.episode import run_episode
from muster.client.link import GrpcLink
from muster.client.result import EpisodeResult
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    with EmbeddedServer() as server:
        yield server


def drill(server: EmbeddedServer, seed: int) -> EpisodeResult:
    link = GrpcLink(server.address)
    try:
        return run_episode(load_scenario("school-alarm"), seed=seed, link=link)
    finally:
        link.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everybody_who_means_to_leave_is_out(server: EmbeddedServer, seed: int):
    assert drill(server, seed).outcomes["assembled"] == 80


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4, 14))
def test_everybody_who_means_to_leave_is_out_whatever_the_seed(server: EmbeddedServer, seed: int):
    assert drill(server, seed).outcomes["assembled"] == 80


@pytest.mark.parametrize("seed", [1, 2])
def test_people_decide_a_handful_of_times_and_do_not_dither(server: EmbeddedServer, seed: int):
    link = GrpcLink(server.address)
    try:
        result = run_episode(load_scenario("school-intruder"), seed=seed, link=link)
    finally:
        link.close()
    assert 3.0 <= result.decisions_total / result.agents <= 7.5
