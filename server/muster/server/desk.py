"""What deciding and speaking in one session share: who is asked, on which terms, and where answers go."""

from asyncio import AbstractEventLoop
from dataclasses import dataclass

from muster.behavior.v1.vocabulary import OnModelLoss
from muster.server.backend import Backend
from muster.server.cast import Cast
from muster.server.engine import EngineError, ModelMissing, NotCached, RequestRefused, TokensSpent
from muster.server.outage import Outage
from muster.server.outbox import Outbox
from muster.server.pace import Pace, ServiceTime
from muster.server.scheduler import Lane
from muster.server.strand import Asked, Owed
from muster.server.tally import Tally

_LASTING = (ModelMissing, NotCached, RequestRefused, TokensSpent)


@dataclass(frozen=True)
class Desk:
    """One session's surroundings.

    Attributes:
        lane: its place in the queue.
        service_time: of the backend, shared by all sessions.
        pace: None in lockstep.
        outage: where requests wait for a lost model, in lockstep.
    """

    cast: Cast
    backend: Backend
    lane: Lane
    tally: Tally
    service_time: ServiceTime
    pace: Pace | None
    outage: Outage
    outbox: Outbox
    loop: AbstractEventLoop

    @property
    def falls_back(self) -> bool:
        """Whether the built-in mind takes over what the model can't be asked."""
        return self.pace is not None or self.cast.on_model_loss is OnModelLoss.FALLBACK

    def waits_for(self, error: Exception) -> bool:
        """Whether to ask again later: waiting brings no model that is missing, and mends no mistake of ours."""
        is_passing = isinstance(error, EngineError) and not isinstance(error, _LASTING)
        return is_passing and not self.falls_back and self.cast.on_model_loss is OnModelLoss.WAIT

    def let_go(self, each: Asked | Owed) -> None:
        """Stop what would have led to an answer."""
        if each.timer is not None:
            each.timer.cancel()
        if each.job is not None:
            each.job.cancel()
        each.job = each.timer = None
        self.outage.forget(each)
