"""Where the minds are: on a server that runs already, embedded here, or in a process of their own."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from muster.behavior.v1.vocabulary import Clock
from muster.client.access import OPEN, Access
from muster.client.link import GrpcLink, MindLink
from muster.client.live import LiveLink
from muster.client.pace import UNPACED, Pace, WallClock
from muster.client.patient import PatientLink
from muster.client.terms import LOCKSTEP, Terms
from muster.commands.backends import BUILTIN_ORDER, MindOrder
from muster.commands.cores import usable_cores
from muster.commands.output import note
from muster.commands.standin import stand_in

MANY = 300
"""People from whom on a process for the minds saves more time than it takes to start."""


@dataclass(frozen=True)
class Where:
    """Where minds are asked; ``server`` None for one of our own."""

    server: str | None = None
    access: Access = OPEN


@contextmanager
def minds(
    where: Where, order: MindOrder = BUILTIN_ORDER, terms: Terms = LOCKSTEP, *, people: int = 1
) -> Generator[str]:
    """Yield the address of a behavior server: that of ``where``, or one that lives as long as the context.

    That is a thread of this process for a few people in lockstep; else a process of its own, which decides while the
    bodies move on.
    """
    if where.server is not None:
        yield where.server
        return
    if terms.clock is Clock.REALTIME or (people >= MANY and usable_cores() > 1):
        from muster.commands.apart import server_apart

        with server_apart(order) as address:
            yield address
        return
    from muster.commands.backends import make
    from muster.server.embedded import EmbeddedServer

    with EmbeddedServer(make(order)) as embedded:
        yield embedded.address


@dataclass(frozen=True)
class Linker:
    """Makes links to the minds at ``address``; ``embedded`` ones live and die with this process."""

    address: str
    access: Access
    order: MindOrder
    terms: Terms
    embedded: bool

    def link(self) -> MindLink:
        """Return a link for one episode, unopened."""
        if self.terms.clock is Clock.REALTIME:
            return LiveLink(self.address, access=self.access, terms=self.terms, stand_in=stand_in, notice=note)
        if self.embedded and self.order.is_builtin:
            return GrpcLink(self.address)
        return PatientLink(self.address, access=self.access, terms=self.terms, stand_in=stand_in, notice=note)

    def pace(self) -> Pace:
        """Return what makes simulated time pass."""
        return WallClock(self.terms.speed) if self.terms.clock is Clock.REALTIME else UNPACED
