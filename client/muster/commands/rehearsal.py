"""What a crowd asks of its minds in an incident: an episode with the built-in mind, listened to."""

from collections.abc import Sequence

from muster.client.episode import run_episode
from muster.client.link import GrpcLink
from muster.scenario.scenario_file import load_scenario
from muster.server.backend import Backend, BackendAbout
from muster.server.builtin import BuiltinMind
from muster.server.embedded import EmbeddedServer
from muster.server.values import Answer, Interview, Query, Spoken, Words


def rehearse(scenario: str, *, agents: int, duration_s: float, seed: int = 0) -> list[Query]:
    """Return the queries of an episode in the order they were made; minds are as the built-in one leaves them."""
    listening = Listening(BuiltinMind())
    with EmbeddedServer(listening) as server:
        link = GrpcLink(server.address)
        try:
            run_episode(load_scenario(scenario, agents=agents, duration=duration_s), seed=seed, link=link)
        finally:
            link.close()
    return listening.heard


class Listening:
    """A backend as the one inside; keeps the queries it was asked to decide."""

    def __init__(self, inner: Backend) -> None:
        self._inner = inner
        self.heard: list[Query] = []

    @property
    def about(self) -> BackendAbout:
        """Of the backend inside."""
        return self._inner.about

    @property
    def slots(self) -> int:
        """Of the backend inside."""
        return self._inner.slots

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        """Remember, then ask the backend inside; so for the rest."""
        self.heard.extend(batch)
        return await self._inner.decide(batch)

    async def speak(self, query: Query, answer: Answer) -> Words:
        """Ask the backend inside."""
        return await self._inner.speak(query, answer)

    async def ask(self, interview: Interview) -> Spoken:
        """Ask the backend inside."""
        return await self._inner.ask(interview)

    async def check(self) -> None:
        """Ask the backend inside."""
        await self._inner.check()

    async def close(self) -> None:
        """Close the backend inside."""
        await self._inner.close()
