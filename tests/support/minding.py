"""Whole episodes with the built-in minds, on a server embedded in the test's process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from muster.client.episode import Episode
from muster.client.link import GrpcLink
from muster.client.result import EpisodeResult
from muster.scenario.scenario import Scenario
from muster.server.embedded import EmbeddedServer
from muster.world.world import World


@dataclass
class Lived:
    """What came of an episode."""

    world: World
    result: EpisodeResult


@contextmanager
def minds() -> Iterator[str]:
    """Yield the address of a server for any number of episodes."""
    with EmbeddedServer() as server:
        yield server.address


def live(scenario: Scenario, seed: int, address: str) -> Lived:
    """Run an episode to its end."""
    link = GrpcLink(address)
    try:
        episode = Episode(scenario, seed, link, None)
        return Lived(episode.world, episode.run(None))
    finally:
        link.close()
