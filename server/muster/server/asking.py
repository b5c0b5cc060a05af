"""A session whose minds take their time: percepts in, decisions and words out as they are ready (ADR 0004)."""

import asyncio
from dataclasses import dataclass
from time import perf_counter_ns

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Clock, Status
from muster.server import wire
from muster.server.backend import Backend
from muster.server.cast import Cast
from muster.server.deciding import Deciding
from muster.server.desk import Desk
from muster.server.errors import PerceptError
from muster.server.handed import read_handed
from muster.server.outage import Outage, Patience
from muster.server.outbox import GATHER_S, Outbox
from muster.server.pace import Pace, ServiceTime
from muster.server.scheduler import Scheduler
from muster.server.session import check_size
from muster.server.speaking import Speaking
from muster.server.strand import Strand
from muster.server.tally import Tally


@dataclass(frozen=True)
class Resources:
    """What the sessions of one server share.

    Attributes:
        patience: how long those in lockstep wait for a lost model.
        credits: percepts that a client may have unanswered before no more of its are read.
    """

    backend: Backend
    scheduler: Scheduler
    tally: Tally
    service_time: ServiceTime
    patience: Patience
    credits: int


class Asking:
    """One session with a backend that has slots. All of it runs on the event loop, in short steps."""

    def __init__(self, cast: Cast, shared: Resources) -> None:
        self._cast, self._tally, self._credits = cast, shared.tally, shared.credits
        self._strands: dict[int, Strand] = {}
        self._moved = asyncio.Event()
        is_realtime = cast.clock is Clock.REALTIME
        self.outbox = Outbox(self._moved.set, GATHER_S if is_realtime else 0.0)
        self._desk = Desk(
            cast=cast,
            backend=shared.backend,
            lane=shared.scheduler.lane(),
            tally=shared.tally,
            service_time=shared.service_time,
            pace=Pace(cast.speed) if is_realtime else None,
            outage=Outage(shared.backend, shared.patience, self.outbox.notice),
            outbox=self.outbox,
            loop=asyncio.get_running_loop(),
        )
        self._speaking = Speaking(self._desk, self._go_on)
        self._deciding = Deciding(self._desk, self._speaking, self._go_on)

    async def take(self, batch: pb.PerceptBatch) -> None:
        """Take percepts in as far as the client's credits go, then as there is room; raises SessionError."""
        check_size(batch)
        seen: set[int] = set()
        for message in batch.percepts:
            while self._is_full():
                await self._next_move()
            self._perceive(message, seen)

    async def finish(self) -> None:
        """Return when everything is answered and on its way, and let the outbox end."""
        while self._deciding.undecided or self._speaking.unspoken:
            await self._next_move()
        self.outbox.close()

    def close(self) -> None:
        """Drop everything under way and free its slots."""
        self._desk.lane.close()
        self._desk.outage.close()
        for strand in self._strands.values():
            for each in (*strand.waiting, *strand.owed):
                self._desk.let_go(each)

    def _perceive(self, message: pb.Percept, seen: set[int]) -> None:
        began_ns = perf_counter_ns()
        try:
            percept = self._cast.read(message, seen)
            handed = read_handed(message, percept)
        except PerceptError as error:
            self._refuse(message, str(error))
            return
        strand = self._strands.get(percept.agent)
        if strand is None:
            strand = self._strands[percept.agent] = Strand(self._cast.minds[percept.agent])
        if self._desk.pace:
            self._deciding.expire_before(strand, percept)
            self._speaking.expire(strand, max(percept.time_s, strand.horizon_s))
        asked, superseded = strand.perceive(percept, began_ns, handed)
        self._deciding.begin(strand, asked)
        if superseded is not None:
            self._deciding.supersede(superseded)
            self._speaking.drop(strand, superseded)
        self._go_on(strand)

    def _refuse(self, message: pb.Percept, reason: str) -> None:
        self._tally.undecided[Status.INVALID] += 1
        reply = wire.write_invalid(message, reason)
        if (strand := self._strands.get(message.agent)) is None:
            self.outbox.decision(reply)
        else:
            strand.refuse(reply)
            self._go_on(strand)

    def _go_on(self, strand: Strand) -> None:
        """Ask what can be asked now, and send what can be sent."""
        if (asked := strand.next()) is not None:
            self._deciding.ask(strand, asked)
        for reply in strand.sendable():
            self.outbox.decision(reply)
        self._moved.set()

    def _is_full(self) -> bool:
        """Whether the client has used its credits; words must not pile up without limit either."""
        undecided, unspoken = self._deciding.undecided, self._speaking.unspoken
        return undecided + self.outbox.unsent >= self._credits or unspoken >= self._credits

    async def _next_move(self) -> None:
        self._moved.clear()
        await self._moved.wait()
