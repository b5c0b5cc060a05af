"""Percepts go out, decisions come back, and a server that is not there or goes away is told plainly."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from muster.client.channel import ask_who
from muster.client.errors import LinkLost, MindUnavailable
from muster.client.link import GrpcLink, MindLink
from muster.client.wire import MOST_PERCEPTS
from muster.scenario.population import people
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer
from support.minds import ScriptedLink, percept

SCHOOL = load_scenario("school-intruder", agents=2 * MOST_PERCEPTS + 1)
CAST = people(SCHOOL)


@contextmanager
def linked() -> Iterator[GrpcLink]:
    """A link opened to a server of its own."""
    with EmbeddedServer() as server:
        link = GrpcLink(server.address)
        link.open(SCHOOL, CAST, seed=0)
        yield link
        link.close()


def test_opening_says_who_answers():
    with EmbeddedServer() as server:
        link = GrpcLink(server.address)
        mind = link.open(SCHOOL, CAST, seed=0)
        assert (mind.backend, mind.model, mind.is_language_model) == ("builtin", "", False)
        assert ask_who(server.address) == mind
        link.close()


def test_every_percept_is_decided_in_whatever_order_it_is_asked_for():
    with linked() as link:
        link.send([percept(agent) for agent in range(5)])
        taken = [link.take(agent, 0)[0] for agent in (3, 0, 4, 2, 1)]
    assert [decision.agent for decision in taken] == [3, 0, 4, 2, 1]
    assert all(decision.ok for decision in taken)


def test_more_than_fit_into_one_message_are_all_answered():
    with linked() as link:
        messages = link.send([percept(agent) for agent in range(len(CAST))])
        assert len(messages) == len(CAST) == len({link.take(agent, 0)[0].agent for agent in range(len(CAST))})


def test_one_that_is_passed_over_is_not_waited_for():
    with linked() as link:
        link.send([percept(0, 0)])
        link.send([percept(0, 1)])
        assert link.take(0, 1)[0].ordinal == 1


def test_a_percept_that_breaks_the_contract_spoils_no_other():
    with linked() as link:
        link.send([percept(0, options=21), percept(1)])
        assert [link.take(agent, 0)[0].ok for agent in (0, 1)] == [False, True]


def test_the_same_percepts_and_seed_get_the_same_decisions():
    def decided() -> list[int]:
        with linked() as link:
            link.send([percept(agent) for agent in range(80)])
            return [link.take(agent, 0)[0].option for agent in range(80)]

    assert decided() == decided()


def test_a_server_that_goes_away_is_told_with_its_address():
    with EmbeddedServer() as server:
        link = GrpcLink(server.address)
        link.open(SCHOOL, CAST, seed=0)
    with pytest.raises(LinkLost, match=server.address):
        link.take(0, 0)
    link.close()


@pytest.mark.parametrize("ask", [ask_who, lambda address: GrpcLink(address).open(SCHOOL, CAST, 0)])
def test_nobody_there_names_the_address_and_how_to_start_a_server(ask, tmp_path: Path):  # pyright: ignore
    address = f"unix:{tmp_path}/nobody.sock"
    with pytest.raises(MindUnavailable, match="muster serve --listen"):
        ask(address)


@pytest.mark.parametrize("address", ["", "here", "unix:", ":1", "host:", "host:port", "host:0", "host:65536", "a\nb:1"])
def test_what_is_no_address_is_told_at_once(address: str):
    with pytest.raises(MindUnavailable, match="HOST:PORT"):
        ask_who(address)


def test_closing_twice_or_unopened_is_nothing():
    with linked() as link:
        link.close()
    GrpcLink("unix:/nowhere").close()


@pytest.mark.parametrize("link", [GrpcLink("unix:/nowhere"), ScriptedLink()])
def test_links_are_of_one_kind(link: MindLink):
    assert callable(link.open) and callable(link.send) and callable(link.take) and callable(link.close)
