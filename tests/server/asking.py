"""A session with a backend that has slots, without a network: percepts in, everything that came out."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server.asking import Asking, Resources
from muster.server.backend import Backend
from muster.server.cast import Cast
from muster.server.outage import Patience
from muster.server.pace import ServiceTime
from muster.server.scheduler import Scheduler
from muster.server.tally import Tally

Key = tuple[int, int]


@dataclass
class Heard:
    """All that a session said."""

    decisions: list[pb.Decision] = field(default_factory=list[pb.Decision])
    words: list[pb.Words] = field(default_factory=list[pb.Words])
    notices: list[str] = field(default_factory=list[str])

    def take(self, response: pb.SessionResponse) -> None:
        self.decisions += response.decisions.decisions
        self.words += response.words.words
        if response.HasField("notice"):
            self.notices.append(response.notice.text)

    @property
    def order(self) -> list[Key]:
        return [(each.agent, each.ordinal) for each in self.decisions]

    @property
    def by_key(self) -> dict[Key, pb.Decision]:
        return {(each.agent, each.ordinal): each for each in self.decisions}


def resources(
    backend: Backend, *, patience: Patience | None = None, credits: int = 1000, tally: Tally | None = None
) -> Resources:
    """What a server's sessions share."""
    tally = tally or Tally()
    scheduler = Scheduler(lambda: backend.slots, tally)
    return Resources(backend, scheduler, tally, ServiceTime(), patience or Patience(), credits)


class Talk:
    """One session; within ``async with`` it is read all the time, leaving it waits for the answers."""

    def __init__(self, shared: Resources, opening: pb.Open) -> None:
        self._shared, self._opening = shared, opening
        self.heard = Heard()

    async def __aenter__(self) -> "Talk":
        self.asking = Asking(Cast.from_open(self._opening), self._shared)
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                await self.asking.finish()
                await self._reading
        finally:
            self._reading.cancel()
            self.asking.close()

    async def tell(self, *percepts: pb.Percept) -> None:
        await self.asking.take(pb.PerceptBatch(percepts=percepts))

    async def _read(self) -> None:
        async for response in self.asking.outbox.messages():
            self.heard.take(response)


async def converse(backend: Backend, opening: pb.Open, batches: Sequence[Sequence[pb.Percept]]) -> Heard:
    """Send batches one right after the other; what came of them."""
    async with Talk(resources(backend), opening) as talk:
        for batch in batches:
            await talk.tell(*batch)
    return talk.heard
