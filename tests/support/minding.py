"""Whole episodes with the built-in minds, on a server embedded in the test's process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from muster.client.episode import Episode
from muster.client.link import GrpcLink
from muster.client.result import EpisodeResult
from muster.scenario.scenario import Scenario
from muster.server.embedded import EmbeddedServer
from muster.world.acts import Act, Intent
from muster.world.arrays import Floats
from muster.world.world import World


@dataclass
class Lived:
    """What came of an episode.

    Attributes:
        first_exit: the exit each person first decided to leave by.
    """

    world: World
    result: EpisodeResult
    first_exit: dict[int, int] = field(default_factory=dict[int, int])


@contextmanager
def minds() -> Iterator[str]:
    """Yield the address of a server for any number of episodes."""
    with EmbeddedServer() as server:
        yield server.address


def live(scenario: Scenario, seed: int, address: str, *, standing: Floats | None = None) -> Lived:
    """Run an episode to its end and watch what people decide; ``standing`` moves them within their regions first."""
    link = GrpcLink(address)
    try:
        episode = Episode(scenario, seed, link, None)
        if standing is not None:
            episode.world.bodies.position[: len(standing)] = standing
        first = _watch_exits(episode.world)
        return Lived(episode.world, episode.run(None), first)
    finally:
        link.close()


def _watch_exits(world: World) -> dict[int, int]:
    first: dict[int, int] = {}
    apply = world.apply

    def watched(agent: int, intent: Intent) -> None:
        if intent.act is Act.EXIT:
            first.setdefault(agent, intent.target)
        apply(agent, intent)

    pytest.MonkeyPatch().setattr(world, "apply", watched)  # the world is the episode's own and dies with it
    return first
